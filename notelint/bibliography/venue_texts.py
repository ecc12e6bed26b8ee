"""What stands under a label for the venue: its name, without the year, track, town and status around it."""

from __future__ import annotations

import re

from notelint.bibliography.dates import is_date
from notelint.bibliography.venues import AWARD, known_venue, split_venue_year, venue_kind
from notelint.regex import regex

_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
_URL = regex(r"https?://", re.IGNORECASE)
_PRESENTED = regex(
    rf"[ \t,，]*[(（]?\b(?:oral|spotlight|poster|highlight|{AWARD})\b[)）]?",
    re.IGNORECASE,
)
# Words for a paper that has not come out, and for one that was taken.
_STATUS = regex(
    r"(?:[\s()（）,，.。:：;/-]|\b(?:not|yet|currently|under|in|for|at) ?\b|preprint|pre-print|press|to appear"
    r"|forthcoming|unpublished|published|working paper|manuscript"
    r"|draft|none|arxiv|未录用|未錄用|未发表|未發表|尚未|预印本|預印本|待定|未公开|未発表|プレプリント|미게재"
    r"|미출판|프리프린트|noch nicht veröffentlicht|inédito|sin publicar|non publié)+",
    re.IGNORECASE,
)
_PENDING = regex(
    r"under review|in review|submitted|submission|rejected|审稿|審稿|在投|投稿中|已投稿|査読中|심사 ?중|투고"
    r"|en revisión|enviado|eingereicht|begutachtung|soumis",
    re.IGNORECASE,
)
_ACCEPTED = regex(r"accepted|to appear|录用|錄用|接收|採択|게재 ?확정|aceptado|angenommen|accepté", re.IGNORECASE)
_NAME_AND_YEAR = regex(r"(?<!\w)[A-Z][\w&-]{1,14}(?: [A-Z][\w&-]{1,14})?(?:[ '’-]{0,2}(?:(?:19|20)\d\d|\d\d))?(?!\w)")
_TRACK = regex(r"\b(?:findings|workshops?|demo\w*|industry|companion|adjunct|doctoral)\b", re.IGNORECASE)
# Volume, issue and pages behind the name of a journal.
_DETAILS = regex(
    r"(?:,? (?:vol\.?|volume)?[ ]?\d{1,4}[ ]?\(\d{1,4}\)|,? vol\.?[ ]?(?:\d{1,4}|[ivxlc]{1,8}\b)"
    r"|,? \d{1,4}, \d{1,5}\b|,? (?!(?:19|20)\d\d\b)\d{3,6}(?=[ ]?[(（])"
    r"|, \d{1,4}(?=[ ]?\()|,? pp\.? ?\d{1,5}\b)[^\W\d]*[,:.]?(?:[ ]?\(?\d+\)?)?.*\Z",
    re.IGNORECASE,
)
# The same with its parts: `12(3), 45-58`, `vol. 12, no. 3`.
_NUMBERS = regex(
    r"(?:(?:\b|,)(?:vol(?:ume|\.)?|Bd\.) ?|(?<=[^\W\d]),? )(?P<volume>\d{1,4})"
    r"(?: ?[(（](?:(?:19|20)\d\d|(?P<issue>\d{1,4}(?:[-–]\d{1,3})?))[)）]"
    r"|,? (?:no\.?|issue|Nr\.) ?(?P<number>\d{1,4}))(?:[,:] ?(?:pp?\.? ?)?(?P<pages>\d{1,5}[-–]\d{1,5}))?",
    re.IGNORECASE,
)
_DATE_TAIL = regex(r"[ ,，(（]+(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[)）]?[ ,，]*\Z")
_PAGES = regex(r"\bp(?:p\.?|ages?) ?(\d{1,5}[-–]\d{1,5})")
_PROCEEDINGS = regex(r"(?:Proceedings|Proc\.?)(?: of)?(?: the)? ([A-Z][A-Za-z]{1,11}(?: [A-Z][a-z]+)?)(?:[ '’-]?\d+)?")
_IDENTIFIER = regex(r"arxiv[: ]\s?\d{4}\.\d{4,5}(?:v\d+)?(?:\s?[\[(][^\[\]()]*[\])])?", re.IGNORECASE)
_LEAST_WORDS = 6  # of a sentence that is no name
_LONGEST_MIXED = 60
_PARTS = regex(r"[/／（(|]")  # what parts a venue from what is said of it
# The year before the full name of a conference, and the town and country behind it.
_YEAR_LEAD = regex(
    r"(?:19|20)\d\d (?=(?:IEEE|ACM|\d+(?:st|nd|rd|th)|Annual|International|Joint)\b.*\b(?:Conf|Symp|Work))"
)
_TOWN = regex(r"(?<=[A-Z\d]\)), [A-Z][\w.' -]+(?:, [A-Z][\w.' -]+){0,2}$")
_IN = regex(
    r"\A(?:(?:published|accepted|presented|appear(?:s|ed)|to appear)(?: as an? [\w -]{3,30}?)? )?"
    r"(?:in|at|by|to)[: ]\s*(?=\S)",
    re.IGNORECASE,
)


def part_of_venue(name: str, text: str) -> str:
    """The volume, issue or pages that stand behind the name of a journal; empty where they do not."""
    if name == "pages" and (pages := _PAGES.search(text)):
        return pages[1]
    found = _NUMBERS.search(text)
    return (found[name] or (found["number"] if name == "issue" else None) or "") if found else ""


def read_venue(text: str) -> str | None:  # noqa: PLR0911 - a form a line
    """A known venue without its year, any other as written; nothing where a date, status or address stands instead."""
    bare = _IN.sub("", _PRESENTED.sub("", _DETAILS.sub("", text.replace("*", "")))).strip()
    bare = _YEAR_LEAD.sub("", _TOWN.sub("", _DATE_TAIL.sub("", bare)))
    name, year = split_venue_year(bare)
    if year and known_venue(name):
        return split_venue_year(_unbracketed(name))[0]
    if (lead := _NAME_AND_YEAR.match(bare)) and not venue_kind(bare[lead.end() :]) and lead.end() < len(bare):
        name, year = split_venue_year(lead[0])
        if year and known_venue(name) and not _TRACK.search(bare, lead.end()):
            return name
    if (found := _PROCEEDINGS.fullmatch(bare)) and known_venue(found[1]):
        return found[1]
    if _is_no_venue(bare) or _STATUS.fullmatch(bare) or _PENDING.search(bare) or _URL.search(bare):
        return None
    if is_date(bare):
        inside = _BRACKETS.search(bare)
        return _venue_in(inside[1]) if inside else None
    last, last_year = split_venue_year(re.split("[,，]", bare)[-1].strip())
    if last_year and last != bare and known_venue(last):
        return last  # behind the names of authors or of what was published
    first = split_venue_year(re.split("[,，]", bare, maxsplit=1)[0])
    if known_venue(bare) or (first[1] and known_venue(first[0])):
        return first[0] if first[1] else bare
    if _ACCEPTED.search(bare):
        return _venue_in(bare)
    return _venue_in(bare) if len(bare) <= _LONGEST_MIXED and _PARTS.search(bare) and _venue_in(bare) else bare or None


def _unbracketed(name: str) -> str:
    """A name without the bracket around it, or one of which only a half is left."""
    is_whole = sum(map(name.count, "(（")) == sum(map(name.count, ")）")) and not name.startswith(("(", "（"))
    return name.rstrip() if is_whole else name.strip("()（）")


def _venue_in(text: str) -> str | None:
    """The first known venue that a text names: none of the preprint servers where there is another."""
    found = [
        (name, venue)
        for each in _NAME_AND_YEAR.findall(text)
        if (venue := known_venue(name := split_venue_year(each)[0]))
    ]
    published = [name for name, venue in found if venue.kind != "preprint_server"]
    return next(iter([*published, *(name for name, _ in found)]), None)


def _is_no_venue(text: str) -> bool:
    """Whether a text is an identifier, an emptied list or a sentence: no name of a venue."""
    if _IDENTIFIER.fullmatch(text) or ", ," in text:
        return True
    is_sentence = text.endswith((".", "。", ":")) and len(text.split()) >= _LEAST_WORDS
    return is_sentence and venue_kind(text) is None
