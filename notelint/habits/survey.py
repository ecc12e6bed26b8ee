"""The habits of the notes around a file: which notes are looked at, and what they have in common.

Notes of one file are each other's siblings where it holds several. Else they are those of its folder, or where these
are too few or unlike it, those of its whole project: a sample that depends on the files of the project alone, and on
nothing that was named or kept, so that a hook that is given one file says what a run over all files says.
"""

from __future__ import annotations

import posixpath
from collections import ChainMap

from notelint.paths import absolute, file_stem
from notelint.schema import shipped_schemas
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notelint.files import Files
    from notelint.habits.families import Family
    from notelint.habits.learned import Learned
    from notelint.habits.traits import Name, Traits
    from notelint.note.model import Document
    from notelint.schema import Schema

    Scope = tuple[str, bool]  # a folder, and whether those below it count, too

_INDEX = frozenset(("readme", "index", "_index"))
_FEWEST = 6  # files that can have a habit, and one that has not


class Survey:
    """Says what the siblings of a note have in common; the files of a folder are read once.

    `read` makes a document of a source, `excluded` says which paths are none of the user's notes.
    """

    def __init__(self, files: Files, read: Callable[[Source], Document], excluded: Callable[[str], bool]) -> None:
        self._files = files
        self._read = read
        self._excluded = excluded
        self._held: dict[bool, dict[str, Document]] = {}  # of the last folder, and of the last project
        self._families: dict[tuple[str, bool, bool], tuple[Family, ...]] = {}
        self._by_family: dict[tuple[str, int], Learned] = {}
        self._learned: dict[tuple[str, int, frozenset[Name], bool], Learned] = {}

    def document(self, source: Source) -> Document:
        """The document of a source, which may have been read among its siblings; items of an outline are sections."""
        held = ChainMap(*self._held.values()).get(source.path)
        if held and held.source.text == source.text:
            return held
        document = self._read(source)
        if not document.notes or document.blocks.headings:
            return document
        from notelint.habits.outline import outlined  # noqa: PLC0415 - few notes have no heading

        return outlined(document)

    def learned(self, document: Document) -> Learned | None:
        """What the siblings of a document's notes teach; None where the user chose its schema, or it holds no note."""
        if document.layout is None or document.configured or not document.notes:
            return None
        # A file that is no note has no siblings, and needs none of this.
        from notelint.habits.families import Family  # noqa: PLC0415
        from notelint.habits.learned import learned_from, seen_from_outside, without  # noqa: PLC0415
        from notelint.habits.traits import traits_of  # noqa: PLC0415

        base = next(schema for schema in shipped_schemas() if schema.name == document.layout.schema)
        if document.layout.many:
            return learned_from(Family(tuple(traits_of(document, note) for note in document.notes)), base)
        traits = traits_of(document, document.notes[0])
        family = self._family(traits, document)
        others = family.not_asked_of(traits) if family else frozenset()
        is_outside = family is not None and document.source.path not in family.paths
        key = (base.name, id(family), others, is_outside)
        if key not in self._learned:
            learned = self._learned_from(family, base)
            learned = without(learned, others) if others else learned
            self._learned[key] = seen_from_outside(learned) if is_outside else learned
        return self._learned[key]

    def _learned_from(self, family: Family | None, base: Schema) -> Learned:
        """What a family teaches its members, or nobody; it is learned once."""
        from notelint.habits.learned import learned_from, nothing_learned  # noqa: PLC0415 - as above

        key = (base.name, id(family))
        if key not in self._by_family:
            self._by_family[key] = learned_from(family, base) if family else nothing_learned(base)
        return self._by_family[key]

    def _family(self, traits: Traits, document: Document) -> Family | None:
        from notelint.habits.families import families, family_of  # noqa: PLC0415 - as above

        for scope in self._scopes(document.source.path):
            sample = self._files.sample(scope[0], below=scope[1])
            key = (*scope, _is_index(document.source.path))
            if key not in self._families:
                self._families[key] = families(self._traits(sample, document, below=scope[1]))
            if found := family_of(traits, self._families[key]):
                return found
        return None

    def _scopes(self, path: str) -> Iterator[Scope]:
        folder = posixpath.dirname(absolute(path))
        yield folder, False
        root = self._files.repository_root(path) or self._files.vault_root(path)
        if root:
            yield root, True

    def _traits(self, sample: Iterable[str], document: Document, *, below: bool) -> list[Traits]:
        """The traits of the files of a sample that hold one note each."""
        from notelint.habits.traits import traits_of  # noqa: PLC0415 - as above

        index = _is_index(document.source.path)
        own = [path for path in sample if _is_index(path) is index and not self._excluded(path)]
        if len(own) < _FEWEST:
            return []
        held = self._held[below] = {document.source.path: document}
        for path in own:
            held[path] = self.document(Source.from_bytes(path, self._files.peek(path)))
        found = (held[path] for path in own)
        return [traits_of(each, each.notes[0]) for each in found if _is_one_note(each)]


def _is_index(path: str) -> bool:
    """Whether a file is the page of its folder. Such pages are compared with each other: they may be lists."""
    return file_stem(path).casefold() in _INDEX


def _is_one_note(document: Document) -> bool:
    return bool(document.layout and document.notes and not (document.configured or document.layout.many))
