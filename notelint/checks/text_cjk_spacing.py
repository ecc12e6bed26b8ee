"""The check of the rule text-cjk-spacing."""

from __future__ import annotations

from collections import defaultdict

from notelint.checks.prose import matches_in_text
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document

_CJK = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = r"[-+.,'_/\\&:@=~]"
_WORD = rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9]{_SIGN})[A-Za-z0-9]++(?:{_SIGN}[A-Za-z0-9]++)*+"
# A word that begins with `#` is a tag: it is stepped over.
_EDGE = regex(
    rf"(?<!\S)\#\S+"
    rf"|(?:(?P<cjk>[{_CJK}])|(?P<word>{_WORD}))"
    rf"(?P<gap>[ ]*+)"
    rf"(?=(?(cjk)(?P<next>{_WORD})|[{_CJK}]))"
)
_NAME_OF_FILE = regex(r"[_/\\:@=~]|\.[A-Za-z]")
_MARKS = 20  # how many characters may stand before the number of a heading or an item
_PLACES = 20  # so many at least tell what is usual,
_SHARE = 0.95  # if so many of them agree


def text_cjk_spacing(document: Document, _: Context) -> Iterator[Finding]:
    """Places where Han or Kana meet Latin words or numbers otherwise than nearly always in the file.

    Words and numbers are counted apart: many write `用 BERT` and `2023年`.
    """
    kinds: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for found in matches_in_text(document, _EDGE):
        if kind := _kind(found):
            kinds[kind].append(found)
    for places in kinds.values():
        spaced = sum(bool(place["gap"]) for place in places)
        usual = max(spaced, len(places) - spaced)
        if _PLACES <= len(places) != usual >= _SHARE * len(places):
            for place in places:
                if bool(place["gap"]) != (spaced == usual) and not _ends_phrase(place):
                    yield _finding(place, usual, places)


def _kind(found: re.Match[str]) -> str | None:
    """What meets Han at a place: a `word` or a `number`.

    A file's name, one letter alone (`B站`) and the numbering of a heading are neither.
    """
    word = found["word"] or found["next"]
    if not word or _NAME_OF_FILE.search(word) or (len(word) == 1 and word.isalpha()):
        return None
    if not word[0].isdigit():
        return "word"
    before = found.string[max(0, found.start() - _MARKS) : found.start()].rstrip(" \t#>*+|-")
    return None if found["word"] and (not before or before[-1] in "\r\n") else "number"


def _ends_phrase(found: re.Match[str]) -> bool:
    """Whether a space stands behind several words: `Momentum update 动量更新` may be a name and its translation."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    return bool(found["gap"] and found["word"]) and before.isascii() and before.endswith(" ") and before[:1].isalnum()


def _finding(found: re.Match[str], usual: int, places: Sequence[re.Match[str]]) -> Finding:
    span = Span(found.start(), found.end() + len(found["next"] or "字"))
    written = found.string[span.start : span.end]
    share = f"{usual} of {len(places)} such places in this file"
    gap = Span(*found.span("gap"))
    if found["gap"]:
        message, title, text = f'"{written}" has a space, unlike {share}', "delete the space", ""
    else:
        message, title, text = f'"{written}" has no space, unlike {share}', "write a space", " "
    return Finding(span, message, title, Fix(title, (Edit(gap, text),), Safety.UNSAFE))
