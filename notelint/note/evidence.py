"""Whether a file, or what a list holds, is about one paper: what speaks for it, each sign with its weight."""

from __future__ import annotations

import re
from posixpath import dirname

from notelint.bibliography.links import classify
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.note.claims import shown
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.names import claimed, fold_name
from notelint.note.other_pages import MOST_SPOKEN, against, is_free, other_source
from notelint.note.own_links import is_note_address, leads_a_line, links_of_title
from notelint.note.roles import role_of
from notelint.note.titles import says_kind
from notelint.note.weights import ENOUGH, LISTED_WEIGHTS, WEIGHTS, Sign, Verdict
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from notelint.note.candidate import Candidate
    from notelint.note.claims import Claim
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
    "review of a paper",
    "abstract",
)  # as much as sections can say,
_OF_TEXT = ("speaks of a paper", "title in another language")  # and what is below them
# Sections that the notes on a paper share with other texts, too, and so tell little.
_COMMON = frozenset(
    ("introduction", "information", "data", "thoughts", "conclusion", "questions", "summary", "points")
)
_JUDGED = frozenset(("thoughts", "limitations"))  # pros, cons
_SUMMED_UP = frozenset(("summary", "abstract", "points"))
_LONGEST_NAME = 40  # code points of a line that stands where a heading would
_ITEM_HEADING = regex(r"(?m)^[ \t]*[-*+] \#{1,6} +([^\r\n]+?)[ \t]*$")
_LONGEST_OUTLINE = 20_000  # code points in which headings inside list items are looked for
_DATES = frozenset(("date", "fecha", "datum", "data", "日期", "时间", "時間", "time", "날짜", "日付"))
_KINDS = ("type", "notetype", "sourcetype", "kind")
_ITEM_TYPES = frozenset(("journalarticle", "conferencepaper", "preprint", "booksection", "thesis", "report"))
_ZOTERO_KEYS = frozenset(("parent", "itemkey", "libraryid"))
# What reads as the title of a paper: a name and what it is, or four words and more.
_TITLE = regex(r"\S[:：] ?\S|\S [-–—] \S|(?<!\S)(?:\S+\s+){3}\S|(?:[^\W\x00-\u10ff]| ){8}")
# What such a title begins with: a name with a capital or digit inside, before what it is a name of.
_NAMED = regex(r"(?:\S+ )?[^\W_](?:(?=\w*[A-Z\d])\w*+|\w*+-\w*+)(?: ?[:：]|[ ][-–—]) ?(?:\S+\s+){2}\S")
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
_PRESENTS = regex(r"this (?:paper|article) (?:introduce|present|propose|describe|investigate|studie|show)s\b")
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
_CJK = regex(r"[^\W\x00-\u10ff]{4}")
_LEAST_CJK = 12  # runs of such letters that make a text one of that language


_LISTED_LABELS = frozenset(
    ("authors", "venue", "year", "date", "doi", "arxiv", "url", "code", "organizations", "abstract")
)
# What the head of a note on one paper says of it.
_OWN = frozenset(
    (
        *("BibTeX entry", "citation line", "citation key", "identifier", "authors", "byline"),
        *("title that links to the paper", "link called paper"),
    )
)
LETTER = regex(r"[^\W\d_]")


# What a page says of itself that lists papers; of one paper it says so in the singular.
_PAGE = regex(
    r"\b(?:papers|publications|articles|literature|preprints|reading (?:list|log|notes)|paper (?:list|log|notes)"
    r"|bibliograph(?:y|ie)|art[ií]culos|artigos|lecturas)\b|статьи"
    r"|(?:论文|論文|文献|文獻)(?:列表|清单|清單|汇总|彙總|合集|阅读|閱讀|笔记|筆記|集|(?:[をの])?(?:リスト|一覧|まとめ|メモ|読))"
    r"|読んだ論文|読む論文|读论文|讀論文|논문 ?(?:목록|리스트|모음|정리|리뷰|읽기)|읽은 ?논문",
    re.IGNORECASE,
)
# A title in English as papers have it: four words and more, the long ones with capitals.
_TITLED = regex(r"(?=(?:\S++\s++){3})(?:(?:[A-Z0-9][^\s.!:?]*+|[a-z]{1,4}|using|towards?)[:?]?(?:\s++|$))++")


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
        elif fact.name not in _FACTS or (fact.origin is Origin.TAG and fact.name != "venue") or _is_dated(fact):
            continue
        elif fact.name == "url" and fact.origin is Origin.LABEL and _is_paper(fact):
            yield from (Sign(name, str(fact.value), fact.span) for name in ("link called paper", "link to the paper"))
        elif fact.name != "url" and (fact.origin is not Origin.LINK or fact.name == "code"):
            yield Sign(_FACTS[fact.name], ", ".join(map(str, _items(fact.value))), fact.span)


def _is_dated(fact: Fact) -> bool:
    """Whether a year is that of a date, which may be when the text was written."""
    return fact.name == "year" and fact.origin is Origin.LABEL and fold_name(fact.label or "") in _DATES


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


def _is_item_type(claim: Claim) -> bool:
    """Whether a key says that a paper is described, in the words of Zotero: `item-type:: [[journalArticle]]`."""
    return claim.name == "itemtype" and fold_name(str(claim.value)) in _ITEM_TYPES


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
    if (entry := next(kinds, None)) and not other_source(candidate):
        yield Sign("kind of note", str(entry.value), entry.value_span)
    elif keys.keys() >= _ZOTERO_KEYS and keys["parent"].value:
        yield Sign("kind of note", "front matter of a note in Zotero", keys["itemkey"].key_span)
    elif item := next((claim for claim in candidate.claims if _is_item_type(claim)), None):
        yield Sign("kind of note", str(item.value), item.span)
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
    long = (word for word in title.split() if len(word) >= _LONG_WORD and word not in _LONG_SMALL)
    are_upper = [word.strip("()[]")[:1].isupper() for word in long]
    return _ENGLISH.match(title) is not None and len(are_upper) > _LEAST_WORDS and all(are_upper)


_TITLES = frozenset((Origin.HEADING, Origin.POST, Origin.FRONT_MATTER, Origin.FILE_NAME, Origin.LABEL))
_TAG_KEYS = frozenset(("tags", "tag", "keywords", "categories", "category", "type", "kind", "class", "notetype"))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _in_text(candidate: Candidate) -> Iterator[Sign]:
    """The words in which one writes of a paper."""
    start = candidate.intro_start
    text = candidate.source.text[start : start + MOST_SPOKEN]
    lower = text.replace("İ", "I").lower()  # of all letters only İ would become two
    found = [text[slice(*each.span())] for each in _SPEAKS.finditer(lower)]
    if found:
        is_told = len(found) > 1 or _PRESENTS.search(lower)
        yield Sign("speaks of a paper" if is_told else "mentions a paper", ", ".join(dict.fromkeys(found)))
    posts = (str(claim.value) for claim in candidate.post_claims if claim.origin is Origin.POST)
    title = next(filter(_NAMED.match, posts), None) or candidate.title or ""
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
    if "abstract" in roles:
        yield Sign("abstract", roles["abstract"])
    if roles.keys() >= _JUDGED and not _SUMMED_UP.isdisjoint(roles):
        yield Sign("review of a paper", ", ".join(roles.values()))
    if len(telling) > 1:
        yield Sign("sections of a paper", ", ".join(roles.values()))
    elif (telling and len(roles) > 1) or "summary" in map(role_of, names[:_FIRST_SECTIONS]):
        yield Sign("some sections of a paper", ", ".join(roles.values()))


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


def says_papers(names: Iterable[str]) -> bool:
    """Whether one of the names of a page or section says that it holds papers."""
    return any(_PAGE.search(name.replace("_", " ").replace("-", " ")) for name in names)


def is_like_title(text: str) -> bool:
    """Whether a heading reads as the title of a paper."""
    return _TITLED.fullmatch(text) is not None


def weigh_listed(candidate: Candidate, *marks: str) -> int:
    """How much speaks for what is listed being one paper; `marks` are the names of further signs that were found.

    It is nothing where a label of the layout only says what belongs in its place.
    """
    known = candidate.layout.label_names
    if any(is_free(line.value) and claimed(line.name, known) in known for line in candidate.labels):
        return 0
    names = {*marks, *_listed_signs(candidate)}
    return sum(weight for name, weight in LISTED_WEIGHTS.items() if name in names)


def _listed_signs(candidate: Candidate) -> Iterator[str]:
    found = {sign.name: sign.detail for sign in (*in_facts(candidate), *in_links(candidate))}
    if "venue" in found and not known_venue(split_venue_year(found["venue"])[0]):
        del found["venue"]
    if candidate.heading and found.keys().isdisjoint(("title that links to the paper", "link called paper")):
        found.pop("link to the paper", None)  # what stands below a heading may lead to any paper
    yield from found
    known = {name for field in candidate.layout.fields if field.name in _LISTED_LABELS for name in field.names}
    claims = candidate.sources.by_origin.get(Origin.LABEL, ())
    labels = sum(claim.name in known and bool(claim.value) for claim in claims)
    yield from ("label", "several labels")[:labels]
    if candidate.line and any(claim.name == "code" for claim in links_of_title(candidate)):
        yield "title that links to code"
    if candidate.sections or candidate.says_more:
        yield "words on it"


def speaks_of_itself(head: Candidate, end: int) -> bool:
    """Whether the head of a file gives facts of one paper before an offset, so that those listed below are others."""
    signs = (sign for sign in (*in_facts(head), *in_links(head)) if sign.name in _OWN)
    return any(sign.span is not None and sign.span.start < end for sign in signs)


# What only speaks for a note comes last, each with the most that it and all behind it can add.
_FIRST = (in_facts, in_links, _in_names, against)
_LAST: Mapping[Callable[[Candidate], Iterator[Sign]], int] = {
    _in_sections: sum(WEIGHTS[name] for name in (*_OF_SECTIONS, *_OF_TEXT, "siblings")),
    _in_text: sum(WEIGHTS[name] for name in (*_OF_TEXT, "siblings")),
}
