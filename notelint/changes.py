"""The lines of files that were changed since a revision of git."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from notelint.errors import NotelintError
from notelint.files import absolute
from notelint.git import changed_lines
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.files import Files


def changes_since(revision: str, files: Files) -> Callable[[Source], Collection[int] | None]:
    """A function from a text to those of its 1-based lines that were changed since a revision; None for all of them.

    All lines of a file that git does not know are changed. Raises NotelintError, when called, where a file is in no
    repository, or its repository has no such revision.
    """

    @cache
    def changed_in(root: str) -> Mapping[str, Sequence[range]]:
        return changed_lines(root, revision)

    def changed(source: Source) -> Collection[int] | None:
        root = files.repository_root(source.path)
        if root is None:
            raise NotelintError(f"{source.path}: --diff-base needs a git repository, and this file is in none")
        changes = changed_in(root)
        if not files.is_tracked(source.path):
            return None
        lines = {line for each in changes.get(absolute(source.path)[len(root) :].lstrip("/"), ()) for line in each}
        # While it is mended, or where an editor hands it over, a text is not what the disk has, of which git tells.
        on_disk = Source.from_bytes(source.path, files.read(source.path))
        return lines if on_disk.text == source.text else _moved(lines, on_disk.text, source.text)

    return changed


def _moved(lines: Collection[int], before: str, after: str) -> Collection[int]:
    """The lines of a later text that an earlier one's are, or that are new in it."""
    moved: set[int] = set()
    old, new = before.split("\n"), after.split("\n")
    for kind, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            moved.update(line - first + start for line in range(first + 1, last + 1) if line in lines)
        else:
            moved.update(range(start + 1, end + 1))
    return moved


def touches(diagnostic: Diagnostic, lines: Collection[int]) -> bool:
    """Whether a finding stands on one of these lines."""
    source, span = diagnostic.source, diagnostic.finding.span
    return any(
        line in lines
        for line in range(source.line_number(span.start), source.line_number(max(span.start, span.end - 1)) + 1)
    )
