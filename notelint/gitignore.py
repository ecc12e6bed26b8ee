"""What git ignores: the patterns of `.gitignore` files, and the paths that they match (gitignore(5))."""

from __future__ import annotations

import re
from itertools import accumulate

from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = regex(
    r"\\(?P<escaped>.)|\[(?P<not>[!^]?+)(?P<set>\]?+(?:\\.|[^\\\]])*+)\]|(?P<any>\*+)|(?P<one>\?)|[^\\\[]", re.DOTALL
)
_MEMBER = regex(r"\\?(.)(?:-\\?(.))?", re.DOTALL)


class Pattern(NamedTuple):
    """One line: the paths that it means as a whole, and whether it ignores them (`!`: takes them back).

    Of one `by_name`, `paths` are names, which may stand in any folder: most are such, and paths may be long.
    """

    paths: re.Pattern[str]
    ignores: bool
    by_name: bool


@dataclass(frozen=True)
class IgnoreRules:
    """The patterns of one file; they hold below the folder `base` (absolute, POSIX, without a final slash)."""

    base: str
    patterns: tuple[Pattern, ...]

    def decide(self, path: str) -> bool | None:
        """Whether these patterns ignore a path below `base` (a folder ends with `/`); None: they do not say.

        The last pattern that means it counts. What is in an ignored folder is not meant by what ignores the folder.
        """
        below = path[len(self.base) + 1 :]
        name = below[below.rfind("/", 0, -1) + 1 :]
        for paths, ignores, by_name in reversed(self.patterns):
            if paths.fullmatch(name if by_name else below):
                return ignores
        return None

    def cover(self, path: str) -> bool:
        """Whether they ignore a path below `base`, or else (by the last pattern that means one) a folder above it."""
        if (decided := self.decide(path)) is not None:
            return decided
        parts = path[len(self.base) + 1 :].split("/")[:-1]
        names = [f"{part}/" for part in parts]
        folders = [*accumulate(names)]
        for paths, ignores, by_name in reversed(self.patterns):
            if any(map(paths.fullmatch, names if by_name else folders)):
                return ignores
        return False


def ignore_rules(base: str, lines: Iterable[str]) -> IgnoreRules:
    """Compile the lines of one file; a line that is no pattern matches nothing, as in git."""
    return IgnoreRules(base.rstrip("/"), tuple(each for line in lines if (each := ignore_pattern(line))))


def ignore_pattern(line: str) -> Pattern | None:
    """Compile one line; None where it is empty, a comment or no pattern."""
    line = line if line.endswith("\\ ") else line.rstrip()
    written = line.removeprefix("!")
    if line.startswith("#") or not written.strip("/"):
        return None
    segments = written.split("/")
    is_folder = not segments[-1]
    if is_folder:
        del segments[-1]
    by_name = len(segments) == 1 or (len(segments) == 2 and segments[0] == "**" != segments[1])
    if not segments[0]:
        del segments[0]
    try:
        expression = _glob(segments[-1]) if by_name else _segments(segments)
    except ValueError:
        return None
    return Pattern(re.compile(expression + ("/" if is_folder else "/?"), re.DOTALL), not line.startswith("!"), by_name)


def _segments(segments: Sequence[str]) -> str:
    """A regular expression for the paths that the parts of a pattern mean.

    What stands between two `**` is taken where it is found first: to try further on gains nothing, and of many `**`
    would take for ever. For the same reason stars in a name are read so.
    """
    groups: list[list[str]] = [[]]
    for segment, before in zip(segments, ["", *segments], strict=False):
        if segment != "**":
            groups[-1].append(_glob(segment))
        elif before != "**":
            groups.append([])
    first, *others = map("/".join, groups)
    if not others:
        return first
    *middle, last = others
    found = first
    for names in middle:
        found += f"(?>(?:/[^/]+)*?/{names}(?=/))" if found else f"(?>(?:[^/]+/)*?{names}(?=/))"
    if not last:
        return f"{found}/.+" if found else ".+"
    return f"{found}(?:/[^/]+)*/{last}" if found else f"(?:[^/]+/)*{last}"


def _glob(segment: str) -> str:
    """A regular expression for the names that a part of a pattern means. Raises ValueError where it is none."""
    tokens = [*_TOKEN.finditer(segment)]
    if sum(len(each[0]) for each in tokens) < len(segment):
        raise ValueError(f"{segment!r} ends within a bracket or an escape")
    if {*segment} == {"*"}:
        return "[^/]+"
    pieces = [""]
    for token in tokens:
        if token["any"]:
            pieces.append("")
        else:
            pieces[-1] += _translated(token)
    first, *others = pieces
    if not others:
        return first
    *middle, last = others
    return "".join([first, *(f"(?>[^/]*?{piece})" for piece in middle), f"[^/]*{last}"])


def _translated(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "one":
            return "[^/]"
        case "set":
            members = _MEMBER.sub(_escaped, token["set"])
            if token["not"]:
                return f"[^/{members}]"
            return f"(?!/)[{members}]" if members else "(?!)"
        case _:
            return re.escape(token["escaped"] or token[0])


def _escaped(member: re.Match[str]) -> str:
    """A character of a set, or a range; one that runs backwards holds none."""
    first, last = member.groups()
    if last is None:
        return re.escape(first)
    return f"{re.escape(first)}-{re.escape(last)}" if first <= last else ""


def is_ignored(path: str, rules: Iterable[IgnoreRules]) -> bool:
    """Whether an absolute path (a folder's ends with `/`) is ignored by rules given nearest first.

    The first rules that decide count. No folder above the path may be ignored: git does not look into those.
    """
    return next((decided for each in rules if (decided := each.decide(path)) is not None), False)
