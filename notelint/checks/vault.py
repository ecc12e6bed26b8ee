"""Rules about many files at once."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from notelint.checks.papers import disagree, identifiers, is_telling, keys, same_paper, title_trait, titles_agree, year
from notelint.checks.sections import called, note_place
from notelint.checks.tags import Tag, tag_lists, tags_of
from notelint.context import Context
from notelint.diagnostic import Finding, Related
from notelint.note.model import Document, Note
from notelint.paths import absolute, shown
from notelint.regex import regex
from notelint.targets.images import targets
from notelint.targets.paths import Verdict
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from notelint.files import Files
    from notelint.markdown.nodes import Image
    from notelint.note.model import Fact, Note
    from notelint.source import Span

# What a check of one document is handed, for each of them.
ContextOf = Callable[[Document], Context]
VaultCheck = Callable[[Sequence[Document], ContextOf], Iterator[tuple[Document, Finding]]]


def notes_of(documents: Sequence[Document]) -> Iterator[tuple[Document, Note]]:
    """All notes, each with its document, in order."""
    return ((document, note) for document in documents for note in document.notes)


def elsewhere(message: str, document: Document, span: Span) -> Related:
    """A place in another file."""
    line, column = document.source.position(span.start)
    return Related(message, location=f"{document.source.path}:{line}:{column}")


def vault_conflict(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Notes in two files that say different things of one paper: another year, or quite another title.

    Papers are the same by DOI, by arXiv id, and (for the year) by a long title.
    """
    first: dict[Hashable, tuple[Document, Note]] = {}
    for document, note in notes_of(documents):
        others = [first.setdefault(key, (document, note)) for key in _keys(note)]
        there, before = next((other for other in others if other[0] is not document), (document, note))
        if there is not document:
            for finding in _conflicts(note, there, before):
                yield document, finding


def _keys(note: Note) -> Iterator[Hashable]:
    for kind, value, _ in identifiers(note):
        yield kind, value
    if (title := title_trait(note)) and is_telling(title):
        yield title.value


def _conflicts(note: Note, there: Document, before: Note) -> Iterator[Finding]:
    title, its_title = title_trait(note), title_trait(before)
    if title and its_title and not titles_agree(title, its_title):
        yield Finding(
            title.span,
            f'the paper of {called(note)} has the title {called(before)} in "{there.source.path}"',
            "give each note the identifier and the title of its own paper",
            related=(elsewhere("the other title", there, its_title.span),),
        )
        return  # in notes of two papers everything may differ
    here, its = note.fact("year"), before.fact("year")
    if here and its and None not in (year(note), year(before)) and here.value != its.value:
        yield Finding(
            here.span,
            f'the year of {called(note)} is {here.value} here, but {its.value} in "{there.source.path}"',
            "give both notes the same year",
            related=(elsewhere("the other year", there, its.span),),
        )


def vault_duplicate(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Notes about a paper that a note in an earlier file is about.

    Papers are the same by DOI, by arXiv id, by title and year (of a long title: by it alone, where a year is not
    given), and by title and video. Where only an identifier is the same, that is the matter of vault-conflict.
    """
    first: dict[Hashable, tuple[Document, Note]] = {}
    for document, note in notes_of(documents):
        same = None
        for what, key in keys(note):
            there, before = first.setdefault(key, (document, note))
            if there is not document and same is None and not disagree(note, before):
                same = (what, there, before)
        if same:
            what, there, before = same
            finding = Finding(
                note_place(note),
                f'{called(note)} already has a note in "{there.source.path}": {what}',
                "merge the two notes, or link one to the other",
                related=(elsewhere("the first one", there, note_place(before)),),
            )
            yield document, finding


_START = 4096  # bytes; two pictures rarely begin with as many equal ones


class _Use(NamedTuple):
    """The first place where a file is used."""

    document: Document
    image: Image
    file: str
    files: Files


def vault_image_duplicate(documents: Sequence[Document], context_of: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Image files with the same bytes as one that is used before: at the first place that uses each."""
    by_start: defaultdict[bytes, list[_Use]] = defaultdict(list)
    for use in _first_uses(documents, context_of):
        by_start[_digest(use.files.read(use.file, _START))].append(use)
    by_start.pop(_digest(b""), None)  # files without content are no copies of each other
    for alike in by_start.values():
        if len(alike) > 1:
            yield from _findings(alike)


def _first_uses(documents: Iterable[Document], context_of: ContextOf) -> Iterator[_Use]:
    seen: set[str] = set()
    for document in documents:
        context = context_of(document)
        for image, target in targets(document, context):
            file = absolute(target.file)
            if target.verdict in (Verdict.FOUND, Verdict.OTHER_CASE) and file not in seen:
                seen.add(file)
                yield _Use(document, image, file, context.files)


def _findings(uses: Iterable[_Use]) -> Iterator[tuple[Document, Finding]]:
    first: dict[bytes, _Use] = {}
    for use in uses:
        before = first.setdefault(use.files.derived(use.file, _digest), use)
        if before is not use:
            span, its_span = (each.image.destination_span or each.image.span for each in (use, before))
            finding = Finding(
                span,
                f'image "{use.image.destination}" is a copy of "{shown(before.file)}"',
                "use one of the two files, and delete the other",
                related=(elsewhere("the other one is used here", before.document, its_span),),
            )
            yield use.document, finding


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()


def vault_key(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Citation keys that notes of two papers give themselves; case does not count, as reference managers have it.

    Notes of one paper may well share its key: that there are two is the matter of vault-duplicate.
    """
    from notelint.note.keys import pinned_key  # noqa: PLC0415 - one file alone needs no records

    first: dict[str, tuple[Document, Note, Fact]] = {}
    for document, note in notes_of(documents):
        key, fact = pinned_key(note), note.fact("citekey")
        if key is None or fact is None:
            continue
        there, other, before = first.setdefault(key.lower(), (document, note, fact))
        if before is not fact and not same_paper(note, other):
            finding = Finding(
                fact.span,
                f'citation key {key} is already used in "{there.source.path}"',
                "give one of them another key",
                related=(elsewhere("the first one", there, before.span),),
            )
            yield document, finding


_PARTING = regex(r"[\s_-]+")
# Not `bias`, `corpus`, `analysis`, `loss`, `physics`, which are no plurals of what is without the last letter.
_PLURAL = regex(r".{2,}[^suai]s(?<!ics)", re.DOTALL)


class _Place(NamedTuple):
    """A tag, and the document in whose front matter it stands."""

    document: Document
    tag: Tag


def vault_tag(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Tags that more files write in another way: in other case, with other spaces or hyphens, in the plural."""
    variants: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for document in documents:
        for entry in tag_lists(document):
            for tag in tags_of(entry):
                if form := _fold(tag.text):
                    variants[tag.kind, form].append(_Place(document, tag))
    for places in variants.values():
        if any(place.tag.text != places[0].tag.text for place in places):
            yield from _tag_findings(places)


def _tag_findings(places: Sequence[_Place]) -> Iterator[tuple[Document, Finding]]:
    """A finding for each place that does not write the tag as most files do, or (of two as frequent) as the first."""
    uses: dict[str, dict[str, _Place]] = {}
    for place in places:
        uses.setdefault(place.tag.text, {}).setdefault(place.document.source.path, place)
    usual = max(uses, key=lambda text: len(uses[text]))
    for document, tag in places:
        path = document.source.path
        other = next((place for its, place in uses[usual].items() if its != path), None)
        # What one list holds twice is the matter of front-matter-duplicate-tag.
        repeated = path in uses[usual] and tag.text.casefold() == usual.casefold()
        if other and not repeated:
            count = len(uses[usual]) - (path in uses[usual])
            where = f'"{other.document.source.path}"' if count == 1 else f"{count} other files"
            finding = Finding(
                tag.span,
                f'{tag.kind} "{tag.text}" is written "{usual}" in {where}',
                f'write "{usual}"',
                related=(elsewhere("the first one", other.document, other.tag.span),),
            )
            yield document, finding


def _fold(text: str) -> str:
    """The form in which two spellings of a tag are equal; `/` parts a tag from those below it."""
    form = _PARTING.sub("", unicodedata.normalize("NFKC", text).casefold())
    return form[:-1] if _PLURAL.fullmatch(form) else form
