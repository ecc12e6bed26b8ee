"""What speaks against a file being a note on one paper: what pages of other kinds have and say of themselves."""

from __future__ import annotations

import re
from itertools import islice
from posixpath import basename, dirname

from notelint.bibliography.links import classify
from notelint.note.claims import is_acronym, is_bundle, is_full_title
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.weights import Sign
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.candidate import Candidate

_OTHER_PAGES = regex(
    r"todo|to[-_ ]?read|changelog|changes|release[-_ ]?notes|postmortem"
    r"|contributing|license|_sidebar|_navbar|about|code[-_ ]of[-_ ]conduct|faq"
    r"|glossary|publications?|reading[-_ ]?list|_index|adr[-_ ]?\d+.*",
    re.IGNORECASE,
)
_FOLDER_PAGES = regex(
    "readme|index|home|summary|list|papers|overview|main|log|journal|links?|resources?|security", re.IGNORECASE
)
TEMPLATE_PATH = regex(r"(?:^|[/_ .-])templates?(?:[/_ .-]|$)|模板|テンプレート|템플릿", re.IGNORECASE)
_PAGES_OF_PAPERS = ("overview", "summary", "main")
_POST_KEYS = frozenset(
    ("categories", "category", "layout", "permalink", "tags", "comments", "draft", "toc", "mathjax")
)
_SOURCES = frozenset(("source", "sourceurl", "url", "link"))
_STATES = frozenset(("status", "state", "estado", "状态", "状態", "상태"))
_TYPE_KEYS = frozenset(("type", "kind", "category", "notetype", "class", "layout"))
_OTHER_KINDS = regex(
    r"concept|topic|moc|map|index|daily|weekly|person|people|project|course|lecture|meeting|tool|software|glossary|term|template|fleeting|permanent|evergreen|book",
    re.IGNORECASE,
)
_DATE_NAME = regex(r"\d{4}[-_. ]?\d\d[-_. ]?\d\d|\d{4}[-_ ]?[wW]\d\d|\d{4}[-_]\d\d|\d{2}[-_.]\d{2}[-_.]\d{4}")
_TOPIC = regex(
    r"\b(?:rfc-?\d+|awesome|roadmap|index|contents|cheat ?sheet|course|lectures?|lec\.? ?\d|tutorial|chapter \d"
    r"|week(?:ly)? ?\d|reading list|bookmarks"
    r"|todo|to ?read|changelog|list of|how to|daily|meeting|seminar|survey list|resources|diary|journal club"
    r"|adr[- ]?\d+|pr[áa]ctica \d|assignment \d|homework|(?:final|course|term) project|proyecto (?:final|integrador)"
    r"|projeto final"
    r"|cap(?:[íi]tulo|\.) ?\d|kapitel \d|chapitre \d"
    r"|(?:project|research|status|progress|final) report|design doc(?:ument)?s?|post-?mortem"
    r"|publication (?:record|list)|(?:selected )?publications"
    r"|standards?|guidelines?|specification|conventions?|retrospective|recap|trip report|reactions"
    r"|m[ée]thodologie de|metodología de|cómo [a-z]+r|wie man)\b"
    r"|[\d一二两三四五六七八九十]+ ?篇(?:论文|論文|文献)|\b(?:\d+|two|three|four|five|several) papers\b"
    r"|(?:\d+|[두세네]) ?(?:편|문헌|개 논문)|\d+本の論文|待读|待讀|未读|阅读列表|读书会|読みたい|積読|읽을|如何"
    r"|(?:设计|計劃|计划)文档|設計書|설계 ?문서"
    r"|规范|規範|标准|指南|课程|課程|第.{1,3}[章讲课周]|周报|日报|勉強会|강의"
    r"|(?:目录|目錄|清单|清單|汇总|彙總|合集|教程|速查|一覧|リスト|목록|공부|스터디)$",
    re.IGNORECASE,
)
_PAPER = regex(
    r"(?:arxiv\.org/(?:abs|pdf)/|doi\.org/10\.|openreview\.net/(?:forum|pdf)\?id=|aclanthology\.org/|openaccess\.thecvf\.com/"
    r"|papers\.n(?:eur)?ips\.cc/|proceedings\.mlr\.press/|dl\.acm\.org/doi/|ieeexplore\.ieee\.org/)([^\s()<>\[\]\"']{4,80})"
)
_PAPER_ENDINGS = (".org/", ".net/", ".com/", ".cc/", ".press/")  # of the hosts above: in each address is one of them
# Labels and keys, folded, under which a document says when it was written, for whom and by whose leave.
_OF_DOCUMENTS = regex(
    r"(?:doc(?:ument)?)?(?:version|number|owner)|doc(?:ument)?(?:id|status)|versi[óoã]n?o?|classification|hardware"
    r"|(?:intended|target)?audience|deciders?|decisionmakers?|reviewed(?:by)?|approved(?:by|for)?|reviewers?|revision"
    r"|supersede[sd]?(?:by)?|lastupdated?|readingtime|related(?:documents|adrs|docs|plan)|filesread|frameworks?"
    r"|severity|licen[sc]e"
    r"|(?:team|group)members|instructor|professor[ae]?|docente|disciplina|asignatura|curso|course|sprint|stakeholders?"
    r"|文档版本|版本|版本号|最后更新|更新日期|适用范围|バージョン|最終更新日?|버전|문서버전|(?:최종|마지막)업데이트|últimaactualización"
)
_OF_DECISIONS = frozenset(("deciders", "decisionmakers", "supersedes", "supersededby", "adr"))
_DRAFTS = regex(
    r"\W*(?:draft|wip|work in progress|proposed|rejected|ratified|superseded|deprecated|approved|enacted|ready for)\b",
    re.IGNORECASE,
)
_DECISIONS = regex(r"(?:^|/)(?:adrs?|rfcs?|decisions?|decision[-_]records?)/", re.IGNORECASE)
_DECISION = regex(
    r"decisions?(?: outcome| drivers?)?|decisi[óo]n(?:es)?|decisão|entscheidung(?:en)?|décision|决定|决策|決定|결정"
)
_AFTERMATH = regex(
    r"context(?: and problem statement)?|consequences|alternatives(?: considered)?|contexto|consecuencias|背景|后果"
)
# What a page says of the project or repository in which it lies.
_PROJECT = regex(
    r"\bthis (?:project|repo(?:sitory)?|codebase|guide|tutorial|course)\b|\bthe repository (?:for|of)\b"
    r"|\beste (?:proyecto|repositorio|projeto|repositório)\b|\bdieses (?:projekt|repository)\b|\bce (?:projet|dépôt)\b"
    r"|本项目|该项目|本仓库|本專案|このプロジェクト|このリポジトリ|이 (?:프로젝트|저장소)|본 프로젝트"
    r"|\bproye?[cj]to (?:final|integrador)\b|\btrabajo final\b|\b(?:final|course|term|capstone|group) project\b"
    r"|\bprojeto (?:final|integrador)\b|课程设计|毕业设计"
)
# What a template keeps free; Logseq's macros are none.
_PLACEHOLDER = regex(
    r"\{\{(?!(?:embed|query|renderer|namespace|video|youtube|tweet|cloze|cards|zotero-[\w-]+) )[^{}\n]*\}\}"
    r"|\{%[^%\n]*%\}|<%[^%\n]*%>|Y(?<!\wY)YYY\b"
)
_SHOWN_NOTE = regex(r"\n---[ \t]*\r?\n[\w\"]")  # front matter, where the line before opens a code block
_TITLE_FREE = regex(
    r"(?:(?:the|your) )?(?:full )?(?:paper|article|note)(?:'s)? title|title of (?:the|your) (?:paper|article)"
    r"|(?:论文|論文|文章)(?:标题|標題|题目|題目|のタイトル|タイトル)|논문 ?제목|título del artículo|titel des artikels"
    r"|titre de l['’]article",
    re.IGNORECASE,
)
# The sections of a page about software, which may give its paper, too.
_SOFTWARE = regex(
    r"\n#{1,6}[ \t]+(?:[^\w\n]*[ \t])?(installation|install|requirements|prerequisites|getting started|usage"
    r"|quick ?start|dependencies|(?:directory|project|repository) structure|how to (?:run|use)|license"
    r"|environment setup|run(?:ning)? the code|安装|使用方法|环境配置|설치|사용법|インストール|使い方)[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_SOFTWARE = 2
_IS_CODE = regex(
    r"\bthis (?:is|repo(?:sitory)?|project|codebase)\b[^.\n]{0,40}\bofficial\b[^.\n]{0,24}"
    r"\b(?:code|implementation|repo(?:sitory)?)\b",
    re.IGNORECASE,
)
_FREE = regex(r"\[[^\[\]()]{3,60}\](?: \([^()]{2,12}\))?|<[^<>]{3,40}>|\.{3}|_{3,}")
MOST_SPOKEN = 6000  # code points of a file in which such words are looked for
_LEAST_PAPERS = 5  # links to so many papers make a list,
_LINES_A_PAPER = 6  # where there are no more lines for each


def against(candidate: Candidate) -> Iterator[Sign]:
    """What other files have: their kinds, links to many papers, topics, places that a template keeps free."""
    yield from _other_kinds(candidate)
    text = candidate.source.text
    if used := says_software(text):
        yield Sign("software", ", ".join(used))
    yield from _of_documents(candidate)
    if papers := _listed_papers(text):
        yield Sign("list of papers", f"links to {papers} papers")
    name = file_stem(candidate.source.path)
    entries = candidate.front_matter.entries if candidate.front_matter else ()
    posts = [str(entry.value) for entry in entries if fold_name(entry.key) == "title"]
    names = (candidate.heading_text, *posts, "" if _FOLDER_PAGES.fullmatch(name) else name)
    cites = any(claim.origin is Origin.CITATION for claim in candidate.claims)  # one paper whole, whatever the title
    if (topic := _TOPIC.search("\n".join(names))) and not cites:
        yield Sign("topic", topic[0])
    head = text[: candidate.below[0].span.start] if candidate.below else text[:2000]
    if free := _PLACEHOLDER.search(head):
        yield Sign("template", free[0])
    elif places := free_places(candidate):
        yield Sign("template", ", ".join(places))
    elif _has_empty_labels(candidate):
        yield Sign("template", "labels for title and authors without values")
    elif place := _shown_note(text):
        yield Sign("template", "shows the front matter of a note", Span(place, place))
    elif title := next((title for title in posts if _TITLE_FREE.fullmatch(title)), None):
        yield Sign("other page", title)


def says_software(text: str) -> list[str]:
    """The names of sections that pages on software have, if there are two or more; or that it says it is code."""
    used = {found[1].casefold() for found in _SOFTWARE.finditer(text)}
    if len(used) < _LEAST_SOFTWARE:
        return [found[0] for found in islice(_IS_CODE.finditer(text[:MOST_SPOKEN]), 1)]
    return sorted(used)


def is_free(value: str) -> bool:
    """Whether a value only says what belongs in its place: `[Author]`, `...`."""
    return _FREE.fullmatch(value) is not None


def free_places(candidate: Candidate) -> list[str]:
    """The labels whose value only says what belongs there: `Authors: [Author, Author]`."""
    free = [line.value for line in candidate.labels if is_free(line.value)]
    return free if len(free) > 1 else []


def _of_documents(candidate: Candidate) -> Iterator[Sign]:
    """What a document says of itself, of a decision, or of the project in which it lies."""
    entries = candidate.front_matter.entries if candidate.front_matter else ()
    names = [entry.key for entry in entries if fold_name(entry.key) in _OF_DECISIONS]
    lines = [(line.name, fold_name(line.name), line.value) for line in candidate.labels if line.value]
    names += [name for name, folded, _ in lines if _OF_DOCUMENTS.fullmatch(folded)]
    names += [value for _, folded, value in lines if folded in _STATES and _DRAFTS.match(value)]
    if names:
        yield Sign("document on itself", ", ".join(names))
    sections = [section.name.casefold() for section in candidate.all_sections]
    if found := _DECISIONS.search(candidate.source.path):
        yield Sign("decision record", found[0].strip("/"))
    elif any(map(_DECISION.fullmatch, sections)) and any(map(_AFTERMATH.fullmatch, sections)):
        yield Sign("decision record", ", ".join(sections))
    if found := _PROJECT.search(candidate.source.text[:MOST_SPOKEN].lower()):
        yield Sign("project", found[0])


def _has_empty_labels(candidate: Candidate) -> bool:
    """Whether there are labels for title and authors, and none has a value."""
    fields = [field for field in candidate.layout.fields if field.name in ("title", "authors")]
    found = [[line.value for line in candidate.labels if fold_name(line.name) in field.names] for field in fields]
    return all(found) and not any(map(any, found))


def _shown_note(text: str) -> int:
    """Where a code block begins that holds front matter; 0 where none does."""
    starts = (text.rfind("\n", 0, found.start()) + 1 for found in _SHOWN_NOTE.finditer(text))
    return next((start for start in starts if text.startswith(("```", "~~~"), start)), 0)


def _listed_papers(text: str) -> int:
    """How many papers a text links to, if they are so many that it is a list of them, else 0."""
    least = max(_LEAST_PAPERS, text.count("\n") / _LINES_A_PAPER)
    if sum(map(text.count, _PAPER_ENDINGS)) < least:
        return 0
    papers = {found[1] for found in _PAPER.finditer(text)}
    return len(papers) if len(papers) >= least else 0


def _other_kinds(candidate: Candidate) -> Iterator[Sign]:
    """What the file's name and its front matter say that it is."""
    path, name = candidate.source.path, file_stem(candidate.source.path)
    is_readme = name.casefold() == "readme" and dirname(path) == ""
    if _OTHER_PAGES.fullmatch(name) or TEMPLATE_PATH.search(path) or is_readme:
        yield Sign("other page", name)
    elif TEMPLATE_PATH.search(candidate.heading_text):
        yield Sign("other page", candidate.heading_text)
    elif _FOLDER_PAGES.fullmatch(name) and not _is_page_of_paper(candidate):
        yield Sign("page of a folder", name)
    if _DATE_NAME.fullmatch(name):
        yield Sign("date as its name", name)
    kinds = (claim for claim in candidate.claims if claim.name in _TYPE_KEYS and claim.origin is Origin.FRONT_MATTER)
    if kind := next((said for each in kinds if _OTHER_KINDS.fullmatch(said := str(each.value).strip("[]'"))), None):
        yield Sign("other page", kind)
    if post := next(_posts(candidate), None):
        yield Sign("post on the web", post)
    elif source := other_source(candidate):
        yield Sign("another source", source)
    if _is_post(candidate):
        yield Sign("post", "front matter of a post")
        links = [claim for claim in candidate.sources.by_origin.get(Origin.LINK, ()) if claim.name in PAPER_KINDS]
        if len({str(claim.value) for claim in links if candidate.sources.is_own(claim.span)}) > 1:
            yield Sign("several papers", "links to several papers", links[0].span)


def other_source(candidate: Candidate) -> str | None:
    """The address of what was read, in front matter or under a label, where that is no paper."""
    sources = [claim for claim in candidate.claims if claim.name in _SOURCES and claim.origin is Origin.FRONT_MATTER]
    sources += [claim for claim in candidate.claims if claim.name == "source" and claim.origin is Origin.LABEL]
    addresses = [str(claim.value) for claim in sources if str(claim.value).startswith(("http://", "https://"))]
    if candidate.literature or any(classify(url).kind in PAPER_KINDS for url in addresses):
        return None
    return next(iter(addresses), None)


def _posts(candidate: Candidate) -> Iterator[str]:
    """The addresses of posts and videos that labels and keys give as what was read, where none is that of a paper."""
    names = _SOURCES.union(*(field.names for field in candidate.layout.addresses))
    origins = (Origin.LABEL, Origin.FRONT_MATTER)
    keyed = (claim for claim in candidate.claims if claim.origin in origins and claim.name in names)
    urls = [claim.links[0].destination if claim.links else str(claim.value) for claim in keyed]
    targets = {url: classify(url) for url in urls if url.startswith(("http://", "https://"))}
    if PAPER_KINDS.isdisjoint(target.kind for target in targets.values()):
        posts = (url for url, target in targets.items() if target.kind in ("blog", "video"))
        yield from (url for url in posts if targets[url].provider != "notion")  # there the note itself was written


def _is_page_of_paper(candidate: Candidate) -> bool:
    """Whether the file is the page of a paper's folder: `my-long-paper/index.md`, `CRF/README.md`."""
    folder = fold_name(basename(dirname(candidate.source.path)))
    if is_bundle(candidate.source.path) or not folder:
        return is_bundle(candidate.source.path)
    title = fold_name(candidate.title or "")
    is_note = file_stem(candidate.source.path).casefold() in _PAGES_OF_PAPERS
    if is_acronym(folder, candidate.heading_text):
        return True
    return title.startswith(folder) and (is_note or is_full_title(title[len(folder) :]))


def _is_post(candidate: Candidate) -> bool:
    """Whether the front matter is that of a post, with a date and tags, and says nothing of a paper."""
    keys = {fold_name(entry.key) for entry in candidate.front_matter.entries} if candidate.front_matter else set()
    return not candidate.literature and "date" in keys and not keys.isdisjoint(_POST_KEYS)
