"""Whether a file is a note on one paper: what speaks for it and against it, each with its weight, from one table."""

from __future__ import annotations

import re
from itertools import islice
from posixpath import basename, dirname

from notelint.bibliography.links import classify
from notelint.note.claims import is_acronym, is_bundle, is_full_title, shown
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.names import fold_name, unnumbered
from notelint.note.own_links import is_note_address, leads_a_line, links_of_title
from notelint.note.roles import role_of
from notelint.note.titles import says_kind
from notelint.note.weights import ENOUGH, WEIGHTS, Sign, Verdict
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from notelint.note.candidate import Candidate
    from notelint.note.model import Fact

    # Says how many other files of the folder are notes, where enough of them are; None where not.
    Siblings = Callable[[], str | None]

# The facts that are signs, and what each is called.
_FACTS: Mapping[str, str] = {
    "citekey": "citation key",
    "doi": "identifier",
    "arxiv": "identifier",
    "authors": "authors",
    "venue": "venue",
    "year": "year",
    "organizations": "organizations",
    "code": "code",
    "abstract": "abstract",
    "url": "link to the paper",
}
_FORMS: Mapping[Origin, str] = {
    Origin.BYLINE: "byline",
    Origin.BIBTEX: "BibTeX entry",
    Origin.CITATION: "citation line",
    Origin.SUBTITLE: "full title",
}
_OF_SECTIONS = (
    "questions about a paper",
    "sections of a paper",
    "sections of a review",
    "abstract",
)  # as much as sections can say,
_OF_TEXT = ("speaks of a paper", "title in another language")  # and what is below them
# Sections that the notes on a paper share with other texts, too, and so tell little.
_COMMON = frozenset(
    ("introduction", "information", "data", "thoughts", "conclusion", "questions", "summary", "points")
)
_OTHER_PAGES = regex(
    r"todo|to[-_ ]?read|changelog|contributing|license|_sidebar|_navbar|about|code[-_ ]of[-_ ]conduct|faq"
    r"|glossary|reading[-_ ]?list|_index|adr[-_ ]?\d+.*",
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
_SUMMED_UP = frozenset(("summary", "abstract", "points"))
_PRAISED = regex(  # in lower case
    r"(?:the |main )?(?:pros|strengths?|strong points|advantages|what i liked?)\b"
    r"|优点|優[点點]|长处|장점|강점|長所|利点|良い点"
    r"|(?:ventajas|fortalezas|points forts|avantages|stärken|vorteile|pontos fortes|vantagens)\b"
)
_FAULTED = regex(
    r"(?:the |main )?(?:cons|weakness(?:es)?|weak points|disadvantages|limitations?|shortcomings"
    r"|what i (?:disliked?|did not like))\b"
    r"|缺[点點]|不足|단점|약점|한계|短所|欠点|悪い点"
    r"|(?:desventajas|debilidades|points faibles|inconvénients|schwächen|nachteile|pontos fracos|desvantagens)\b"
)
_LONGEST_NAME = 40  # code points of a line that stands where a heading would
_ITEM_HEADING = regex(r"(?m)^[ \t]*[-*+] \#{1,6} +([^\r\n]+?)[ \t]*$")
_LONGEST_OUTLINE = 20_000  # code points in which headings inside list items are looked for
_SOURCES = frozenset(("source", "sourceurl", "url", "link"))
_TYPE_KEYS = frozenset(("type", "kind", "category", "notetype", "class", "layout"))
_KINDS = ("type", "notetype", "sourcetype", "kind")
_ZOTERO_KEYS = frozenset(("parent", "itemkey", "libraryid"))
_OTHER_KINDS = regex(
    r"concept|topic|moc|map|index|daily|weekly|person|people|project|course|lecture|meeting|tool|software|glossary|term|template|fleeting|permanent|evergreen|book",
    re.IGNORECASE,
)
_DATE_NAME = regex(r"\d{4}[-_. ]?\d\d[-_. ]?\d\d|\d{4}[-_ ]?[wW]\d\d|\d{4}[-_]\d\d|\d{2}[-_.]\d{2}[-_.]\d{4}")
# What reads as the title of a paper: a name and what it is, or four words and more.
_TITLE = regex(r"\S[:：] ?\S|\S [-–—] \S|(?:\S+\s+){3}\S|(?:[^\W\x00-\u10ff]| ){8}")
# What such a title begins with: a name with a capital or digit inside, before what it is a name of.
_NAMED = regex(r"(?:\S+ )?[^\W_]\w*[A-Z\d-]\w*(?: ?[:：]|[ ][-–—]) ?(?:\S+\s+){2}\S")
# A title in English: four words and more, one of them such as join the parts of titles, or a colon.
_ENGLISH = regex(
    r"(?=.*(?:[:：?]|\b(?:for|of|with|in|via|to|from|by|on|and|is|are|towards?|using|through|without|as|beyond)\b))"
    r"(?:[A-Za-z][\w'’&:,-]*[ /]+){3}[A-Za-z]"
)
_WORD = regex(r"[^\W\d_][\w'’-]*")
_LEAST_WORDS = 3
_LONG_WORD = 4  # letters of a word that is no small one, but these are
_LONG_SMALL = frozenset(("with", "from", "into", "over", "under", "through", "using", "without", "between", "beyond"))
_FIRST_SECTIONS = 2  # where a summary is of what was read, and not of the text itself
_FOLDER = regex(
    r"(?:^|[/ _-])(?:papers?|literature|articles|publications?|references"
    r"|source[-_ ]?notes?|论文|論文|文献|文獻|논문|ronbun|lunwen)",
    re.IGNORECASE,
)
_NOTES = regex(
    r"(?:^|[/ _-])(?:(?:paper|literature|article|reading|ronbun)s?[-_ ]?"
    r"(?:notes?|reading|reviews?|summar(?:y|ies)|survey|memos?)|lit[-_ ]?notes?|papers[-_ ]i[-_ ]read"
    r"|(?:论文|論文|文献|文獻)(?:阅读|閱讀|精读|精讀)?(?:笔记|筆記|阅读|精读|解读|メモ|まとめ|要約|紹介)"
    r"|논문[-_ ]?(?:리뷰|정리|요약|읽기))",
    re.IGNORECASE,
)
_TAG = regex(
    r"(?:.*[/_-])?(?:papers?|paper[-_ ]?(?:notes?|reading|reviews?|summary)|literature[-_ ]?notes?|literature"
    r"|论文(?:笔记|阅读|精读|解读)?|論文(?:筆記|メモ|紹介|読み|まとめ)?|文献|논문(?:리뷰|정리)?)",
    re.IGNORECASE,
)
_TOPIC = regex(
    r"\b(?:rfc-?\d+|awesome|roadmap|index|contents|cheat ?sheet|course|lectures?|lec\.? ?\d|tutorial|chapter \d"
    r"|week(?:ly)? ?\d|reading list|bookmarks"
    r"|todo|to ?read|changelog|list of|how to|daily|meeting|seminar|survey list|resources|diary|journal club"
    r"|adr[- ]?\d+|pr[áa]ctica \d|assignment \d|homework|(?:final|course|term) project|proyecto (?:final|integrador)"
    r"|projeto final"
    r"|cap(?:[íi]tulo|\.) ?\d|kapitel \d|chapitre \d"
    r"|standards?|guidelines?|specification|conventions?|retrospective|recap|trip report|reactions"
    r"|m[ée]thodologie de|metodología de|cómo [a-z]+r|wie man)\b"
    r"|[\d一二两三四五六七八九十]+ ?篇(?:论文|論文|文献)|\b(?:\d+|two|three|four|five|several) papers\b"
    r"|(?:\d+|[두세네]) ?(?:편|문헌|개 논문)|\d+本の論文|待读|待讀|未读|阅读列表|读书会|読みたい|積読|읽을|如何"
    r"|规范|規範|标准|指南|课程|課程|第.{1,3}[章讲课周]|周报|日报|勉強会|강의"
    r"|(?:目录|目錄|清单|清單|汇总|彙總|合集|教程|速查|一覧|リスト|목록|공부|스터디)$",
    re.IGNORECASE,
)
_PAPER = regex(
    r"(?:arxiv\.org/(?:abs|pdf)/|doi\.org/10\.|openreview\.net/(?:forum|pdf)\?id=|aclanthology\.org/|openaccess\.thecvf\.com/"
    r"|papers\.n(?:eur)?ips\.cc/|proceedings\.mlr\.press/|dl\.acm\.org/doi/|ieeexplore\.ieee\.org/)([^\s()<>\[\]\"']{4,80})"
)
_PAPER_ENDINGS = (".org/", ".net/", ".com/", ".cc/", ".press/")  # of the hosts above: in each address is one of them
# Sections of the template of questions that many readers of papers share, in the languages in which it is known, and
# any other question about a paper, its authors or what was there before; in lower case.
_QUESTION = regex(
    r"先行研究と比|技術や手法の|有効だと検証|次に読む|どんなもの|議論は|どうやって|선행연구|다음에 ?읽"
    r"|어떻게 ?(?:유효|검증)|how (?:does it compare|was it (?:verified|validated|evaluated))|what is the key"
    r"|paper next|read next|are there any discussions|prior work\?"
    r"|^\W*(?:\w{1,2}\W+)?(?:what|how|why|which|where|who|does?|did|is|are|was|were)\b.*"
    r"(?:\b(?:papers?|authors?)\b|state of the art|previous (?:work|approach)|insights?\b"
    r"|(?:is|was|are|were) (?:it|the \w+) (?:evaluated|validated|verified))"
    r"|(?:论文|論文|文章|作者).{0,12}(?:什么|什麼|哪些|如何|怎么|怎樣|是否|为何)|論文.{0,12}(?:何|どの|なぜ|どこ)"
    r"|논문.{0,12}(?:무엇|어떻게|어떤|왜)"
    r"|^\W*(?:qué|cómo|por qué|quel(?:le)?s?|comment|pourquoi|was|welche[sr]?|wie|warum|qual|como)\b.*"
    r"\b(?:art[ií]culo|artigo|article|autore?s|auteurs|autoren|paper)\b"
)
# What a template keeps free; Logseq's macros are none.
_PLACEHOLDER = regex(
    r"\{\{(?!(?:embed|query|renderer|namespace|video|youtube|tweet|cloze|cards|zotero-[\w-]+) )[^{}\n]*\}\}"
    r"|\{%[^%\n]*%\}|<%[^%\n]*%>|Y(?<!\wY)YYY\b"
)
# In lower case. Each form begins with a letter, and what may not stand before it comes behind that letter: so `re`
# looks only where such letters stand, which takes a sixth of the time.
_SPEAKS = regex(
    r"t(?<!\wt)h(?:is|e) (?:paper|article|work|study|authors?)\b"
    r"|a(?<!\wa)uthors (?:propose|present|introduce|show|argue|describe)s?\b"
    r"|p(?<!\wp)aper (?:propose|present|introduce|show|argue|describe)s?\b"
    r"|w(?<!\ww)e (?:propose|present|introduce)\b|本论文|该论文|這篇(?:論文|paper)|这篇(?:论文|paper)|該論文"
    r"|论文(?:提出|的(?:贡献|作者|核心|主要))"
    r"|論文(?:提出|的(?:貢獻|作者|核心|主要))|作者(?:提出|认为|認為|们|們|发现|通过)"
    r"|本論文|この論文|という論文|著者(?:は|ら)|本研究では|이 논문|해당 논문|본 논문|논문에서|저자(?:들|는|가|의)"
    r"|este artículo|dieser? (?:artikel|arbeit)|cet article|статье"
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
_CJK = regex(r"[^\W\x00-\u10ff]{4}")
_LEAST_CJK = 12  # runs of such letters that make a text one of that language
_MOST_SPOKEN = 6000  # code points of a file in which such words are looked for
_LEAST_PAPERS = 5  # links to so many papers make a list,
_LINES_A_PAPER = 6  # where there are no more lines for each


def no_siblings() -> None:
    """Of a text that lies in no folder, or whose folder does not count."""


def weigh(candidate: Candidate, siblings: Siblings = no_siblings) -> Verdict:
    """All that speaks for a file being a note on one paper, and against it; where it is open, `siblings` are asked."""
    verdict = _verdict(sign for find in (*_FIRST, *_LAST) for sign in find(candidate))
    detail = siblings() if verdict.is_open and _has_text(candidate) else None
    return _verdict((*verdict.signs, Sign("siblings", detail))) if detail else verdict


def is_note(candidate: Candidate, siblings: Siblings = no_siblings) -> bool:
    """Whether a file is a note on one paper: what takes longest to find is looked for only where it may decide."""
    verdict = _verdict(sign for find in _FIRST for sign in find(candidate))
    for find, most in _LAST.items():
        if verdict.is_note or verdict.points + most < ENOUGH:
            return verdict.is_note
        verdict = _verdict((*verdict.signs, *find(candidate)))
    return verdict.is_note or (verdict.is_open and _has_text(candidate) and siblings() is not None)


def _has_text(candidate: Candidate) -> bool:
    """Whether a file says anything: among notes, an empty one is not yet a note."""
    return candidate.source.text[candidate.intro_start :].strip() != ""


def _verdict(signs: Iterable[Sign]) -> Verdict:
    found: dict[str, Sign] = {}
    for sign in signs:
        found.setdefault(sign.name, sign)
    return Verdict(tuple(found[name] for name in WEIGHTS if name in found))


def in_facts(candidate: Candidate) -> Iterator[Sign]:
    """The facts that only a paper has; those in the front matter of a post are the post's."""
    if candidate.literature and candidate.front_matter:
        yield Sign("bibliographic front matter", "authors, year, venue or identifiers", candidate.front_matter.span)
    for fact in candidate.telling:
        if fact.origin is Origin.PROSE and fact.name == "title":
            yield Sign("full title", str(fact.value), fact.span)
        elif (form := _FORMS.get(fact.origin)) and (form != "byline" or fact.name == "authors"):
            yield Sign(form, f"{fact.name}: {', '.join(map(str, _items(fact.value)))}", fact.span)
        elif fact.name not in _FACTS or (fact.origin is Origin.TAG and fact.name != "venue"):
            continue
        elif fact.name == "url" and fact.origin is Origin.LABEL and _is_paper(fact):
            yield from (Sign(name, str(fact.value), fact.span) for name in ("link called paper", "link to the paper"))
        elif fact.name != "url" and (fact.origin is not Origin.LINK or fact.name == "code"):
            yield Sign(_FACTS[fact.name], ", ".join(map(str, _items(fact.value))), fact.span)


def _is_paper(fact: Fact) -> bool:
    """Whether an address leads to a paper, or its label says so: `论文地址：...`."""
    return classify(str(fact.value), fact.label).kind in PAPER_KINDS


def in_links(candidate: Candidate) -> Iterator[Sign]:
    """A link of the note's own that leads to a paper: in the title, called so, or somewhere else in the head."""
    of_title = [*links_of_title(candidate)]
    for claim in candidate.sources.by_origin.get(Origin.LINK, ()):
        is_paper = claim.name in PAPER_KINDS and not is_note_address(str(claim.value))
        if not is_paper or not candidate.sources.is_own(claim.span):
            continue
        if claim in of_title:
            yield Sign("title that links to the paper", str(claim.value), claim.span)
        elif leads_a_line(candidate, claim):
            yield Sign("link called paper", str(claim.value), claim.span)
        yield Sign("link to the paper", str(claim.value), claim.span)


def _in_names(candidate: Candidate) -> Iterator[Sign]:
    """What the title, the tags and the folder say of the kind of text."""
    titles = (claim for claim in candidate.claims if claim.name == "title" and claim.origin in _TITLES)
    entries = candidate.front_matter.entries if candidate.front_matter else ()
    first = next((piece.raw for piece in candidate.pieces[:1] if piece.kind == "text"), "")
    written = [
        candidate.heading_text or first,
        *(shown(str(entry.value)) for entry in entries if entry.key == "title"),
    ]
    if kind := next((text for text in (*written, file_stem(candidate.source.path)) if says_kind(text)), None):
        yield Sign("kind of note", kind)
    keys = {fold_name(entry.key): entry for entry in entries}
    kinds = (keys[key] for key in _KINDS if key in keys and _TAG.fullmatch(str(keys[key].value)))
    if (entry := next(kinds, None)) and not _other_source(candidate):
        yield Sign("kind of note", str(entry.value), entry.value_span)
    elif keys.keys() >= _ZOTERO_KEYS and keys["parent"].value:
        yield Sign("kind of note", "front matter of a note in Zotero", keys["itemkey"].key_span)
    tags = [str(tag) for claim in candidate.claims if claim.name in _TAG_KEYS for tag in _items(claim.value)]
    if tag := next((tag for tag in tags if _TAG.fullmatch(tag.strip("# "))), None):
        yield Sign("tag", tag)
    folders = dirname(candidate.source.path)
    if (folder := _NOTES.search(folders)) and len(_WORD.findall(candidate.title or "")) >= _LEAST_WORDS:
        yield Sign("folder of notes", folder[0].strip("/ _-"))
    elif folder := _FOLDER.search(folders):
        yield Sign("folder", folder[0].strip("/ _-"))
    if title := next((claim for claim in titles if _TITLE.search(str(claim.value))), None):
        place = title.span if title.origin is not Origin.FILE_NAME else None
        yield Sign("title", str(title.value), place)
        if _NAMED.match(str(title.value)) or _is_capitalized(str(title.value)):
            yield Sign("title with a name", str(title.value), place)


def _is_capitalized(title: str) -> bool:
    """Whether a title in English is written as titles of papers are: a capital in every long word."""
    words = [word for word in title.split() if len(word) >= _LONG_WORD and word not in _LONG_SMALL]
    return _ENGLISH.match(title) is not None and len(words) > _LEAST_WORDS and all(word[0].isupper() for word in words)


_TITLES = frozenset((Origin.HEADING, Origin.POST, Origin.FRONT_MATTER, Origin.FILE_NAME, Origin.LABEL))
_TAG_KEYS = frozenset(("tags", "tag", "keywords", "categories", "category", "type", "kind", "class", "notetype"))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _in_text(candidate: Candidate) -> Iterator[Sign]:
    """The words in which one writes of a paper."""
    start = candidate.intro_start
    text = candidate.source.text[start : start + _MOST_SPOKEN]
    lower = text.replace("İ", "I").lower()  # of all letters only İ would become two
    found = [text[slice(*each.span())] for each in _SPEAKS.finditer(lower)]
    if found:
        yield Sign("speaks of a paper" if len(found) > 1 else "mentions a paper", ", ".join(dict.fromkeys(found)))
    title = candidate.title or ""
    if not text.isascii() and _ENGLISH.match(title) and len(_CJK.findall(text)) >= _LEAST_CJK:
        yield Sign("title in another language", title)


def _in_sections(candidate: Candidate) -> Iterator[Sign]:
    """The sections that notes on papers have, by their headings or by lines in bold."""
    names = [*(section.name for section in candidate.all_sections), *_lines_as_headings(candidate)]
    roles = {role: name for name in names if (role := role_of(name))}
    telling = [role for role in roles if role not in _COMMON]
    questions = [name for name in names if _QUESTION.search(name.lower())]
    if len(questions) > 1:
        yield Sign("questions about a paper", ", ".join(questions))
    if _weighs([unnumbered(name).lower() for name in names], candidate.title or ""):
        yield Sign("sections of a review", ", ".join(names))
    if "abstract" in roles:
        yield Sign("abstract", roles["abstract"])
    if len(telling) > 1:
        yield Sign("sections of a paper", ", ".join(roles.values()))
    elif (telling and len(roles) > 1) or "summary" in map(role_of, names[:_FIRST_SECTIONS]):
        yield Sign("some sections of a paper", ", ".join(roles.values()))


def _weighs(names: Sequence[str], title: str) -> bool:
    """Whether sections say what is good and what is bad of something that is summed up, under a title of a paper."""
    has_both = any(map(_PRAISED.match, names)) and any(map(_FAULTED.match, names))
    is_title = _ENGLISH.match(title) or _NAMED.match(title) or not title.isascii()
    return has_both and bool(is_title) and not _SUMMED_UP.isdisjoint(map(role_of, names))


def says_software(text: str) -> list[str]:
    """The names of sections that pages on software have, if there are two or more; or that it says it is code."""
    used = {found[1].casefold() for found in _SOFTWARE.finditer(text)}
    if len(used) < _LEAST_SOFTWARE:
        return [found[0] for found in islice(_IS_CODE.finditer(text[:_MOST_SPOKEN]), 1)]
    return sorted(used)


def is_free(value: str) -> bool:
    """Whether a value only says what belongs in its place: `[Author]`, `...`."""
    return _FREE.fullmatch(value) is not None


def free_places(candidate: Candidate) -> list[str]:
    """The labels whose value only says what belongs there: `Authors: [Author, Author]`."""
    free = [line.value for line in candidate.labels if is_free(line.value)]
    return free if len(free) > 1 else []


def _against(candidate: Candidate) -> Iterator[Sign]:
    """What other files have: their kinds, links to many papers, topics, places that a template keeps free."""
    yield from _other_kinds(candidate)
    text = candidate.source.text
    if used := says_software(text):
        yield Sign("software", ", ".join(used))
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
    if source := _other_source(candidate):
        yield Sign("another source", source)
    if _is_post(candidate):
        yield Sign("post", "front matter of a post")
        links = [claim for claim in candidate.sources.by_origin.get(Origin.LINK, ()) if claim.name in PAPER_KINDS]
        if len({str(claim.value) for claim in links if candidate.sources.is_own(claim.span)}) > 1:
            yield Sign("several papers", "links to several papers", links[0].span)


def _other_source(candidate: Candidate) -> str | None:
    """The address in front matter of what was read, where that is no paper."""
    sources = (claim for claim in candidate.claims if claim.name in _SOURCES and claim.origin is Origin.FRONT_MATTER)
    addresses = [str(claim.value) for claim in sources if str(claim.value).startswith(("http://", "https://"))]
    if candidate.literature or any(classify(url).kind in PAPER_KINDS for url in addresses):
        return None
    return next(iter(addresses), None)


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


def _lines_as_headings(candidate: Candidate) -> tuple[str, ...]:
    """The short lines of the head that are bold as a whole or end with a colon, as headings do without marks.

    And those that are headings inside list items, as outliners have them.
    """
    lines = [piece for piece in candidate.pieces if piece.kind == "text"]
    bold = (piece for piece in lines if piece.raw.startswith(("**", "__")))
    ended = (piece.raw for piece in lines if piece.raw.endswith((":", "：")) and len(piece.raw) <= _LONGEST_NAME)
    inside = _ITEM_HEADING.findall(
        candidate.source.text, candidate.intro_start, candidate.intro_start + _LONGEST_OUTLINE
    )
    return (*(each.plain.text for each in bold if each.is_bold), *ended, *inside)


def _is_post(candidate: Candidate) -> bool:
    """Whether the front matter is that of a post, with a date and tags, and says nothing of a paper."""
    keys = {fold_name(entry.key) for entry in candidate.front_matter.entries} if candidate.front_matter else set()
    return not candidate.literature and "date" in keys and not keys.isdisjoint(_POST_KEYS)


# What only speaks for a note comes last, each with the most that it and all behind it can add.
_FIRST = (in_facts, in_links, _in_names, _against)
_LAST: Mapping[Callable[[Candidate], Iterator[Sign]], int] = {
    _in_sections: sum(WEIGHTS[name] for name in (*_OF_SECTIONS, *_OF_TEXT, "siblings")),
    _in_text: sum(WEIGHTS[name] for name in (*_OF_TEXT, "siblings")),
}
