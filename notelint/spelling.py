"""Near names: whether a name is another one with a slip of the keyboard, and which known one a wrong name is like."""

from __future__ import annotations

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 4  # letters; shorter names are alike by chance
_LONG = 6  # from here on a name with one other letter is the same name
_LONGEST_MIX = 3  # so many letters may stand in another order
_SYLLABLES = "\u1100"  # from here on, by code point, a character is a syllable or a word


def is_slip(written: str, meant: str) -> bool:
    """Whether a name is another one (both in one case) with a letter too many, too few or wrong, or with some swapped.

    The first letter is right. The last one tells words from words (`published`, `publisher`; `link`, `links`), so it
    may only be doubled, or swapped with the one before it. Names that are counted (`part1`) are names of their own.
    """
    if written[:1] != meant[:1] or abs(len(written) - len(meant)) > 1:  # which most are: it is quick to see
        return False
    if min(len(written), len(meant)) < _SHORTEST or written == meant or not _is_letters(written + meant):
        return False
    start = _common(written, meant)
    end = min(_common(written[::-1], meant[::-1]), min(len(written), len(meant)) - start)
    rest, wanted = written[start : len(written) - end], meant[start : len(meant) - end]
    if len(rest) == len(wanted) > 1:
        return len(rest) <= _LONGEST_MIX and sorted(rest) == sorted(wanted)
    if len(rest) == len(wanted):
        return end > 0 and len(meant) >= _LONG
    return len(rest + wanted) == 1 and (end > 0 or rest + wanted == written[start - 1])


def _is_letters(text: str) -> bool:
    """Whether a text is spelt letter by letter, and counts nothing."""
    return max(text) < _SYLLABLES and not any(map(str.isdigit, text))


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (mine, its) in enumerate(pairs) if mine != its), min(len(one), len(other)))


def meant_by(written: str, known: Iterable[str]) -> str | None:
    """The first known name that is written with a slip; None where it is none of them."""
    return next((name for name in known if is_slip(written, name)), None)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like one that is surely wrong, whatever their case; None where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed only where something is wrong

    folded = {each.casefold(): each for each in known}
    near = get_close_matches(name.casefold(), list(folded), n=1)
    return folded[near[0]] if near else None
