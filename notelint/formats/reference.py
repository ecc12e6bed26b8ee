"""What every bibliography format asks of a record: where it came out, its page, keywords, topics and remarks."""

from __future__ import annotations

import re

from notelint.bibliography import identifiers
from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats.text import one_line
from notelint.record.kinds import is_publisher, is_report, journal_name, place, thesis
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from notelint.record.model import Record

# Links that go with a paper; where each leads stands before it.
_COMPANIONS = {
    "video": "Video",
    "code": "Code",
    "project": "Project",
    "dataset": "Dataset",
    "slides": "Slides",
    "blog": "Blog",
}
_WEB = r"(?i)https?://[^\s/]"
# A label that a note may write once more in the value: `pp. 3-9`, `Vol. 27`.
_LABEL = r"(?i)(?:pp?|pages?|vol(?:ume)?|no|nr|number|issue|isbn(?:-1[03])?)\b[.:]?\s*|第(?=\d)"
_DASH = r"\s*(?:-{2,}|[‐‑‒–—−~～]+)\s*"
_MOST_WORDS = 3  # of a title by which an entry is sorted


class Date(NamedTuple):
    """A date of publication, as far as it is known."""

    year: int | None
    month: int | None = None
    day: int | None = None


def date(record: Record) -> Date:
    """The full date where the note gives one that agrees with its year; else the year."""
    parts = [int(part) for part in (record.date or "").split("-") if part]
    if parts and record.year in (None, parts[0]):
        return Date(*parts)
    return Date(record.year)


def iso_date(record: Record) -> str | None:
    """The date as ISO 8601 (`2019`, `2019-05`, `2019-05-24`)."""
    year, month, day = date(record)
    if year is None:
        return None
    return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)


def extra(record: Record, name: str) -> str:
    """A property that the note's schema adds (`volume`, `code`) as text on one line; empty where it is absent."""
    value = record.extra.get(name)
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def detail(record: Record, name: str) -> str:
    """Volume, issue, pages or ISBN, without a label of its own."""
    text = extra(record, name)
    found = re.match(_LABEL, text)
    return text[found.end() :] if found else text


def pages(record: Record, dash: str = "-") -> str:
    """The pages, with this dash in each range; a hyphen makes one where it is the only one: `3-9`, not `A-1-A-9`."""
    parts = (part.strip() for part in detail(record, "pages").split(","))
    return ", ".join(_range(part, dash) for part in parts if part)


def _range(text: str, dash: str) -> str:
    if re.search(_DASH, text):
        return re.sub(_DASH, dash, text)
    return re.sub(r"(?<=\w) ?- ?(?=\w)", dash, text) if text.count("-") == 1 else text


def authors(record: Record) -> tuple[Name, ...]:
    """The authors, of whom the last may be `others`; none where no one is named."""
    return () if [name.literal for name in record.authors] == ["others"] else record.authors


def without_version(record: Record) -> Record:
    """The record with its arXiv id without the version."""
    return replace(record, arxiv=identifiers.without_version(record.arxiv)) if record.arxiv else record


def with_version(record: Record) -> Record:
    """The record with its arXiv id and the version that the note names, if it does."""
    version = extra(record, "arxiv_version")
    if not record.arxiv or not re.fullmatch(r"v\d+", version):
        return record
    return replace(record, arxiv=identifiers.without_version(record.arxiv) + version)


def page(record: Record) -> str | None:
    """The URL of the paper's page, unless it only says again what the DOI or the arXiv id says."""
    doi, arxiv = re.escape(record.doi or ""), re.escape(identifiers.without_version(record.arxiv or ""))
    known = [
        *([rf"(dx\.)?doi\.org/{doi}"] if doi else []),
        *([rf"(\w+\.)?arxiv\.org/(abs|pdf|html)/{arxiv}(v\d+)?(\.pdf)?/?"] if arxiv else []),
    ]
    is_known = any(re.fullmatch(rf"https?://{each}", record.url or "", re.IGNORECASE) for each in known)
    return None if is_known else record.url


def address(record: Record) -> str | None:
    """The paper's page, or that at arXiv: styles that know no arXiv ids print it."""
    return page(record) or (f"https://arxiv.org/abs/{record.arxiv}" if record.arxiv else None)


def arxiv_number(record: Record) -> str:
    """The arXiv id as it is cited: `arXiv:1401.7087 [quant-ph]`."""
    subject = f" [{record.arxiv_class}]" if record.arxiv_class else ""
    return f"arXiv:{record.arxiv}{subject}" if record.arxiv else ""


def is_at_arxiv(record: Record) -> bool:
    """Whether arXiv is where the paper came out, as far as the note says."""
    return record.type == "preprint" and record.arxiv is not None


def venue(record: Record) -> str:
    """What it came out in: proceedings, a journal, or whatever else the note names; never a date or a status.

    Empty where that stands in another field: arXiv beside an arXiv id, a publisher, words for a thesis or report.
    """
    text = one_line(place(record.venue) or "")
    is_elsewhere = (
        (record.arxiv and record.venue_type == "preprint_server")
        or (_is_publisher(record) and text == publisher(record))
        or (record.type == "thesis" and thesis(text))
        or (record.type == "report" and is_report(text))
    )
    if is_elsewhere:
        return ""
    return journal_name(text, record.year) if record.type == "journal" else text


def publisher(record: Record) -> str:
    """Who brought it out, where the note says so; for a book that may be its venue."""
    return extra(record, "publisher") or (one_line(place(record.venue) or "") if _is_publisher(record) else "")


def _is_publisher(record: Record) -> bool:
    return record.type == "book" and (record.venue_type == "publisher" or is_publisher(record.venue or ""))


def organizations(record: Record) -> tuple[str, ...]:
    """The organisations; of a thesis also the university that its venue names."""
    found = thesis(record.venue or "") if record.type == "thesis" else None
    return tuple(dict.fromkeys((*record.organizations, found[1]))) if found and found[1] else record.organizations


def degree(record: Record) -> str | None:
    """The degree that a thesis is for, `doctoral` or `masters`, where the note says it."""
    said = (field.value for field in record.extra_fields if field.name.casefold() == "type")
    found = (thesis(text) for text in (*said, record.venue or ""))
    return next((each[0] for each in found if each and each[0]), None)


def genre(record: Record) -> str:
    """What kind of thesis or report it is, in words that stand in a bibliography: `Technical Report TR-12`."""
    if record.type == "thesis":
        return {"doctoral": "PhD thesis", "masters": "Master’s thesis"}.get(degree(record) or "", "Thesis")
    text = one_line(place(record.venue) or "")
    return text if record.type == "report" and is_report(text) else ""


def issuer(record: Record) -> tuple[str, str]:
    """Who stands for the publisher of whatever it is, and which fact that is; both empty where no one does.

    That is arXiv or another such server, the publisher, or the organisations, unless the paper came out at a venue:
    there they are only where its authors work.
    """
    if is_at_arxiv(record):
        return "arXiv", "arxiv"
    if record.venue_type == "preprint_server" and (server := venue(record)):
        return server, "venue"
    if who := publisher(record):
        return who, "publisher"
    if record.type in ("conference", "journal", "book"):
        return "", ""
    return one_line(", ".join(organizations(record))), "organizations"


def sort_name(record: Record) -> str:
    """By what an entry is sorted that has no author: the organisation, the short name, or the title's first words."""
    words = re.sub(r"(?i)^(?:an?|the)\s+", "", one_line(record.title or "")).split()
    name = next(iter(organizations(record)), None) or record.short_name
    return one_line(name or " ".join(words[:_MOST_WORDS]))


def keywords(record: Record) -> list[str]:
    """The groups and tags that are topics."""
    return topics((*record.groups, *record.tags))


def abstract(record: Record) -> str:
    """The paper's own abstract, where the note quotes it."""
    blocks = [block for section in record.sections if section.kind == "abstract" for block in section.blocks]
    quoted = " ".join(block.text for block in blocks if block.text and block.type != "image")
    return extra(record, "abstract") or one_line(quoted)


def remarks(record: Record) -> Iterator[str]:
    """What the note says about the paper, a sentence each: model, training, fine-tuning, summary."""
    summary = one_line(_in_one_line(record.summary_text) or "")
    labelled = (
        ("Model", record.model),
        ("Training", record.training),
        ("Fine-tuning", record.fine_tuning),
        ("Summary", summary if _letters(summary) != _letters(abstract(record)) else ""),
    )
    for label, text in labelled:
        if text and (line := one_line(text)):
            yield sentence(f"{label}: {line}")


def unplaced(record: Record, placed: Collection[str]) -> Iterator[str]:
    """What is known of the publication, a sentence each, but for the facts that are `placed` in fields of an entry."""
    facts = (
        ("venue", "Venue", venue(record)),
        ("status", "Publication", one_line(record.venue or "") if not place(record.venue) else ""),
        ("organizations", "Organization", one_line(", ".join(organizations(record)))),
        ("volume", "Volume", detail(record, "volume")),
        ("issue", "Issue", detail(record, "issue")),
        ("pages", "Pages", pages(record)),
        ("publisher", "Publisher", publisher(record)),
        ("isbn", "ISBN", detail(record, "isbn")),
    )
    for name, label, text in facts:
        if text and name not in placed:
            yield sentence(f"{label}: {text}")


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."


def companions(record: Record, show: Callable[[str], str] = one_line) -> Iterator[str]:
    """The web pages that go with the paper (`Video: https://...`), each once; `show` writes a URL."""
    own = {kind: extra(record, kind) for kind in ("video", "code")}
    canonical = {link.url: link.canonical_url for link in record.links}
    links = [(kind, canonical.get(url) or url) for kind, url in own.items() if url]
    links += [
        (link.kind, link.canonical_url or link.url)
        for link in record.links
        if link.kind in _COMPANIONS and not own.get(link.kind)
    ]
    for kind, url in dict.fromkeys(links):
        if re.match(_WEB, url):
            yield f"{_COMPANIONS[kind]}: {show(url)}"


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _in_one_line(summary: str | None) -> str | None:
    """Items and table rows on one line, with semicolons between them."""
    lines = (line.strip().removeprefix("- ").strip(" |") for line in (summary or "").split("\n"))
    return "; ".join(line for line in lines if line) or None


# In `status/done` and `type:paper` the first word says that what follows is no topic, in `topic/widgets` that it is.
_PROPERTIES = r"""(?x)
    types?|kinds?|status|states?|stages?|progress|projects?|areas?|resources?|archives?|priority|rating|year|date|source
    |workflow|meta|system|状态|狀態|类型|類型|项目|項目|进度
"""
_FACETS = r"topics?|subjects?|keywords?|tags?|themes?|fields?|categor(?:y|ies)|主题|主題|关键词|關鍵詞|分类|分類"

# Words for a note's state and for what is noted, without hyphens and the like.
_WORKFLOW = r"""(?x)
    (?:to(?:be)?|must|currently|now|already|re|un|half)?(?:read(?:ing)?|readlater|review)|tobe\w+ed|toreadlist|tbr|todos?
    |reviewed|summari[sz]ed|processed|annotated|done|wip|inprogress|finished|completed?|skimmed
    |inbox|backlog|queue|later|draft|stub|seed(?:ling)?|evergreen|budding|fleeting|permanent|archived?|starred|important
    |favou?rites?|(?:research|academic|conference|journal|scientific)?(?:papers?|articles?|publications?)
    |(?:(?:paper|literature|lit|reading|book|source|reference|research|permanent|fleeting)s?)?(?:notes?|summar(?:y|ies))
    |(?:paper)?(?:readings?|reviews?)|reading(?:list|group|log)|literature|references?|bibliography|citations?|sources?
    |zotero|mendeley|endnote|readwise|obsidian|logseq|notion|roam|zettel(?:kasten)?|moc|pkm|vault|template|arxiv
    |(?:论文|論文|文献|文獻|读书|讀書|阅读|閱讀|学习|學習)?(?:笔记|筆記|阅读|閱讀|精读|泛读|解读|总结)|论文|論文|文献|文獻|待读|已读|未读
    |在读|待办|重要|論文(?:メモ|読み|紹介|まとめ)|文献メモ|読書|未読|既読|논문(?:리뷰|읽기|정리)?|독서
    |(?:year)?(?:19|20)\d\d
"""


def topics(tags: Iterable[str]) -> list[str]:
    """The tags that say what a paper is about, each once and as it is written.

    Of a nested tag the parts at its ends that are no topic are left out: `paper/widgets` is `widgets`. A comma, at
    which a format would part the tag, is a space.
    """
    found = (_topic(one_line(tag.replace(",", " ")).removeprefix("#")) for tag in tags)
    return list(dict.fromkeys(filter(None, found)))


def _topic(tag: str) -> str:
    """What a tag says of the topic; empty where it says nothing."""
    parts = _parts(tag)
    if len(parts) > 1 and _is(_PROPERTIES, parts[0]):
        return ""
    start, end = 0, len(parts)
    while start < end - 1 and (_is(_FACETS, parts[start]) or _is(_WORKFLOW, parts[start])):
        start += 1
    while start < end and _is(_WORKFLOW, parts[end - 1]):
        end -= 1
    topic = "/".join(parts[start:end])
    return topic if any(map(str.isalnum, topic)) else ""


def _parts(tag: str) -> list[str]:
    """The parts of a nested tag; a colon within a word parts it, too (`status:done`), but none before a space."""
    first, *others = tag.split("/")
    found = re.fullmatch(r"([\w-]+):(\S.*)", first)
    is_parted = found and (_is(_PROPERTIES, found[1]) or _is(_FACETS, found[1]))
    return [*(found.groups() if found and is_parted else (first,)), *others]


def _is(words: str, text: str) -> bool:
    return re.fullmatch(words, re.sub(r"[\W_]+", "", text).casefold()) is not None


def with_organizations_as_authors(record: Record) -> Record:
    """The record with its organisations for authors, where the note names no author."""
    if record.authors:
        return record
    names = (Name(None, None, None, None, name, name) for name in record.organizations)
    return replace(record, authors=tuple(names))


def with_document_keywords(record: Record) -> Record:
    """The record with the tags of its file besides its own, each once."""
    return replace(record, tags=tuple(dict.fromkeys((*record.tags, *record.document.tags))))
