"""How a text, or a value of front matter, becomes a property's value: one reading for each kind of property."""

from __future__ import annotations

import re

from notelint.bibliography.author_lists import read_names
from notelint.bibliography.identifiers import arxiv_class, arxiv_id, doi, without_version
from notelint.bibliography.links import classify
from notelint.bibliography.names import ORGANIZATION, split_items, split_names, split_outside
from notelint.bibliography.venues import known_venue, split_venue_year
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
    "暂无公开代码", "无公开代码", "not available", "not applicable", "no venue", "no code", "no doi",
    "not provided", "not specified", "unspecified", "未注明", "未提供", "待核", "尚无", "-/-", "无公开链接",
))  # fmt: skip
_NOTHING = _NONE | frozenset((
    "?", "？", "…", "null", "tba", "tbd", "todo", "unknown", "未知", "略", "tbc", "待补充", "待填", "未定",
    "coming soon", "敬请期待", "敬請期待", "準備中",
))  # fmt: skip
_PLACEHOLDER = regex(
    r"\{\{[^{}]*\}\}|<%.*%>|\[?to be (?:\w+[ -]?){1,5}\]?|\[(?:insert|your|add|enter|fill)\b[^\[\]]*\]", re.IGNORECASE
)
_NONE_LEAD = regex(r"(?:none|n/a|无|無|暂无|待[核定补])\s*(?:[—–(（]|-\s)")
_INTEGER = regex(r"(?<!\d)-?\d{1,18}(?!\d)")  # what every reader of JSON can hold
_YEAR = regex(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_WIKI_LINK = regex(r"\[\[([^\[\]|]*)(?:\|([^\[\]|]+))?\]\]")
_ASIDE_VERSION = regex(r"\s*[(（](v\d{1,3})[)）]")
_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
_URL = regex(r"https?://[^\s<>\"（）、，。]+", re.IGNORECASE)
_REPOSITORY = regex(r"(?<![\w/.])(?:www\.)?((?:github|gitlab|gitee|bitbucket)\.(?:com|org)/[\w.-]+/[\w.-]*\w)")
_BARE_HOST = regex(r"https?://(?:github|gitlab|gitee|bitbucket|arxiv|openreview)\.(?:com|org|net)/?", re.IGNORECASE)
_LIST_ENDS = r"[,，、;；・／]"
_COMPANY = regex(r"(?<=\w),(?= (?:Inc|Ltd|LLC|Corp|Co|GmbH|S\.A)\b)")
_PAIR = regex(r"([^,;&]{3,80}) (?:&|and|und|et|y) ([^,;&]{3,80})")
_HASH = regex(r"(?:^|\s+)#|(?<=\S)\s+(?=\S+\s+#)")
_NUMBER = regex(r"^[\[(（]?\d{1,2}[\])）:：.][ \t]*(?=[^\W\d])")  # of an organization, to which authors are tied
_MARK = regex(r"\d{1,2}\s?(?=[^\W\d])|[¹²³⁴-⁹]+")  # the same, where each has one
_STOP = regex(r"(?<=[^\W\d_]{3})(?<!Inc)(?<!Ltd)(?<!etc)\.\s*$")
_CUT_SHORT = regex(r"(?<=[大学院所室司])等(?:[多单機机][位構构家])?$|[\s,，]+(?:et al\.?|etc\.?|等)$")
_TAG = regex(r"</?(?:b|i|em|strong|u|sub|sup|span)\b[^<>]*>")
_PAGE_COUNT = regex(r"^\d+ ?\+? ?(?:pages?|pp|p\.|Seiten|páginas|pagine|[页頁]|ページ|쪽|페이지)", re.IGNORECASE)
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


def says_why_not(text: str) -> bool:
    """Whether a text says why there is no value (`forthcoming`), or is one that few know how to read (`令和3年`)."""
    return re.search(_ASIDES, text) is not None


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
    if field.name == "pages" and _PAGE_COUNT.match(text):
        return None  # how many there are
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
    if read_value(field, value) is not None or says_nothing(text) or says_why_not(text):
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
        parts = split_outside(r"\s[/|·•+]\s", text)
    parts[-1] = _STOP.sub("", parts[-1])
    parts = [_CUT_SHORT.sub("", _NUMBER.sub("", raw.strip().removeprefix("#").strip())) for raw in parts]
    return [part for part in parts if part and not says_nothing(part)]


def _read_list(field: Field, text: str) -> list[str]:
    """The items of a list; of organizations without the numbers by which authors are tied to them."""
    items = read_list(text, field.split)
    is_numbered = field.name == "organizations" and all(map(_MARK.match, items))
    return [_MARK.sub("", item, count=1) for item in items] if is_numbered else items


def _read_url(field: Field, text: str, urls: Sequence[str]) -> str | None:
    """The first address in links and text that may be of the field's kind: none of code where a video stands."""
    written = [found.rstrip(".,;)>") for found in _URL.findall(text)]
    written += [] if written or urls else [f"https://{found}" for found in _REPOSITORY.findall(text)]
    remote = [url for url in (*urls, *written) if _URL.match(url) and not url.lower().endswith(_MEDIA)]
    unwanted = _OTHER_KINDS.get(field.link or "", frozenset())
    targets = ((url, classify(url)) for url in remote if not _BARE_HOST.fullmatch(url))
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


def _read_date(text: str) -> str | None:
    from notelint.bibliography.dates import read_date  # noqa: PLC0415 - few notes have a date

    return read_date(text)


def _read_month(text: str) -> str | None:
    from notelint.bibliography.dates import read_month  # noqa: PLC0415 - as above

    return read_month(text)


def _read_venue(text: str) -> str | None:
    from notelint.bibliography.venue_texts import read_venue  # noqa: PLC0415 - or a venue

    return read_venue(text)


def _read_integer(text: str) -> int | None:
    found = _INTEGER.search(text)
    return int(found[0]) if found else None


_READERS: Mapping[Reading, Callable[[Field, str, Sequence[str]], Value]] = {
    "year": lambda _, text, __: _read_year(text),
    "integer": lambda _, text, __: _read_integer(text),
    "date": lambda _, text, __: _read_date(text),
    "month": lambda _, text, __: _read_month(text),
    "names": lambda _, text, __: read_names(text) or None,
    "list": lambda field, text, _: _read_list(field, text) or None,
    "doi": lambda _, text, urls: _read_first(_registered_doi, text, urls),
    "arxiv": lambda _, text, urls: _without_version(_read_arxiv(text, urls)),
    "arxiv-version": lambda _, text, urls: _version(_read_arxiv(text, urls)),
    "url": _read_url,
    "venue": lambda _, text, __: _read_venue(text),
}
