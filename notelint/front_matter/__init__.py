"""The metadata block at the top of a file, YAML (`---`) or TOML (`+++`), with the span of each key and value."""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.front_matter.model import PLACEHOLDER, Entry, FrontMatter, Problem, Reading, Rewriting, Value
from notelint.front_matter.plain import read_plain
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from notelint.source import Source

__all__ = ["Entry", "FrontMatter", "Problem", "Rewriting", "Value", "problems", "read_front_matter", "unread"]

_LINE_END = r"(?:\r\n|\n|\r|\Z)"
_OPENING = regex(rf"(?P<above>(?:[ \t]*+[\r\n]++)*+)(?P<fence>---|\+\+\+)[ \t]*{_LINE_END}")
_CLOSING = {  # with the end of the line above, by which `re` finds it at five times the speed
    "---": regex(rf"[\r\n](?:---|\.\.\.)[ \t]*{_LINE_END}"),
    "+++": regex(rf"[\r\n]\+\+\+[ \t]*{_LINE_END}"),
}
_LINE = regex(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")

# A line that begins a key at the margin, and one that can only be more of the key above it.
_QUOTED = r""""[^"\r\n]*"[ \t]*|'[^'\r\n]*'[ \t]*"""
_KEY = {
    "---": regex(
        rf"""(?:{_QUOTED}|[^\s\-#&*!|>%@`,?:\[\]{{}}"'][^\r\n:]*):(?=\s|\Z)|[\w-]+:(?!//)|[^\W\d_][\w -]*："""
    ),
    "+++": regex(rf"\[|(?:{_QUOTED}|[\w\-. \t]+)=|[\w-]+:(?!//)"),
}
_MORE = regex(r"\s|#|- |-$")
_LEAST_KEYS = 2


def read_front_matter(source: Source) -> FrontMatter | None:
    """The front matter of a source, or None where it has none.

    A `---` on the first line opens YAML only where a closing `---` (or `...`) follows and what stands between reads as
    a mapping (or nearly so): a file that opens with a thematic break has no front matter. Two keys or more directly
    below a `---` that nothing closes are front matter too, with a problem; so are two or more that are closed below
    empty lines.
    """
    opening = _OPENING.match(source.text, source.start)
    if opening is None:
        return None
    front_matter = _closed(source, opening)
    if opening["above"]:
        return _below_empty_lines(source, front_matter)
    return front_matter or _unclosed(source, opening)


def unread(front_matter: FrontMatter | None, source: Source) -> Problem | None:
    """What keeps a part of front matter from being read: the first such problem."""
    return next((problem for problem in problems(front_matter, source) if problem.loses), None)


def problems(front_matter: FrontMatter | None, source: Source) -> Iterator[Problem]:
    """What is wrong with front matter.

    Nothing where it is not closed, which is read as if it were, nor in the lines of a template that have placeholders,
    and are no values yet.
    """
    for problem in front_matter.problems if front_matter and front_matter.closed else ():
        if not PLACEHOLDER.search(source.slice(source.line_at(problem.span.start))):
            yield problem


def _closed(source: Source, opening: re.Match[str]) -> FrontMatter | None:
    closing = _CLOSING[opening["fence"]].search(source.text, opening.end() - 1)
    if closing is None:
        return None
    body = Span(opening.end(), closing.start() + 1)
    reading = _read(source.text, body, opening["fence"])
    span = Span(opening.start("fence"), closing.end())
    return _front_matter(opening["fence"], span, body, reading) if reading else None


def _unclosed(source: Source, opening: re.Match[str]) -> FrontMatter | None:
    fence = opening["fence"]
    end = _end_of_keys(source.text, opening.end(), fence)
    if end is None:
        return None
    body = Span(opening.end(), end)
    reading = _read(source.text, body, fence)
    if reading is None:
        return None
    problem = Problem(
        Span(*opening.span("fence")),
        f"front matter opens with `{fence}` but is never closed",
        f"add a line `{fence}` after the last key",
    )
    return _front_matter(fence, Span(source.start, end), body, Reading(reading.entries, (problem,)))


def _below_empty_lines(source: Source, front_matter: FrontMatter | None) -> FrontMatter | None:
    if front_matter is None or len(front_matter.entries) < _LEAST_KEYS:
        return None
    lines = Span(source.start, front_matter.span.start)
    rewriting = Rewriting("delete the empty lines", lines, "", is_safe=True)
    message = "front matter must begin on the first line"
    problem = Problem(lines, message, "delete the empty lines above it", loses=False, rewriting=rewriting)
    return replace(front_matter, problems=(problem, *front_matter.problems))


def _front_matter(fence: str, span: Span, body: Span, reading: Reading) -> FrontMatter:
    language: Literal["yaml", "toml"] = "yaml" if fence == "---" else "toml"
    first, again = _split_duplicates(reading.entries)
    return FrontMatter(language, span, body, first, again, reading.problems)


def _split_duplicates(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    first: dict[str, Entry] = {}
    again = [entry for entry in entries if first.setdefault(entry.key, entry) is not entry]
    return tuple(first.values()), tuple(again)


def _read(text: str, body: Span, fence: str) -> Reading | None:
    """Read what stands between the fences; None where that is no mapping."""
    if not text[body.start : body.end].strip():
        return Reading(())
    if fence == "---" and (entries := read_plain(text, body)):
        return Reading(entries)
    recover = _mostly_keys(text, body, fence)
    if fence == "---":
        from notelint.front_matter.yaml import read_yaml  # noqa: PLC0415 - a file of plain lines must not pay for it

        return read_yaml(text, body, recover=recover)
    from notelint.front_matter.toml import read_toml  # noqa: PLC0415 - nor one without TOML

    return read_toml(text, body, recover=recover)


def _mostly_keys(text: str, body: Span, fence: str) -> bool:
    """Whether the lines at the margin are keys rather than prose: then what does not read is broken metadata."""
    lines = _lines(text, body.start, body.end)
    is_key = [bool(_KEY[fence].match(line)) for line in lines if not _MORE.match(line)]
    return bool(is_key) and is_key[0] and 2 * sum(is_key) >= len(is_key)


def _end_of_keys(text: str, start: int, fence: str) -> int | None:
    """Where the block of keys that begins at `start` ends: before the first blank line. None where it is no such."""
    end, keys = start, 0
    for line in _lines(text, start, len(text)):
        if not line.strip():
            break
        if _KEY[fence].match(line):
            keys += 1
        elif keys == 0 or not _MORE.match(line):
            return None
        end += len(line)
    return end if keys >= _LEAST_KEYS else None


def _lines(text: str, start: int, end: int) -> Iterable[str]:
    """The lines of a range, each with its line end."""
    return (found.group() for found in _LINE.finditer(text, start, end) if found.group())
