"""How a text, or a value of front matter, becomes a property's value: one reading for each kind of property."""

from __future__ import annotations

import re

from notelint.bibliography.identifiers import arxiv_class, arxiv_id, doi
from notelint.bibliography.names import split_names
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
_NOTHING = frozenset((
    "-", "–", "—", "?", "？", "…", "n/a", "na", "nil", "none", "null", "tba", "tbd", "todo", "unknown",
    "暂无", "无", "無", "無し", "なし", "없음", "未知", "未公开", "暂未开源",
    "暂无公开代码", "无公开代码", "无公开链接",
))  # fmt: skip
_PLACEHOLDER = regex(r"\{\{[^{}]*\}\}|<%.*%>")
_PRESENTED = regex(r"[ \t,，]*[(（]?\b(?:oral|spotlight|poster|highlight|best paper)\b[)）]?", re.IGNORECASE)
# Behind an author's name: where they work, or (behind the last) the year.
_ASIDE = regex(r"[ \t]*[(（][^()（）]*[)）]|[,，]?[ \t]*\b(?:19|20)\d\d[ \t]*$")
_INTEGER = regex(r"(?<!\d)-?\d{1,18}(?!\d)")  # what every reader of JSON can hold
_YEAR = regex(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DATE = regex(r"(?<!\d)(1[89]\d\d|20\d\d)[-/.年](0?[1-9]|1[0-2])(?:[-/.月](0?[1-9]|[12]\d|3[01])日?)?(?![\d])")
_URL = regex(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LIST_ENDS = r"[,，、;；]"

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
    return not folded or folded in _NOTHING or bool(_PLACEHOLDER.fullmatch(folded))


def read_text(field: Field, text: str, urls: Sequence[str] = ()) -> Value:
    """The value of a property from plain text and the URLs of the links in it; None where there is none."""
    urls = [url for url in urls if url.strip()]
    if says_nothing(text) and not urls:
        return None
    reader = _READERS.get(field.reading)
    return reader(field, text, urls) if reader else text or None


def read_value(field: Field, value: Value) -> Value:
    """The value of a property from a value of front matter; None where it says nothing."""
    match value:
        case None:
            return None
        case str():
            return read_text(field, value.strip())
        case bool():
            return None if field.reading in _READERS else value
        case int() | float():
            return value if field.reading in ("year", "integer") else read_text(field, str(value))
        case list():
            return _read_items(field, value)
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
    texts = [text for item in items if (text := _item_text(item)) and not says_nothing(text)]
    if not texts:
        return None
    if field.reading in ("names", "list"):
        return texts
    return read_text(field, ", ".join(texts)) if len(texts) > 1 else read_text(field, texts[0])


def _item_text(item: Value) -> str:
    """A list item as text; of a mapping such as `{name: A. Author, orcid: ...}` the name."""
    match item:
        case dict():
            name = item.get("name")
            parts = [name] if name else [item.get("given"), item.get("family")]
            return " ".join(part for part in parts if isinstance(part, str))
        case list():
            return ", ".join(_item_text(inner) for inner in item)
        case None:
            return ""
        case _:
            return str(item).strip()


def _read_list(field: Field, text: str) -> list[str]:
    separators = f"[{re.escape(field.split)}]" if field.split else _LIST_ENDS
    parts = re.split(separators, text)
    if len(parts) == 1 and text.count("#") > 1:
        parts = text.split()
    return [part for raw in parts if (part := raw.strip().removeprefix("#").strip()) and not says_nothing(part)]


def _read_date(text: str) -> str | None:
    found = _DATE.search(text)
    if found is None:
        year = _YEAR.fullmatch(text.strip())
        return year[1] if year else None
    year_, month, day = found.groups()
    return f"{year_}-{int(month):02}-{int(day):02}" if day else f"{year_}-{int(month):02}"


def _read_url(text: str, urls: Sequence[str]) -> str | None:
    if urls:
        return urls[0]
    found = _URL.search(text)
    return found[0].rstrip(".,;)") if found else None


def _read_first(parse: Callable[[str], str | None], text: str, urls: Sequence[str]) -> str | None:
    """The first identifier that the links' URLs or the text hold."""
    return next((found for candidate in (*urls, text) if (found := parse(candidate))), None)


def _read_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _read_venue(text: str) -> str | None:
    """A known venue without its year, any other as written; nothing where a date stands in its place."""
    name, year = split_venue_year(_PRESENTED.sub("", text))
    if year and known_venue(name):
        return name
    return None if _DATE.match(text) or _YEAR.fullmatch(text) else text


def _read_integer(text: str) -> int | None:
    found = _INTEGER.search(text)
    return int(found[0]) if found else None


_READERS: Mapping[Reading, Callable[[Field, str, Sequence[str]], Value]] = {
    "year": lambda _, text, __: _read_year(text),
    "integer": lambda _, text, __: _read_integer(text),
    "date": lambda _, text, __: _read_date(text),
    "names": lambda _, text, __: list(split_names(_ASIDE.sub("", text))) or None,
    "list": lambda field, text, _: _read_list(field, text) or None,
    "doi": lambda _, text, urls: _read_first(doi, text, urls),
    "arxiv": lambda _, text, urls: _read_first(arxiv_id, text, urls),
    "url": lambda _, text, urls: _read_url(text, urls),
    "venue": lambda _, text, __: _read_venue(text),
}
