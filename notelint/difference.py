"""Where two versions of a text differ, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    OpCode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]

_CONTEXT = 3  # lines


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[OpCode]:
    """What makes the old lines the new ones: `equal`, `replace`, `insert` and `delete`, in order.

    Most fixes change lines and leave their number: then the lines are compared one by one, for `SequenceMatcher` takes
    the square of their number where many are alike.
    """
    changed = [number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    if len(old) != len(new) or 2 * len(changed) > len(old):
        return SequenceMatcher(None, old, new).get_opcodes()
    found: list[OpCode] = []
    for start, end in _runs(changed):
        before = found[-1][2] if found else 0
        if before < start:
            found.append(("equal", before, start, before, start))
        found.append(("replace", start, end, start, end))
    rest = found[-1][2] if found else 0
    if rest < len(old):
        found.append(("equal", rest, len(old), rest, len(old)))
    return found


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as ranges: the first, and the one behind the last."""
    start = 0
    for place, number in enumerate(numbers, 1):
        if place == len(numbers) or numbers[place] != number + 1:
            yield numbers[start], number + 1
            start = place


class _Matched(SequenceMatcher[str]):
    """What groups opcodes to hunks, with the opcodes of this module."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__()
        self._found = opcodes(old, new)

    def get_opcodes(self) -> list[OpCode]:
        return self._found


def unified_diff(before: str, after: str, path: str) -> Iterator[str]:
    """The lines of a unified diff, which `patch` and `git apply` read; none where the two texts are the same."""
    old, new = _lines(before), _lines(after)
    if before != after:
        yield from (f"--- {_named(path)}\n", f"+++ {_named(path)}\n")
    for group in _Matched(old, new).get_grouped_opcodes(_CONTEXT) if before != after else ():
        (_, first, _, start, _), (_, _, last, _, end) = group[0], group[-1]
        yield f"@@ -{_range(first, last)} +{_range(start, end)} @@\n"
        for kind, one, two, three, four in group:
            if kind == "equal":
                yield from (_marked(" ", line) for line in old[one:two])
            else:
                yield from (_marked("-", line) for line in old[one:two])
                yield from (_marked("+", line) for line in new[three:four])


def _named(path: str) -> str:
    """A path as git names it: in quotes where it holds what would end the line, or worse."""
    if path.isprintable():
        return path
    data = path.encode("utf-8", "surrogateescape")
    return (
        '"' + "".join(f"\\{byte:03o}" if not 32 <= byte < 127 or byte in b'"\\' else chr(byte) for byte in data) + '"'
    )


def _lines(text: str) -> list[str]:
    """The lines of a text, each with its line feed: Git knows no other line ends."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _range(start: int, end: int) -> str:
    """Some lines as a hunk names them: the first, from 1 (of none: the one before), and how many if not one."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
