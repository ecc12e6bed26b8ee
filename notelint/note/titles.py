"""The title in a heading or a file name, without what people write around it: `【CVPR 2023】Title 论文笔记`."""

from __future__ import annotations

from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.dataclass import dataclass
from notelint.note.plain import trimmed
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

# What a note says of itself before or behind the title of its paper; in English not one word alone, which may be a
# paper's own ("... Survey: Review").
_KIND = (
    r"(?:(?:论文|論文|文献)?(?:阅读|閱讀|精读|精讀|学习|學習)?(?:笔记|筆記|精读|精讀|解读|解讀|メモ|まとめ)|(?:论文|論文)(?:阅读|閱讀)"
    r"|논문 ?(?:리뷰|정리|요약)|(?i:paper|reading)[ \t]+(?i:notes?|review|summary|reading))"
)
_IN_KINDS = ("记", "記", "读", "讀", "モ", "め", "논", "paper", "read")  # each kind has one of them in it
_LEAD = regex(rf"[ \t]*([\[【(（])?{_KIND}(?(1)[\]】)）][ \t]*[:：-]?|[ \t]*(?:[:：]|[-–—][ \t]))[ \t]*")
_TAIL = regex(rf"[ \t]*(?:[-–—:：][ \t]*)?([\[【(（])?{_KIND}(?(1)[\]】)）])[ \t]*")
_BRACKET_LEAD = regex(r"[ \t]*[\[【(（]([^\[\]【】()（）]{2,40})[\]】)）][ \t]*[:：-]?[ \t]*(?=\S)")
_BRACKET_TAIL = regex(r"[ \t]*[\[【(（]([^\[\]【】()（）]{2,40})[\]】)）][ \t]*")
_LONGEST = 500  # a longer one is no title, and the patterns are not made for it
_BARE_YEAR = regex(r"[ \t]*((?:19|20)\d\d)[ \t]*")
_SERIAL_LEAD = regex(r"\d{1,3}(?:[_.-][ _]?|[ ](?=[^\W\d]))(?=[^\W\d_])")
_YEAR_LEAD = regex(r"((?:19|20)\d\d)[ _]+(?=\S)")


@dataclass(frozen=True)
class Titled:
    """A title as a range of a text, and the venue and year that stand beside it, each with its range."""

    title: tuple[int, int]
    venue: str | None = None
    year: int | None = None
    place: tuple[int, int] | None = None


def read_title(text: str) -> Titled:
    """Find the title in a heading's text: no kind of note, no bracket with a venue or a year at either end.

    Where nothing would be left, the whole text is the title.
    """
    start, end = trimmed(text, 0, len(text))
    if not 0 < end - start <= _LONGEST:
        return Titled((start, end))
    folded = text.casefold()
    if any(each in folded for each in _IN_KINDS):
        if (lead := _LEAD.match(text, start, end)) and lead.end() < end:
            start = lead.end()
        if (tail := _last(_TAIL, text, start, end)) and tail.start() > start:
            end = tail.start()
    found = Titled((start, end))
    lead = _BRACKET_LEAD.match(text, start, end) if text[start] in "[【(（" else None
    if lead and (told := _venue_and_year(lead[1])) and lead.end() < end:
        found = Titled((lead.end(), end), *told, lead.span(1))
    elif text[end - 1] in "]】)）":
        tail = _last(_BRACKET_TAIL, text, start, end)
        if tail and tail.start() > start and (told := _venue_and_year(tail[1])):
            found = Titled((start, tail.start()), *told, tail.span(1))
    start, end = trimmed(text, *found.title)
    if text.startswith("《", start) and text.find("》", start) == end - 1:
        start, end = start + 1, end - 1
    return Titled((start, end), found.venue, found.year, found.place)


def read_file_name(name: str) -> Titled:
    """Find the title in the name of a file, without its ending.

    A year or a serial number may stand before it: `2015 Title`, `012_title`.
    """
    if lead := _YEAR_LEAD.match(name):
        return Titled((lead.end(), len(name)), None, int(lead[1]), lead.span(1))
    serial = _SERIAL_LEAD.match(name)
    return Titled((serial.end() if serial else 0, len(name)))


def _venue_and_year(text: str) -> tuple[str | None, int | None] | None:
    """A known venue with or without a year, or a year alone; None for anything else."""
    if bare := _BARE_YEAR.fullmatch(text):
        return None, int(bare[1])
    name, year = split_venue_year(text)
    if known_venue(name):
        return name, year
    return None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match that ends where the text ends."""
    return next((found for found in pattern.finditer(text, start, end) if found.end() == end), None)
