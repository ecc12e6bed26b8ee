"""What a title line and a file's name say: `【CVPR 2023】Title 论文笔记`, `# Title (2019)`, `2023_Roe_Doe_Title.md`.

Each reader gives statements: a property, its value, and the range of the text that says it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from notelint.bibliography.author_lists import is_topic
from notelint.bibliography.bylines import certain_authors, parse_byline
from notelint.bibliography.identifiers import arxiv_id
from notelint.bibliography.venues import AWARD, has_digit, known_venue, split_venue_year
from notelint.note.plain import trimmed
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from notelint.note.model import Value

    Taken = tuple[int, int, list["Statement"]]  # the range that is left, and what the rest said


class Statement(NamedTuple):
    """What a range of a text says of a property; the value is the range's text where it is a text."""

    name: str
    value: Value
    start: int
    end: int


_YEAR = r"(?:19|20)\d\d"
# What a note says of itself before or behind the title of its paper; in English not one word alone, which may be a
# paper's own ("... Survey: Review").
_KIND = (
    r"(?:(?:论文|論文|文献|文獻)?(?:阅读|閱讀|精读|精讀|学习|學習|深度|深入)?"
    r"(?:笔记|筆記|精读|精讀|解读|解讀|共读|共讀|导读|導讀|メモ|まとめ|要約|紹介)"
    r"|(?:论文|論文)(?:阅读|閱讀)|(?:论文|論文)(?=[ \t]*[:：\]】)）-])|논문[ \t]?(?:리뷰|정리|요약|읽기|설명|공부)"
    r"|(?<=[ _])리뷰"
    r"|(?i:paper|reading)[ \t]+(?i:notes?|review|summary|reading|walkthrough|explained)|(?i:literature[ \t]+note)(?!s)"
    r"|(?:论文|論文|논문)[^\[\]【】()（）]{0,8}(?=[\]】)）])|(?i:(?:paper[ -]?)?review)(?=[\]】])"
    r"|(?i:notes? on|(?:summary|review) of)(?=[ \t]*[\[【\"“《])"
    r"|(?i:summary|review|resumen|reseña|resumo|resenha|résumé|riassunto|zusammenfassung|обзор|摘要|요약)"
    r"(?=[ \t]*[:：][ \t]*\S+[ \t]+\S+[ \t]+\S)"
    r"|(?i:(?:notes?|review|summary)[ \t]+(?:on|of)[ \t]+the[ \t]+paper)|(?i:papers?(?=[ \t]*\d*[ \t]*[:：\]])))"
)
# A title of the note alone: `My notes on the MapReduce (2004) paper:`.
_NOTES_ON = regex(
    r"(?i:my )?(?i:(?:reading )?notes|review|summary|thoughts) (?i:on|of|about|for) (?i:the )?(?P<title>[^()]{2,80}?)"
    rf"(?: \((?P<year>{_YEAR})\))? (?i:paper)[ :.]*"
)
_LEAD = regex(
    rf"[ \t]*([\[【(（<])?{_KIND}(?(1)[\]】)）>][ \t]*[:：-]?|[ \t]*\d*[ \t]*(?:[:：|]|[-–—][ \t]"
    rf"|(?<=the paper)[ \t]|(?<=on|of)(?=[ \t]*[\[【\"“《])))[ \t]*"
)
_TAIL = regex(rf"[ \t]*(?:[-–—:：|_]++[ \t]*)?([\[【(（])?{_KIND}(?(1)[\]】)）])[ \t]*")
_BRACKET_LEAD = regex(r"[ \t]*[\[【(（]([^\[\]【】()（）]{2,60})[\]】)）][ \t]*[:：_-]?[ \t]*(?=\S)")
_BRACKET_TAIL = regex(r"[ \t]*[\[【(（]([^\[\]【】()（）]{2,60})[\]】)）][ \t]*")
_LONGEST = 500  # a longer one is no title, and the patterns are not made for it
_BARE_YEAR = regex(rf"[ \t]*({_YEAR})(?:[-./年년]?[ ]?(0?[1-9]|1[0-2])(?:月|월)?)?[年년]?[ \t]*[+~～–—-]?[ \t]*")
_MOST_WORDS = 3
_LEAST_WORDS = 3  # of a title behind what looks like a venue or a name
# What is said of a paper beside its title.
_HAS_YEAR = regex(_YEAR)
_LAST_YEAR = regex(rf",.*\b({_YEAR})$")
_PRAISE = regex(
    r"[\s,;/|·]*\b(?:oral|spotlight|poster|highlight|long|short|main|full|accepted|new|wip|pdf|paper|arxiv|code|link|doi"
    rf"|{AWARD}(?: (?:of|at))?"
    r"|presentation|award|winner|runner[- ]up|wip|draft|(?:kor|eng|jpn|chn)(?:ean|lish)?)\b[\s,;/|·]*"
    r"|[\s,]*(?:작성 ?중|진행 ?중|미완성?|未完成?|未完待[续續]|更新中"
    r"|持[续續]更新|待[续續]|作成中|執筆中|書きかけ"
    r"|口头报告|口頭報告|最佳(?:学生)?论文奖?"
    r"|最佳論文獎?|口頭発表|最優秀論文賞?|구두 ?발표|최우수 ?논문상?)[\s,]*",
    re.IGNORECASE,
)
_CITEKEY_LEAD = regex(
    r"(?P<bracket>\[)?@?(?P<citekey>[A-Za-z][A-Za-z-]{1,24}_?(?:19|20)\d\d[A-Za-z]{0,24})(?(bracket)\][ \t]*"
    r"|(?:[ \t]*[:：]|[ \t]+[-–—])[ \t]*)(?=\S)"
)
# What a reader says of a note behind the title of its paper, where that is in English.
_ASIDE_TAIL = regex(
    r"[ \t]*[-–—:：|_~]?[ \t]*[^\x00-\u2fff]{0,8}[ ]?"
    r"(?:[阅閱][读讀]|笔记|筆記|推导|推導|解[读讀]|[详詳]解|[总總][结結]|理解|[复復]现|精[读讀]|翻[译譯]|学习|學習|分享|介[绍紹]|[论論]文|原文"
    r"|解説|まとめ|メモ|読|정리|리뷰|논문|요약|설명|번역)(?:[^\x00-\u2fff]| ){0,10}"
)
_ENGLISH = regex(r"(?=\S+ \S+ \S)[\x20-\x7e’–—é]+")
_OTHER_SCRIPT = regex("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_INITIALS = regex(r"\b[A-Z]")
_NUMBER_LEAD = regex(r"\d{1,3}[.)][ \t]+(?=[^\W\d])")
_EMOJI_LEAD = regex(r"[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+[ \t]*")
_EMOJI_TAIL = regex(r"[ \t]*[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_AUTHOR_LEAD = regex(
    r"(?P<authors>[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*(?:(?:, | and | & | und | y "
    r"| et (?!al))[^\W\d_][\w'’-]+){0,2}(?:,? et\.? al\.?| 等)?)"
    rf"(?:,? \(?|[ _]-[ _]|\(|_)(?P<year>{_YEAR})\)?(?:[ _][-–—][ _]|[:._][ \t]?)(?=\S)"
)
# `[CLIP] Learning Models from Text`
_NAMED_LEAD = regex(r"[\[【](?P<short_name>[^\W_][\w.+-]{1,23})[\]】][ \t]*[:：]?[ \t]*(?=\S+ \S+ \S)")
# Authors before a title: `Roe & Doe — Why Do Hinges Squeak?`, `Roe et al.: Why Do Hinges Squeak?`.
_NAMES_LEAD = regex(
    r"(?P<authors>[^\W\d_a-z][^-–—:|\d]{3,80}?)(?:[ \t]+[-–—][ \t]+|(?<=al\.)[:,][ \t]+)(?=\S+ \S+ \S)"
)
# A full title in a bracket behind its short name.
_NAME_BEFORE = regex(
    r"(?P<short_name>[^\W_][\w.+-]{1,23})[ \t]*[(（](?P<title>(?:[^\s()（）]+ ){3,}[^\s()（）]+)[)）]"
)
_NAME = r"[^\W\d_a-z][\w'’-]*\.?(?: (?:(?:van|von|de|der|den|di|da|la|le)[ ])*[^\W\d_a-z][\w'’-]*\.?){0,3}"
_NAMES = rf"{_NAME}(?:(?:, and |, | and | & ){_NAME})"
# One author alone stands behind a comma.
_BY_TAIL = regex(
    rf"(?P<comma>,)?[ \t]+by[ \t]+(?P<authors>{_NAMES}{{1,24}}|(?(comma)(?:{_NAME}|.{{2,40}} et al)|(?!)))\.?"
)
# `2017 - A Study of Widgets - Roe et al.`
_BETWEEN = regex(
    rf"(?P<year>{_YEAR}) [-–—] (?P<title>\S.*?) [-–—] (?P<authors>[^\W\d_a-z][^-–—\d]{{1,60}} et\.? al\.?)"
)
_OPENING_QUOTES = '《“"「『'
_QUOTED_BY = regex(
    r"[《“\"「『](?P<title>[^《》“”\"「」『』]{4,300})[》”\"」』][ \t]*(?:[-–—,，(（]|by\b)[ \t]*"
    rf"(?P<authors>{_NAMES}{{0,24}}(?:,? et\.? al\.?| 等)?)[)）]?\.?"
)
_ARXIV_LEAD = regex(r"(?:arxiv[-_: ]*)?(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?:[ _–—:-]+|$)", re.IGNORECASE)
_VENUE_LEAD = regex(rf"(?P<venue>[A-Za-z]{{2,12}})[ _'-]?(?P<year>{_YEAR}|\d\d)[ _–—:|-]+(?=\S)")
_YEAR_VENUE_LEAD = regex(rf"(?P<year>{_YEAR})[ _.-]+(?P<venue>[A-Za-z]{{2,12}})[ _.:|–—-]+(?=\S)")
_VENUE_TAIL = regex(
    rf"[ \t]*(?:[,|@]|[ \t][-–—]|[ _]|:)[ \t]*(?P<venue>[A-Za-z]{{2,12}})[ _'’-]?(?P<year>{_YEAR}|\d\d)[ \t]*"
)
_YEAR_LEAD = regex(rf"(?P<year>{_YEAR})(?![-.]\d\d)(?:[ _]*[-–—][ _]*|[ _]+|\.[ ]?)(?=\S)")
_YEAR_TAIL = regex(rf"(?:[ _]|,[ \t])(?P<year>{_YEAR})[ \t]*")
_SHORT_LEAD = regex(r"(?P<short_name>[^\W_][^\s:：()（）]{0,23}) [-–—] (?=\S)")
_DATE_LEAD = regex(rf"{_YEAR}[-._]?(?:0[1-9]|1[0-2])[-._]?(?:0[1-9]|[12]\d|3[01])[-_ .]+(?=\S)")
_HEX_TAIL = regex(r"[ _-][0-9a-f]{32}")
_SERIAL_LEAD = regex(r"(?:no\.?|#)?\d{1,3}(?:[_.-][ _]?|[ ](?=[^\W\d]))(?=[^\W\d_\[【])")
_ZOTERO_NAME = regex(rf"(?P<year>{_YEAR})_(?P<authors>(?:[^\W\d_][^\s_]+_){{0,2}}[^\W\d_][^\s_]+)_(?=\S+\s)")
# A name that holds no title: `CVPR.2018.Doe`.
_UNTITLED_NAME = regex(
    rf"(?P<venue>[A-Z][\w &-]{{1,30}})\.(?P<year>{_YEAR})\.(?P<authors>[^\W\d_a-z][\w .,'’-]{{1,60}})"
)
_CITEKEY_NAME = regex(r"@(?P<citekey>[A-Za-z][\w:.-]*)")
_SLUG = regex(r"(?=[\d_-]*[^\W\d_])[^\W_]+(?:[-_][^\W_]+){2,}")
_PAPER = regex("paper|literature|论文|論文|文献|文獻|논문", re.IGNORECASE)
# Fields of research, which many put in a bracket before the titles of their papers.
_TOPICS = frozenset(
    (
        *("AI", "ML", "DL", "RL", "CV", "NLP", "LLM", "VLM", "GAN", "CNN", "RNN", "GNN", "SLAM", "OCR", "ASR", "TTS"),
        *("MT", "QA", "IR", "HCI", "3D"),
    )
)
_QUOTES = ("《》", "“”", "„“", "«»", '""', "「」", "『』")


@lru_cache(maxsize=64)  # who looks for a title asks what it says, and then for the title
def read_title(text: str) -> list[Statement]:
    """What a title line says: the title last of all, and what stands beside it at its two ends.

    Where nothing would be left for the title, the whole text is it.
    """
    start, end = trimmed(text, 0, len(text))
    if not 0 < end - start <= _LONGEST:
        return [Statement("title", text[start:end], start, end)]
    start, end, found = _pared(text, start, end, _AROUND_TITLES)
    return [*found, Statement("title", text[start:end], start, end)]


@lru_cache(maxsize=64)
def read_file_name(name: str) -> list[Statement]:
    """What the name of a file says, without its ending: the title last, if the name holds one."""
    start, end = trimmed(name, 0, len(name))
    if not 0 < end - start <= _LONGEST:
        return []
    if found := _CITEKEY_NAME.fullmatch(name) or _UNTITLED_NAME.fullmatch(name):
        said = _stated(found)
        return said if "venue" not in found.groupdict() or known_venue(found["venue"]) else said[1:]
    start, end, said = _pared(name, start, end, _AROUND_NAMES)
    if (found := _ARXIV_LEAD.fullmatch(name, start, end)) and _holds_id(found):
        return [*said, *_stated(found)]
    if (found := _SHORT_LEAD.match(name, start, end)) and is_coined(found["short_name"]):
        said += _stated(found)
    title = name[start:end]
    if _SLUG.fullmatch(title):
        title = title.replace("-", " ").replace("_", " ")
    return [*said, Statement("title", title.replace("_", " ").strip(), start, end)]


def _pared(text: str, start: int, end: int, parts: tuple[Part, ...]) -> Taken:
    """A range without what some parts take off its ends, again and again, and what those said."""
    found: list[Statement] = []
    parts = parts if has_digit(text) else tuple(part for part in parts if not part.has_digit)
    again = True
    while again:
        again = False
        for part in parts:
            taken = part.take(text, start, end)
            if taken is None:
                continue
            first, last = trimmed(text, *taken[:2])
            if first < last and (first, last) != (start, end) and any(map(str.isalpha, text[first:last])):
                start, end, again = first, last, True
                known = {statement.name for statement in found}
                found += [statement for statement in taken[2] if statement.name not in known]
    return start, end, found


def _stated(found: re.Match[str]) -> list[Statement]:
    """What the groups of a match say, which have the names of properties; `title` is the one that is left."""
    groups = ((name, text) for name, text in found.groupdict().items() if text and name in _VALUES)
    return [Statement(name, _VALUES[name](text), *found.span(name)) for name, text in groups]


def _full_year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else number + (1900 if number >= 60 else 2000)


# The properties of which a form may speak, and how its text is read.
_VALUES: dict[str, Callable[[str], Value]] = {
    "venue": str,
    "year": _full_year,
    "authors": lambda text: [*text.split("_")] if "_" in text else text,
    "arxiv": arxiv_id,
    "citekey": str,
    "short_name": str,
}


def says_kind(text: str) -> bool:
    """Whether a title or file name says that this is a note on a paper: `论文笔记`, `[Paper review]`."""
    start, end = trimmed(text, 0, len(text))
    kinds = (part.take(text, start, end) for part in _KINDS) if 0 < end - start <= _LONGEST else ()
    taken = next(filter(None, kinds), None)
    is_titled = taken is not None and taken[0] < taken[1]
    return bool(taken and is_titled and _PAPER.search(text[start : taken[0]] + text[taken[1] : end]))


def is_only_kind(text: str) -> bool:
    """Whether a title says no more than what kind of note it heads: `【论文笔记】`, `[Paper review]`."""
    return text[:1] in ("[", "【") and bool((found := _LEAD.match(text)) and found.end() == len(text))


def _bracket(text: str, start: int, end: int) -> Taken | None:
    """A bracket at either end that holds a venue, a year, an arXiv id, or says how the paper was received.

    So does one behind a title in English whose words are in another script: the reader's own, or a translation.
    """
    lead = _BRACKET_LEAD.match(text, start, end) if text[start] in "[【(（" else None
    if lead and (said := _in_bracket(lead, leads=True)) is not None:
        return lead.end(), end, said
    tail = _last(_BRACKET_TAIL, text, start, end) if text[end - 1] in "]】)）" else None
    if tail and _spells(tail[1], text[start : tail.start()]):
        return None
    if tail and (said := _in_bracket(tail, leads=False)) is not None:
        return start, tail.start(), said
    is_foreign = tail and _OTHER_SCRIPT.search(tail[1]) and _ENGLISH.fullmatch(text[start : tail.start()].rstrip())
    return (start, tail.start(), []) if tail and is_foreign else None


def _spells(name: str, title: str) -> bool:
    """Whether a name is made of the first letters of a title: `Belts and Axles in Series (BAS)` names no venue."""
    initials = "".join(_INITIALS.findall(title)).casefold()
    return len(name) > 1 and name.isalpha() and name.casefold() in initials


def _in_bracket(found: re.Match[str], *, leads: bool) -> list[Statement] | None:  # noqa: PLR0911 - a form a line
    text, place = _PRAISE.sub(" ", found[1]).strip(), found.span(1)
    if not text:
        return []
    if identifier := arxiv_id(found[1].partition(",")[0]):
        dated = _LAST_YEAR.search(text)
        return [Statement("arxiv", identifier, *place), *([Statement("year", int(dated[1]), *place)] if dated else [])]
    if bare := _BARE_YEAR.fullmatch(text):
        date = [Statement("date", f"{bare[1]}-{int(bare[2]):02}", *place)] if bare[2] else []
        return [Statement("year", int(bare[1]), *place), *date]
    venue, year = split_venue_year(text)
    if known_venue(venue):
        return [Statement("venue", venue, *place), *([Statement("year", year, *place)] if year else [])]
    if said := _in_byline(found, leads=leads):
        return said
    if (
        year and leads and text.startswith(str(year)) and len(venue.split()) <= _MOST_WORDS
    ):  # `[2023 Google]`, as studies have it
        names: list[Value] = [venue]
        return [Statement("year", year, *place), Statement("organizations", names, *place)]
    return None


def _in_byline(found: re.Match[str], *, leads: bool) -> list[Statement]:
    """What a byline in a bracket says: `(Roe et al., ICML 2014)`, `(2004, Roe and Poe)`; names where it `leads`."""
    text, offset = found[1], found.start(1)
    byline = parse_byline(text)
    if byline is None or byline.year is None or byline.year_place is None:
        return []
    first, last = (byline.authors[0][0], byline.authors[-1][1]) if byline.authors else (0, 0)
    is_named = len(byline.authors) > 1 or bool(certain_authors(text[first:last]))
    if byline.organizations or (leads and not certain_authors(text[first:last])):
        return []
    places = {"year": byline.year_place, "venue": byline.venue, "authors": (first, last) if is_named else None}
    values: dict[str, Value] = {"year": byline.year}
    return [
        Statement(name, values.get(name, text[slice(*place)]), offset + place[0], offset + place[1])
        for name, place in places.items()
        if place
    ]


def _quotes(text: str, start: int, end: int) -> Taken | None:
    """Quotes around a title, behind which its authors may stand: `"A Study of Widgets" — Roe et al.`."""
    if text[start] in _OPENING_QUOTES and (found := _QUOTED_BY.fullmatch(text, start, end)):
        return *found.span("title"), _stated(found)
    for left, right in ((pair[0], pair[1]) for pair in _QUOTES):
        if text[start] == left and end - start > 2 and text.find(right, start + 1) == end - 1:
            return start + 1, end - 1, []
    return None


def _is_known(found: re.Match[str]) -> bool:
    return known_venue(found["venue"]) is not None


def _is_known_before(found: re.Match[str]) -> bool:
    """`ICML 2014 Ordering Gears by Wear`: that year has four digits and a whole title follows."""
    rest = found.string[found.end() : found.endpos]
    is_whole = found.string[found.end() - 1] == " " and len(rest.split()) >= _LEAST_WORDS
    return is_whole and len(found["year"]) == 4 and _is_known(found)


def _are_persons(found: re.Match[str]) -> bool:
    return known_venue(found["authors"]) is None


def _are_certain(found: re.Match[str]) -> bool:
    return bool(certain_authors(found["authors"]))


def _holds_id(found: re.Match[str]) -> bool:
    return arxiv_id(found["arxiv"]) is not None


def is_coined(text: str) -> bool:
    """Whether a text is the name of a method: one word with a capital or a digit inside."""
    return " " not in text and any(letter.isupper() or letter.isdecimal() for letter in text[1:])


def _has_coined_name(found: re.Match[str]) -> bool:
    return is_coined(found["short_name"])


def _is_coined_name(found: re.Match[str]) -> bool:
    """Whether a bracket names what the title behind it is about, and no topic: `[CLIP] Learning Models from Text`."""
    name = found["short_name"]
    is_other = is_topic(name) or known_venue(name) is not None or name.upper() in _TOPICS
    return is_coined(name) and not is_other


def _is_english_before(found: re.Match[str]) -> bool:
    return _ENGLISH.fullmatch(found.string, 0, found.start()) is not None


class Part(NamedTuple):
    """What may stand around a title: a form at its start or end, or `whole` with the title in it.

    `holds` is what must be true of a match beside. Each text of the form `has_digit`, and ends with no lesser sign
    than `last`. `read` stands for the pattern where that alone cannot tell.
    """

    where: Literal["start", "end", "whole"]
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] | None = None
    has_digit: bool = False
    last: str = ""
    read: Callable[[str, int, int], Taken | None] | None = None

    def take(self, text: str, start: int, end: int) -> Taken | None:
        """What is left of a range of a text, and what the rest says; None where this form is not there."""
        if self.read or text[end - 1] < self.last:
            return self.read(text, start, end) if self.read else None
        at_end = self.where == "end"
        read = self.pattern.fullmatch if self.where == "whole" else self.pattern.match
        found = _last(self.pattern, text, start, end) if at_end else read(text, start, end)
        if found is None or (self.holds and not self.holds(found)):
            return None
        if self.where == "whole":
            return *found.span("title"), _stated(found)
        return start if at_end else found.end(), found.start() if at_end else end, _stated(found)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match that ends where the text ends."""
    near = pattern.finditer(text, max(start, end - 200), end)
    return next((found for found in near if found.end() == end), None)


_KINDS = (Part("start", _LEAD), Part("whole", _NOTES_ON), Part("end", _TAIL))
# What may stand around a title, in the order in which it is looked for; in a file's name more than in a heading.
_AROUND_TITLES: tuple[Part, ...] = (
    Part("start", _EMOJI_LEAD),
    Part("end", _EMOJI_TAIL, last="\u2190"),
    Part("start", _NUMBER_LEAD, has_digit=True),
    *_KINDS,
    Part("end", _ASIDE_TAIL, _is_english_before, last="\u3040"),
    Part("whole", _BRACKET_TAIL, read=_bracket),
    Part("whole", _QUOTED_BY, read=_quotes),
    Part("start", _CITEKEY_LEAD, has_digit=True),
    Part("start", _NAMED_LEAD, _is_coined_name),
    Part("start", _AUTHOR_LEAD, _are_persons, has_digit=True),
    Part("whole", _BETWEEN, has_digit=True),
    Part("start", _NAMES_LEAD, _are_certain),
    Part("whole", _NAME_BEFORE, _has_coined_name),
    Part("start", _VENUE_LEAD, _is_known_before, has_digit=True),
    Part("start", _YEAR_VENUE_LEAD, _is_known_before, has_digit=True),
    Part("end", _VENUE_TAIL, _is_known, has_digit=True),
    Part("end", _BY_TAIL),
    Part("start", _ARXIV_LEAD, _holds_id, has_digit=True),
)
_AROUND_NAMES: tuple[Part, ...] = (
    Part("start", _ZOTERO_NAME, has_digit=True),
    Part("start", _DATE_LEAD, has_digit=True),
    Part("start", _SERIAL_LEAD, has_digit=True),
    Part("end", _HEX_TAIL, has_digit=True),
    *_AROUND_TITLES,
    Part("start", _VENUE_LEAD, _is_known, has_digit=True),
    Part("start", _YEAR_VENUE_LEAD, _is_known, has_digit=True),
    Part("start", _YEAR_LEAD, has_digit=True),
    Part("end", _YEAR_TAIL, has_digit=True),
)
