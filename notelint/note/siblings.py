"""Whether the other files of a folder are notes: among notes, a plain text is more likely to be one."""

from __future__ import annotations

import posixpath
from functools import cache, partial

from notelint.note.document import is_one_note
from notelint.note.evidence import no_siblings
from notelint.paths import absolute, is_markdown, shown
from notelint.source import Source
from notelint.store import Kind
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notelint.files import Files
    from notelint.note.evidence import Siblings as Ask
    from notelint.note.layout import Layout

_FEWEST = 3  # files that say something of a folder
_MOST = 8  # files of a folder that are looked at
_SHARE = 60  # percent of these that have to be notes


class Siblings:
    """Answers whether the files beside a file are notes on one paper by their own evidence, each read once.

    Which files are looked at depends on the folder alone, not on what the user named. `files` keeps what was asked,
    so that it can be seen whether the answer still holds.
    """

    def __init__(self, files: Files, layouts: Sequence[Layout]) -> None:
        self._files = files
        self._layouts = layouts
        self._weigh = cache(lambda path: partial(self._is_note, path))

    def of(self, path: str) -> Ask:
        """A function that says so in words where enough files beside a file are notes; it gives None where not."""
        return no_siblings if path == "-" else partial(self._say, absolute(path))

    def _say(self, path: str) -> str | None:
        paths = [each for each in self._sample(posixpath.dirname(path)) if each != path]
        needed = -(-len(paths) * _SHARE // 100)
        are_notes = (self._files.derived(each, self._weigh(each)) for each in paths)
        if len(paths) < _FEWEST or not _holds(are_notes, needed, len(paths) - needed):
            return None
        return f"of {len(paths)} other files in its folder, {needed} or more are notes on one paper"

    def _sample(self, folder: str) -> list[str]:
        """The Markdown files in a folder that are not hidden, by name; of many some that are evenly spread."""
        entries = self._files.entries(folder).items()
        names = [name for name, entry in entries if entry.kind is Kind.FILE and is_markdown(name) and name[0] != "."]
        return _spread([posixpath.join(folder, name) for name in sorted(names)])

    def _is_note(self, path: str, data: bytes) -> bool:
        return is_one_note(Source.from_bytes(shown(path), data), self._layouts)


def _spread(paths: Sequence[str]) -> list[str]:
    """As many as are looked at, evenly spread."""
    count = min(len(paths), _MOST)
    return [paths[number * len(paths) // count] for number in range(count)]


def _holds(answers: Iterable[bool], needed: int, spare: int) -> bool:
    """Whether so many answers are yes. Once that is clear no more are asked for: no more than `spare` may be no."""
    yes = no = 0
    for answer in answers:
        yes, no = yes + answer, no + (not answer)
        if yes >= needed or no > spare:
            break
    return yes >= needed
