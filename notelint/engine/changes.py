"""The lines of files that were changed since a revision of git."""

from __future__ import annotations

from functools import cache

from notelint.errors import NotelintError
from notelint.git import changed_lines
from notelint.paths import absolute
from notelint.source import Source, Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.files import Files
    from notelint.git import Hunk
    from notelint.note.model import Document, Note


class Changes(NamedTuple):
    """What was changed in a text: its 1-based `lines` that are new, and those before which something is `gone`."""

    lines: frozenset[int]
    gone: frozenset[int] = frozenset()


def changes_since(revision: str, files: Files) -> Callable[[Source], Changes | None]:
    """A function from a text to what was changed in it since a revision; None: all of it.

    A file that git does not know is changed as a whole. Raises NotelintError, when called, where a file is in no
    repository, or its repository has no such revision.
    """

    @cache
    def changed_in(root: str) -> Mapping[str, Sequence[Hunk]]:
        return changed_lines(root, revision)

    def changed(source: Source) -> Changes | None:
        root = files.repository_root(source.path)
        if root is None:
            raise NotelintError(f"{source.path}: --diff-base needs a git repository, and this file is in none")
        hunks = changed_in(root)
        if not files.is_tracked(source.path):
            return None
        changes = _changes(hunks.get(absolute(source.path)[len(root) :].lstrip("/"), ()))
        # While it is fixed, or where an editor hands it over, a text is not what the disk has, of which git tells.
        on_disk = Source.from_bytes(source.path, files.read(source.path))
        return changes if on_disk.text == source.text else _moved(changes, on_disk.text, source.text)

    return changed


def _changes(hunks: Iterable[Hunk]) -> Changes:
    hunks = tuple(hunks)
    lines = (line for hunk in hunks for line in hunk.added)
    return Changes(frozenset(lines), frozenset(hunk.added.stop for hunk in hunks if hunk.takes))


def _moved(changes: Changes, before: str, after: str) -> Changes:
    """The changes in a later text: what was new or gone in the earlier one, and what differs from that."""
    from notelint.difference import opcodes  # noqa: PLC0415 - only a run that fixes and compares with a revision needs it

    lines: set[int] = set()
    gone: set[int] = set()
    old, new = before.split("\n"), after.split("\n")
    for kind, first, last, start, end in opcodes(old, new):
        if kind == "equal":
            # What is gone at the end of the text stands before the line that would be next.
            lines.update(line - first + start for line in range(first + 1, last + 1) if line in changes.lines)
            gone.update(line - first + start for line in range(first + 1, last + 2) if line in changes.gone)
        else:
            lines.update(range(start + 1, end + 1))
        if last - first > end - start:
            gone.add(end + 1)
    return Changes(frozenset(lines), frozenset(gone))


def concerned(document: Document, diagnostics: Iterable[Diagnostic], changes: Changes) -> list[Diagnostic]:
    """The diagnostics that stand on changed lines, or are about a note as a whole of which something is gone."""
    shortened = _shortened(document, changes)
    return [each for each in diagnostics if each.finding.span in shortened or _touches(each, changes.lines)]


def _shortened(document: Document, changes: Changes) -> frozenset[Span]:
    """Where findings about a note as a whole stand, of notes of which something is gone."""
    if not changes.gone:
        return frozenset()
    from notelint.checks.sections import note_place  # noqa: PLC0415 - few runs are about changes

    return frozenset(note_place(note) for note in document.notes if _has_lost(document, note, changes.gone))


def _has_lost(document: Document, note: Note, gone: frozenset[int]) -> bool:
    """Whether something is gone behind the first line of a note; of a file that is one note, anywhere in it."""
    source = document.source
    first = source.line_number(note.span.start) if document.layout and document.layout.many else 0
    last = source.line_number(max(note.span.start, note.span.end - 1))
    return any(first < line <= last + 1 for line in gone)


def _touches(diagnostic: Diagnostic, lines: frozenset[int]) -> bool:
    source, span = diagnostic.source, diagnostic.finding.span
    return any(
        line in lines
        for line in range(source.line_number(span.start), source.line_number(max(span.start, span.end - 1)) + 1)
    )
