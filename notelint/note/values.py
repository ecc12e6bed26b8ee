"""How a text, or a value of front matter, becomes a property's value: one reading for each kind of property."""

from __future__ import annotations

import re

from notelint.bibliography.identifiers import arxiv_class, arxiv_id, doi, without_version
from notelint.bibliography.links import classify
from notelint.bibliography.names import ORGANIZATION, split_items, split_names
from notelint.bibliography.venues import known_venue, split_venue_year, venue_kind
from notelint.note.names import fold_name
from notelint.note.plain import collapse
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from notelint.note.layout import Field, Reading
    from notelint.note.model import Value

# What people write where there is nothing to say.
_NONE = frozenset((
    "-", "–", "—", "n/a", "na", "nil", "none", "暂无", "无", "無", "無し", "なし", "없음", "未公开", "暂未开源",
    "暂无公开代码", "无公开代码", "not available", "not applicable", "尚无", "-/-", "无公开链接",
))  # fmt: skip
_NOTHING = _NONE | frozenset((
    "?", "？", "…", "null", "tba", "tbd", "todo", "unknown", "未知", "略", "tbc", "待补充", "待填", "未定",
    "coming soon", "敬请期待", "敬請期待", "準備中",
))  # fmt: skip
_PLACEHOLDER = regex(
    r"\{\{[^{}]*\}\}|<%.*%>|\[?to be (?:\w+[ -]?){1,5}\]?|\[(?:insert|your|add|enter|fill)\b[^\[\]]*\]", re.IGNORECASE
)
_NONE_LEAD = regex(r"(?:none|n/a|无|無|暂无)\s*(?:[—–(（]|-\s)")
_PRESENTED = regex(
    r"[ \t,，]*[(（]?\b(?:oral|spotlight|poster|highlight|(?:best"
    r"|outstanding)(?: student)? paper(?: award)?(?: finalist)?)\b[)）]?",
    re.IGNORECASE,
)
# Behind an author's name: where they work, or (behind the last) the year.
_ASIDE = regex(r"[ \t]*[(（][^()（）]*[)）]|[,，]?[ \t]*\b(?:19|20)\d\d[ \t]*$|[ \t]+@[ \t]?[^@,，;；]+$")
_STRAY = regex(r"\s+([.,，、;；]|$)")
_AFFILIATION = regex(r"[(（]([^()（）]{2,100})[)）]|[ \t]@[ \t]?([^@,，;；()]{2,60})$")
_NO_AFFILIATION = regex(
    r"^[\W\d]*$|\d{4}|[:：*†]|(?i:equal|contribut|correspond|author|editor|lead\b|advisor)|一作|通[讯訊]|作者|교신"
)
_SMALL_WORD = regex(r"(?<!\w)(?!and |at )[a-zà-þ]{4,}")  # in no name of an organization, but in what is said of one
_INTEGER = regex(r"(?<!\d)-?\d{1,18}(?!\d)")  # what every reader of JSON can hold
_YEAR = regex(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DATE = regex(
    r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)\s?[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])(?:\s?[-/.月월]\s?(?P<day>0?[1-9]|[12]\d|3[01])[日일]?)?(?!\d)"
)
# The month that a word begins with, in several languages.
_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв", "feb fév fev фев", "mar mär mars мар", "apr abr avr апр", "may mai mayo maj мая",
            "jun juin giu июн", "jul juil lug июл", "aug ago août aoû авг", "sep set сен", "oct okt out ott окт",
            "nov ноя", "dec dez dic déc дек",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDED_DATE = regex(
    r"(?:(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.|º)?[\s,]+(?:de |of )?)?"
    rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]{{0,8}}\.?"
    r"(?:\s+(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d))?[\s,]*(?:de )?(?P<year>1[89]\d\d|20\d\d)(?!\d)",
    re.IGNORECASE,
)
# Day and month in figures: which is which is clear where one is over 12, or both are the same.
_FIGURES = regex(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](1[89]\d\d|20\d\d)(?!\d)")
_FIGURE = regex(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_SHORT_FIGURES = regex(r"\d{1,2}[-/.]\d{1,2}[-/.]\d\d")
_WIKI_LINK = regex(r"\[\[([^\[\]|]*)(?:\|([^\[\]|]+))?\]\]")
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
    r"(?:,? (?:vol\.?|volume)?[ ]?\d{1,4}[ ]?\(\d{1,4}\)|,? vol\.?[ ]?\d{1,4}"
    r"|, \d{1,4}(?=[ ]?\())[^\W\d]*[,:.]?(?:[ ]?\(?\d+\)?)?.*\Z",
    re.IGNORECASE,
)
# The same with its parts: `12(3), 45-58`, `vol. 12, no. 3`.
_NUMBERS = regex(
    r"(?:(?:\b|,)(?:vol(?:ume|\.)?|Bd\.) ?|(?<=[^\W\d]),? )(?P<volume>\d{1,4})"
    r"(?: ?[(（](?P<issue>\d{1,4}(?:[-–]\d{1,3})?)[)）]"
    r"|,? (?:no\.?|issue|Nr\.) ?(?P<number>\d{1,4}))(?:[,:] ?(?:pp?\.? ?)?(?P<pages>\d{1,5}[-–]\d{1,5}))?",
    re.IGNORECASE,
)
VENUE_PARTS = frozenset(("volume", "issue", "pages"))
_PROCEEDINGS = regex(r"(?:Proceedings|Proc\.?)(?: of)?(?: the)? ([A-Z][A-Za-z]{1,11}(?: [A-Z][a-z]+)?)(?:[ '’-]?\d+)?")
_IDENTIFIER = regex(r"arxiv[: ]\s?\d{4}\.\d{4,5}(?:v\d+)?(?:\s?\[[\w.-]+\])?", re.IGNORECASE)
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
_ASIDE_VERSION = regex(r"\s*[(（](v\d{1,3})[)）]")
_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
_URL = regex(r"https?://[^\s<>\"（）、，。]+", re.IGNORECASE)
_REPOSITORY = regex(r"(?<![\w/.])(?:www\.)?((?:github|gitlab|gitee|bitbucket)\.(?:com|org)/[\w.-]+/[\w.-]*\w)")
_LIST_ENDS = r"[,，、;；・／]"
_COMPANY = regex(r"(?<=\w),(?= (?:Inc|Ltd|LLC|Corp|Co|GmbH|S\.A)\b)")
_PAIR = regex(r"([^,;&]{3,80}) (?:&|and|und|et|y) ([^,;&]{3,80})")
_HASH = regex(r"(?:^|\s+)#|(?<=\S)\s+(?=\S+\s+#)")
_NUMBER = regex(r"^[\[(（]?\d{1,2}[\])）:：.][ \t]*(?=[^\W\d])")  # of an organization, to which authors are tied
_STOP = regex(r"(?<=[^\W\d_]{3})(?<!Inc)(?<!Ltd)(?<!etc)\.\s*$")
_CUT_SHORT = regex(r"(?<=[大学院所室司])等(?:[多单機机][位構构家])?$|[\s,，]+(?:et al\.?|etc\.?|等)$")
_TAG = regex(r"</?(?:b|i|em|strong|u|sub|sup|span)\b[^<>]*>")
_IN_BRACKETS = regex(r"[(（][^()（）]*[)）]")
_DOTS = ("...", "…")
_MEDIA = (".mp3", ".wav", ".png", ".jpg", ".gif", ".md")
# What the address of a kind of thing cannot be, as far as addresses say.
_PAPERS = frozenset(("paper", "pdf", "doi", "arxiv"))
_OTHER_KINDS: Mapping[str, frozenset[str]] = {
    "code": _PAPERS | {"video", "slides", "blog"},
    "video": _PAPERS | {"code", "slides"},
    "paper": frozenset(("code", "video", "slides", "dataset")),
}

# Organizations that are never authors.
_SCHOOL = regex(
    r"^(?:[A-Z][\w'’-]* ){0,3}(?:University|Institute of Technology|College)(?: of(?: [A-Z][\w'’-]*)+)?$"
    r"|[大대][学學학]교?$"
)
# Organizations that are authors.
_GROUP = regex(r"\b(?:Consortium|Collaboration|Group|Team|Committee|Initiative)\b")
# Sites that keep notes: an address there is that of the note itself, or of another one.
_KEEPERS = frozenset(("notion", "hackmd"))

IDENTIFIERS: frozenset[Reading] = frozenset(("doi", "arxiv"))
# Of the readings that may fail, how what is meant as such a value looks. Patterns are kept as text: `re` compiles each
# on first use.
LOOKS: Mapping[Reading, str] = {
    "year": r"\d",
    "integer": "",
    "arxiv": r"(?i)\d{3,9}[.．]|[a-z]/\d",
    "doi": r"\d{1,9}\.\d|\d/",
}
_ARXIV_IDS = r"(?<!\d)\d{4}\.\d{4,5}(?!\d)|[a-z-]{2,8}(?:\.[A-Z]{2})?/\d{7}(?!\d)"
# Words that say why there is no value, years of other calendars, an address yet to be filled in, ACM's DOIs for old
# papers, which are registered nowhere, short DOIs, and places that a template keeps free (`YYYY`, `???`).
_ASIDES = (
    r"(?i)\b(?:n\.?d|no|not|none|without|yes|true|false|(?:in)?press|forthcoming|appear(?:ing)?|submitted|accepted|under"
    r"|pending|unpublished|preprint|draft|ongoing|present|coming|soon|later|missing|empty|placeholder)\b"
    r"|令和|平成|昭和|大正|民[国國]|\b[mtshr]\d{1,2}年|https?://[^/]+/(?:\w+/)?$|10\.5555/|^10/\w+$|^[\W_xy]+$"
)


def says_nothing(text: str) -> bool:
    """Whether a text stands for no value: empty, `N/A`, `暂无`, a dash, a template's `{{authors}}`."""
    folded = text.strip().casefold().rstrip("。.")
    return not folded or folded in _NOTHING or bool(_PLACEHOLDER.fullmatch(folded) or _NONE_LEAD.match(folded))


def says_none(value: Value) -> bool:
    """Whether a value says that there is none, which is an answer: `N/A`, `暂无`, a dash; `TODO` is not."""
    return isinstance(value, str) and value.strip().casefold().rstrip("。.") in _NONE


def unlinked(text: str) -> str:
    """A text with the names of its wiki links for these: of `[[people/Jane Roe|J. Roe]]` the longer name."""
    return _WIKI_LINK.sub(lambda found: max(found[2] or "", found[1].rpartition("/")[2], key=len), text)


def read_text(field: Field, text: str, urls: Sequence[str] = ()) -> Value:
    """The value of a property from plain text and the URLs of the links in it; None where there is none."""
    urls = [url for url in urls if url.strip()]
    if (says_nothing(text) or fold_name(text) in field.names) and not urls:  # a template says `Authors: authors`
        return None
    reader = _READERS.get(field.reading)
    return reader(field, text, urls) if reader else text or None


def read_value(field: Field, value: Value) -> Value:  # noqa: PLR0911 - a kind of value a line
    """The value of a property from a value of front matter; None where it says nothing."""
    match value:
        case None:
            return None
        case str():
            return read_text(field, _TAG.sub("", unlinked(value)).strip())
        case bool():
            return None if field.reading in _READERS else value
        case int() | float():
            return value if field.reading in ("year", "integer") else read_text(field, str(value))
        case list():
            return _read_items(field, value)
        case dict():
            text = _date_parts(value) or _item_text(value)
            return read_text(field, text) if text and field.reading in _READERS else value
        case _:
            return value


def is_unreadable(field: Field, name: str, value: Value) -> bool:
    """Whether what stands under a key or label is meant as the property's value, and cannot be read as one.

    So it is with `year: twenty` and `doi: foo`. A sentence, a word for none and the like are not meant as values, nor
    is an identifier of another kind where the name does not say of which (`eprint`).
    """
    look = LOOKS.get(field.reading)
    if look is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    text = str(value).strip()
    if read_value(field, value) is not None or says_nothing(text) or re.search(_ASIDES, text):
        return False
    if field.reading == "arxiv" and (arxiv_class(text) or any(map(arxiv_id, re.findall(_ARXIV_IDS, text)))):
        return False  # a class, or an id with something beside it
    if field.reading == "doi" and arxiv_id(text):
        return False  # arXiv's own
    if field.reading in IDENTIFIERS and field.reading not in fold_name(name):
        return re.match(look, text) is not None
    return re.search(look, text) is not None or (text.isascii() and len(text.split()) == 1)


def split_bracket(field: Field, text: str) -> Value:
    """What of a note heading's bracket belongs to a property: known venues, or all that is none."""
    parts = [part for part in re.split(r"[,，、@]", text) if part.strip()]
    parts = [part.strip() for part in parts]
    if field.known == "venue":
        return next((part for part in parts if known_venue(part)), None)
    if field.reading in ("list", "names"):
        return [part for part in parts if not known_venue(part)] or None
    return read_text(field, collapse(text))


def _read_items(field: Field, items: Sequence[Value]) -> Value:
    is_names = field.reading == "names"
    texts = [
        text
        for item in items
        if (text := _item_text(item))
        and (not says_nothing(text) or (is_names and text in _DOTS))
        and not (is_names and _IN_BRACKETS.fullmatch(text))
    ]
    if not texts:
        return None
    if field.reading == "names":
        parts = (part for text in texts for part in (split_names(text) if ";" in text else (text,)))
        return [*split_items(parts)]
    if field.reading == "list":
        return texts
    return read_text(field, ", ".join(texts)) if len(texts) > 1 else read_text(field, texts[0])


def _item_text(item: Value) -> str:
    """A list item as text; of a mapping such as `{name: A. Author, orcid: ...}` the name."""
    match item:
        case dict():
            return _name_text({str(key).casefold(): part for key, part in item.items() if isinstance(part, str)})
        case [str(link)] if "|" in link:  # an unquoted wiki link, which YAML takes for lists
            return unlinked(f"[[{link}]]")
        case list():
            return ", ".join(_item_text(inner) for inner in item)
        case None:
            return ""
        case _:
            return _TAG.sub("", unlinked(str(item))).strip()


def _name_text(parts: Mapping[str, str]) -> str:
    """A name in the words of CSL (`family`, `given`, `literal`), Zotero (`lastName`) or of most others (`name`)."""
    if parts.get("creatortype", "author") != "author":
        return ""
    whole = parts.get("literal") or parts.get("name")
    family = " ".join(filter(None, (parts.get("non-dropping-particle"), parts.get("family") or parts.get("lastname"))))
    given = parts.get("given") or parts.get("firstname")
    family = f"{family}, {parts['suffix']}" if parts.get("suffix") else family
    return whole or (f"{family}, {given}" if family and given else family or given or "")


def _date_parts(value: Mapping[str, Value]) -> str:
    """The date of CSL's `{date-parts: [[2020, 5, 1]]}`, or of `{year: 2020, month: 5}`."""
    parts = value.get("date-parts") or [part for name in ("year", "month", "day") if (part := value.get(name))]
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    return "-".join(str(part).zfill(2) for part in parts) if isinstance(parts, list) else ""


def read_list(text: str, separators: str | None = None) -> list[str]:
    """The items of a list; what stands in brackets is not split. `and` parts the names of two organizations."""
    if (pair := _PAIR.fullmatch(text)) and re.search(ORGANIZATION, pair[1]) and re.search(ORGANIZATION, pair[2]):
        return [pair[1], pair[2]]
    ends = ";" if ";" in text else _LIST_ENDS
    parts = split_outside(f"[{re.escape(separators)}]" if separators else ends, _COMPANY.sub("\0", text))
    parts = [part.replace("\0", ",") for part in parts]
    if len(parts) == 1 and text.count("#") > 1:
        parts = _HASH.split(text)
    if len(parts) == 1:
        parts = split_outside(r"\s[/|·•]\s", text)
    parts[-1] = _STOP.sub("", parts[-1])
    parts = [_CUT_SHORT.sub("", _NUMBER.sub("", raw.strip().removeprefix("#").strip())) for raw in parts]
    return [part for part in parts if part and not says_nothing(part)]


def affiliations(text: str) -> list[str]:
    """Where the authors of a list work, as brackets behind names say: `Jane Roe (Gear Lab)`, `Jane Roe @ Gear Lab`."""
    behind = (each for each in _AFFILIATION.finditer(text) if any(map(str.isalpha, text[: each.start()])))
    written = [each[1] or each[2] for each in behind]
    found = [part for each in written for part in each.split(";") if not _SMALL_WORD.search(part)]
    found += [name for part in text.split(";") for name in re.split("[,，、]", _works_at(part)[1]) if name]
    return [*dict.fromkeys(name.strip() for name in found if not _NO_AFFILIATION.search(name))]


def _read_names(text: str) -> Value:
    return None if employers(text) else [*split_names(_persons(_STRAY.sub(r"\1", _ASIDE.sub(" ", text))))] or None


def _persons(text: str) -> str:
    """The names in a list without where they work: `A. Roe, B. Doe - Gear Lab; C. Poe`, `A. Roe; Gear Lab`."""
    parts = [names.replace(",", ";") if employer else names for names, employer in map(_works_at, text.split(";"))]
    persons = [part for part in parts if _GROUP.search(part) or not re.search(ORGANIZATION, part)]
    is_list = len(parts) > 1 and any("," in part for part in persons)
    return ";".join(persons if is_list else parts)


def _works_at(part: str) -> tuple[str, str]:
    """The names in a part of a list, and the organization behind a dash."""
    found = re.search(r"\s[-–—]\s", part)
    behind = part[found.end() :] if found else ""
    return (part[: found.start()], behind) if found and _is_employer(behind) else (part, "")


def _is_employer(text: str) -> bool:
    """Whether a text names organizations alone: no address or bracket stands in it."""
    return re.search(ORGANIZATION, text) is not None and not re.search(r"[@()（）]", text)


def employers(text: str) -> list[str]:
    """The organization that stands whole where authors should: `University of Widgetry, Italy`."""
    parts = [part.strip() for part in re.split("[,，;；]", _BRACKETS.sub("", text)) if part.strip()]
    if len(parts) == 1 and _SCHOOL.search(parts[0]):
        return parts
    first = parts[0] if len(parts) > 1 else ""
    is_one = re.search(ORGANIZATION, first) and not any(" " in part for part in parts[1:])
    return [text.strip()] if is_one else []


def part_of_venue(name: str, text: str) -> str:
    """The volume, issue or pages that stand behind the name of a journal; empty where they do not."""
    found = _NUMBERS.search(text)
    return (found[name] or (found["number"] if name == "issue" else None) or "") if found else ""


def split_outside(separator: str, text: str) -> list[str]:
    """A text split at the separators that stand in no bracket."""
    parts, start, depth = [], 0, 0
    for found in re.finditer(rf"(?P<open>[(\[{{（【])|(?P<close>[)\]}}）】])|{separator}", text):
        if found["open"]:
            depth += 1
        elif found["close"]:
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _read_date(text: str) -> str | None:
    """A date as ISO 8601, as far as it is given; None where day and month cannot be told apart."""
    worded = _WORDED_DATE.search(text)
    found = _DATE.search(text)
    if found and not (worded and worded.start() < found.start()):
        return _iso(found["year"], int(found["month"]), found["day"])
    if found := worded:
        return _iso(found["year"], _MONTHS[found["month"].lower()], found["day"] or found["day2"])
    if found := _FIGURES.search(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second > 0 or first == second <= 12:
            return _iso(found[3], second, found[1])
        return _iso(found[3], first, found[2]) if second > 12 >= first > 0 and second <= 31 else None
    year = _YEAR.fullmatch(text.strip())
    return year[1] if year else None


def _read_month(text: str) -> str | None:
    """The month of a date, also of `201706`; None of a year alone."""
    if found := _FIGURE.fullmatch(text):
        return f"{found[1]}-{found[2]}"
    found_date = _read_date(text)
    return found_date if found_date and "-" in found_date else None


def _iso(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _read_url(field: Field, text: str, urls: Sequence[str]) -> str | None:
    """The first address in links and text that may be of the field's kind: none of code where a video stands."""
    written = [found.rstrip(".,;)>") for found in _URL.findall(text)]
    written += [] if written or urls else [f"https://{found}" for found in _REPOSITORY.findall(text)]
    remote = [url for url in (*urls, *written) if _URL.match(url) and not url.lower().endswith(_MEDIA)]
    unwanted = _OTHER_KINDS.get(field.link or "", frozenset())
    targets = ((url, classify(url)) for url in remote)
    return next((url for url, to in targets if to.kind not in unwanted and to.provider not in _KEEPERS), None)


def _read_first(parse: Callable[[str], str | None], text: str, urls: Sequence[str]) -> str | None:
    """The first identifier that the links' URLs or the text hold."""
    return next((found for candidate in (*urls, text) if (found := parse(candidate))), None)


def _read_arxiv(text: str, urls: Sequence[str]) -> str | None:
    """The arXiv id, its version kept; none where the text names several papers."""
    text = _ASIDE_VERSION.sub(r"\1", text)
    found = [each for part in re.split(r"[,，;；·|]|\s(?=[^\w\s])", text) if (each := arxiv_id(part))]
    is_one = len({*map(without_version, found)}) < 2
    return _read_first(arxiv_id, next(iter(found), text), urls) if is_one else None


def _registered_doi(text: str) -> str | None:
    """A DOI, but for arXiv's own, which says no more than the arXiv id."""
    found = doi(text)
    return None if found is None or arxiv_id(found) else found


def _without_version(identifier: str | None) -> str | None:
    return without_version(identifier) if identifier else None


def _version(identifier: str | None) -> str | None:
    return identifier[len(without_version(identifier)) :] or None if identifier else None


def _read_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else split_venue_year(text)[1]


def _read_venue(text: str) -> str | None:  # noqa: PLR0911 - a form a line
    """A known venue without its year, any other as written; nothing where a date, status or address stands instead."""
    bare = _IN.sub("", _PRESENTED.sub("", _DETAILS.sub("", text.replace("*", "")))).strip()
    bare = _YEAR_LEAD.sub("", _TOWN.sub("", bare))
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
    if _is_date(bare):
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


def _is_date(text: str) -> bool:
    """Whether a text begins with a date, or is one but for the ordinals and brackets in it."""
    forms = (_WORDED_DATE, _FIGURES, _SHORT_FIGURES, _YEAR)
    text = _BRACKETS.sub("", text).strip()
    return bool(_DATE.match(text)) or any((found := form.match(text)) and found.end() == len(text) for form in forms)


def _read_integer(text: str) -> int | None:
    found = _INTEGER.search(text)
    return int(found[0]) if found else None


_READERS: Mapping[Reading, Callable[[Field, str, Sequence[str]], Value]] = {
    "year": lambda _, text, __: _read_year(text),
    "integer": lambda _, text, __: _read_integer(text),
    "date": lambda _, text, __: _read_date(text),
    "month": lambda _, text, __: _read_month(text),
    "names": lambda _, text, __: _read_names(text),
    "list": lambda field, text, _: read_list(text, field.split) or None,
    "doi": lambda _, text, urls: _read_first(_registered_doi, text, urls),
    "arxiv": lambda _, text, urls: _without_version(_read_arxiv(text, urls)),
    "arxiv-version": lambda _, text, urls: _version(_read_arxiv(text, urls)),
    "url": _read_url,
    "venue": lambda _, text, __: _read_venue(text),
}
