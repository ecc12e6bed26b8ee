"""What the pieces of a head claim about the paper: each claim with its place, before any of them is chosen.

A keyed claim has the name of a label or key as its author wrote it; any other claim names the property itself, because
the form of the piece says what it is: a title line, a byline, a citation, a BibTeX entry, the file's name.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from posixpath import basename, dirname

from notelint.bibliography.author_lists import read_authors
from notelint.bibliography.bylines import Byline, certain_authors, parse_byline, read_employers
from notelint.bibliography.citations import parse_citation
from notelint.bibliography.identifiers import arxiv_id
from notelint.bibliography.links import classify, label_kind
from notelint.bibliography.names import has_cjk
from notelint.bibliography.urls import unquote
from notelint.dataclass import dataclass, replace
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import Emphasis, Link
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.plain import Plain, collapse, link_label, plain
from notelint.note.titles import is_only_kind, read_file_name, read_title, says_kind
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.bibliography.citations import Citation
    from notelint.note.head import Piece
    from notelint.note.labels import LabelLine
    from notelint.note.model import Value
    from notelint.source import Source

_MAY_CITE = regex(r"[^\r\n]{4}[^\r\n]*(?:1[89]|20)\d\d")
_CITING = regex(
    r"[\W_]*(?:references?|citation|cite(?: as)?|cited as|source|paper|bibliography|full reference|引用"
    r"|参考文献|出典|文献|文獻|論文|论文|来源|참고문헌|논문|출처|인용|referencia|quelle|référence)"
    r"[ \t]*(?:\*\*)?[:：][ \t]*",
    re.IGNORECASE,
)
_PROCEEDINGS = regex(r"(?:[A-Z][\w&-]{1,11} ?['’]\d\d: )?(?:In:? )?Proc(?:eedings|\.) of ")
_YEAR_BEHIND = regex(r"[\W_]{1,6}((?:19|20)\d\d)\b")  # a title
_HAS_ADDRESS = regex(r"(?:https?://|www\.)")
_ZOTERO_KEY = regex(r"zotero://select/(?:library/)?items/@([A-Za-z][\w:.-]*)")
_TITLE_BLOCK = regex(r"%[ \t]+(\S[^\r\n]*(?:(?:\r\n|\n|\r)[ \t]+\S[^\r\n]*)*)(?:\r\n|\n|\r|\Z)")
_TAG_LINE = regex(r"(?:#(?!\d+\b)[^\s#,，]+[ \t,，]*)+")
_BIBTEX = regex(r"(?m)^[ \t>]*@[A-Za-z]{3,20}[ \t]*\{")
_CALLED_PAPER = regex(
    r"(?<!!)\[(?P<label>paper|pdf|arxiv|paper link|link to paper|论文|论文链接|原文|論文|논문|논문 링크)\]\((?P<url>https?://[^\s()]+)\)",
    re.IGNORECASE,
)
_HREF = regex(r"""<a\s[^<>]*?href\s*=\s*["'](https?://[^"'\s<>]+)["']""", re.IGNORECASE)
_HTML = regex(r"<[^<>]*>")
_ACRONYM_WORDS = regex(r"[A-Z][\w]*")
_NAME_BEHIND = regex(r"\S\s?[(（]([^\W_][\w-]{1,19})[)）]$")
_NO_PAPERS = frozenset(("software", "manual", "online", "www", "dataset", "patent"))
_WORD_IN = regex(r"[^\W\d_]{2}")
_TITLE_FOLDER = regex(r"[^\W_]+(?:[ _-][^\W_]+){2,}")
_LONGEST_BADGE = 24
_LONGEST_SUBTITLE = 300
_LONGEST_BYLINE = 600  # code points of Markdown
_ONE_NAME = regex(r"((?:[A-ZÀ-Þ][\w'’-]*\.? ){1,3}(?:(?:van|von|de|der|den|di|da|la|le) )*[A-ZÀ-Þ][\w'’-]+)[*†∗]?")
# What parts the fields of a byline, and the names of a list.
_BAR = regex(r"\s*[|｜]\s*|\s+[·•]\s+")
_LISTED = regex(r"[,;，；、&]|\band\b")
_WHO = frozenset(("authors", "organizations"))
_OTHER_LINKS = frozenset(("video", "blog", "code", "slides", "dataset"))
_MOST_UNDER = 4  # lines under a title that may be its byline
_MARKUP = regex(r"[*_`<&\\$\[]")
_STOP = regex(r"(?<=[^\W\d_]{4})\.$")  # that ends a title as it ends a sentence


@dataclass(frozen=True)
class Claim:
    """That a property has a value, as one piece of a note says.

    `name` is the property, or of a keyed claim the folded label or key; `label` is that as it is written. `links` are
    the links in the value, `rest` the places of further lines of the same paragraph.
    """

    origin: Origin
    name: str
    value: Value
    span: Span
    label: str | None = None
    label_span: Span | None = None
    links: tuple[Link, ...] = ()
    rest: tuple[Span, ...] = ()


def title_block_claims(source: Source, start: int) -> Iterator[Claim]:
    """What Pandoc's title block says: lines `% title`, `% authors`, `% date` at the top, which may go on indented."""
    for name, label in zip(("title", "authors", "date"), _TITLE_BLOCK.finditer(source.text, start), strict=False):
        if label.start() != start:
            return
        start = label.end()
        text = "; ".join(label[1].splitlines()) if name == "authors" else label[1]
        yield Claim(Origin.LABEL, name, collapse(text), Span(*label.span(1)), "%", Span(label.start(), label.start(1)))


def label_claim(line: LabelLine, name: str) -> Claim:
    """What a label line says; `name` is the folded label."""
    return Claim(Origin.LABEL, name, line.value, line.value_span, line.name, line.name_span, line.links, line.rest)


def labelled_authors_claims(line: LabelLine, name: str) -> Iterator[Claim]:
    """What a label of authors says, and what a bar parts from them: `Authors: Jane Roe | ICLR 2022 | [pdf](...)`.

    What stands between the names and the byline are organizations, where commas part the names.
    """
    parts = _BAR.split(line.value)
    names = [*takewhile(lambda part: not (label_kind(part) or parse_byline(part)), parts)]
    if not names or len(names) == len(parts):
        yield label_claim(line, name)
        return
    names = names[:1] if _LISTED.search(names[0]) else names
    yield replace(label_claim(line, name), value=" | ".join(names))
    for part in parts[len(names) :]:
        if byline := parse_byline(part, names_alone=True):
            text = Plain(part, (0,), (line.value_span,), line.value_span.end)
            yield from _said_by(replace(byline, authors=()), text)


def labelled_title_claims(line: LabelLine) -> Iterator[Claim]:
    """What the title under a label says beside the title: `Title: A Study of Widgets (SOSP '17)`."""
    for said in read_title(line.value)[:-1]:
        yield Claim(Origin.HEADING, said.name, said.value, line.value_span, line.name, line.name_span)


def file_name_claims(source: Source) -> Iterator[Claim]:
    """What the file's name says; of a page bundle (`name/index.md`) the folder's."""
    name = file_stem(dirname(source.path) if is_bundle(source.path) else source.path)
    name = unquote(name.rpartition("___")[2])  # as Logseq writes names of pages
    if name and source.path != "-":
        place = Span(source.start, source.start)
        yield from (Claim(Origin.FILE_NAME, said.name, said.value, place) for said in read_file_name(name))


def is_bundle(path: str) -> bool:
    """Whether a file is the page of its folder, whose name may be a title: `content/my-long-paper/index.md`."""
    name, folder = file_stem(path).casefold(), basename(dirname(path))
    if name in ("paper", "note", "notes") and _WORD_IN.search(folder):
        return True
    return name in ("index", "readme", "notes", "note", "paper", "summary", "overview") and bool(
        _TITLE_FOLDER.search(folder)
    )


def byline_claims(under: Sequence[Piece], *, titled: bool, dated: bool = False) -> Iterator[Claim]:
    """What the lines under a title say of authors, venue and year, from the first line that says each.

    `titled`: they stand right under a title, where names alone are a byline; one name is where the title is `dated`,
    or where it is certainly one and all of its paragraph.
    """
    seen: set[str] = set()
    found = _ONE_NAME.fullmatch(under[0].plain.text.strip()) if dated or titled else None
    if found and (
        dated or (certain_authors(found[1]) and not any(each.block == under[0].block for each in under[1:]))
    ):
        seen.add("authors")
        yield Claim(Origin.BYLINE, "authors", [found[1]], under[0].span)
    failed = 0
    for text in islice(_candidates(under), 2 * _MOST_UNDER):
        byline = parse_byline(text.text, names_alone=titled and not seen.issuperset(_WHO))
        if byline is None and seen.intersection(_WHO) == {"authors"} and (places := read_employers(text.text)):
            byline = Byline(organizations=places)
        if byline is None:
            failed += 1
            if failed > _MOST_UNDER or len(text.text) > _LONGEST_SUBTITLE:
                return
            continue
        for claim in _said_by(byline, text):
            if claim.name not in seen:
                seen.add(claim.name)
                yield claim


def _candidates(under: Sequence[Piece]) -> Iterator[Plain]:
    """The texts that may be a byline: each line; and before the first one all lines of its paragraph together."""
    block = [piece for piece in under if piece.block == under[0].block and not piece.is_item]
    block = [*takewhile(lambda piece: not piece.has_only_links(), block)]
    if 1 < len(block) <= _MOST_UNDER and sum(len(piece.raw) for piece in block) <= _LONGEST_BYLINE:
        yield plain(under[0].leaf(block[0].span.start, block[-1].span.end).inlines, block[-1].span.end)
    yield from (piece.without_labels for piece in under if len(piece.raw) <= _LONGEST_BYLINE)


def _said_by(byline: Byline, text: Plain) -> Iterator[Claim]:
    for name, places in (("authors", byline.authors), ("organizations", byline.organizations)):
        if places:
            names: list[Value] = [text.text[start:end] for start, end in places]
            yield Claim(Origin.BYLINE, name, names, text.span(places[0][0], places[-1][1]))
    if byline.venue:
        yield Claim(Origin.BYLINE, "venue", text.text[slice(*byline.venue)], text.span(*byline.venue))
    if byline.year_place:
        yield Claim(Origin.BYLINE, "year", byline.year, text.span(*byline.year_place))
    if identifier := arxiv_id(text.text):
        yield Claim(Origin.BYLINE, "arxiv", identifier, text.span(0, len(text.text)))


def subtitle_claims(under: Sequence[Piece], title: str) -> Iterator[Claim]:
    """The full title in a line of its own below the short name that is the heading: `[A Study of Widgets]`."""
    if not is_name(title):
        return
    for piece in under[:2]:
        text = piece.plain.text
        inner = text.strip('[]【】《》“”" ') if _is_set_apart(piece) or is_acronym(fold_name(title), text) else ""
        if is_full_title(inner):
            start = text.index(inner)
            yield Claim(Origin.SUBTITLE, "title", collapse(inner), piece.plain.span(start, start + len(inner)))
            yield Claim(Origin.SUBTITLE, "short_name", title, Span(piece.span.start, piece.span.start))
            return


def first_line_claims(line: Piece, name: str) -> Iterator[Claim]:
    """The title in a first line, where no heading gives one.

    That line begins with the name of the file, or is bold and says what kind of note it heads.
    """
    text = line.plain.text
    said = read_title(text)
    title = collapse(str(said[-1].value))
    begins = fold_name(title).startswith(fold_name(name)) and len(name) > 2
    is_kind = says_kind(text) and (line.is_bold or begins)
    if (is_kind or (begins and is_full_title(title))) and not line.is_item and title[-1] not in ".。!！":
        for each in said:
            yield Claim(Origin.SUBTITLE, each.name, each.value, line.plain.span(each.start, each.end))


def _is_set_apart(piece: Piece) -> bool:
    """Whether a line stands whole in brackets, quotes, bold or italics, or is one link."""
    text = piece.plain.text.strip()
    first = piece.inlines[0] if len(piece.inlines) == 1 else None
    is_one = isinstance(first, Emphasis) or (
        isinstance(first, Link) and classify(first.destination, link_label(first)).kind not in _OTHER_LINKS
    )
    in_quotes = text[:1] + text[-1:] in ("[]", "《》", "“”", '""', "【】")
    return is_one or in_quotes or piece.is_bold


def is_name(title: str) -> bool:
    """Whether what heads a note is rather the short name of a paper than its title."""
    return len(title.split()) <= 2 and len(title) <= _LONGEST_BADGE


def is_acronym(name: str, title: str) -> bool:
    """Whether a name, folded, is that of three first letters or more of a title, or stands in a bracket behind it."""
    words = _ACRONYM_WORDS.findall(title)
    if found := _NAME_BEHIND.search(title):
        return fold_name(found[1]) == name
    return len(name) > 2 and len(words) >= len(name) and "".join(word[0] for word in words).casefold().startswith(name)


def is_full_title(text: str) -> bool:
    """Whether a text is long enough for the title of a paper."""
    is_long = len(text.split()) > 2 or len(text.encode()) > _LONGEST_BADGE
    return is_long and len(text) <= _LONGEST_SUBTITLE and not _HAS_ADDRESS.match(text)


def citation_claims(texts: Sequence[Plain], title: str | None) -> Iterator[Claim]:
    """What the citation lines among some texts say; nothing where they cite several papers, none of them `title`."""
    found = [cited for text in texts if (cited := _cited(text))]
    if not found and title:
        yield from next(filter(None, ([*_authors_before(text, title)] for text in texts)), [])
    titles = {cited.said("title") for cited in found}
    if len(titles) > 1:
        wanted = fold_name(title or "")
        found = [cited for cited in found if fold_name(cited.said("title")) == wanted]
    for cited in found[:1]:
        is_same = fold_name(cited.said("title")) == fold_name(title or "")  # a style may have changed its case
        yield from (claim for claim in cited.claims() if not (is_same and claim.name == "title"))


def _authors_before(text: Plain, title: str) -> Iterator[Claim]:
    """The authors in a reference of no known style, whose title is that of the note: what stands before it."""
    end = text.text.casefold().find(title.casefold())
    names = text.text[: max(end, 0)].rstrip(" \t\"“”'‘.,:(*_")
    authors = read_authors(names, 0, len(names)) if names else None
    if authors and len(authors.ranges) > 1 and not (authors.has_organizations or has_cjk(names)):
        said: list[Value] = [names[start:stop] for start, stop in authors.ranges]
        yield Claim(Origin.CITATION, "authors", said, text.span(0, len(names)))
        if year := _YEAR_BEHIND.match(text.text, end + len(title)):
            yield Claim(Origin.CITATION, "year", int(year[1]), text.span(*year.span(1)))


def _cited(text: Plain) -> _Cited | None:
    """The citation that a text is, perhaps behind a word that announces it: `Reference: ...`."""
    line = text.text.replace("\n", " ")
    if not _MAY_CITE.match(line):
        return None
    lead = _CITING.match(line)
    start = lead.end() if lead else 0
    citation = parse_citation(line[start:])
    if citation is None or not citation.title:
        return None
    if _PROCEEDINGS.match(line[start:][slice(*citation.title)]):  # it names authors and volume alone
        citation = replace(citation, title=(0, 0))
    return _Cited(citation, text, start)


@dataclass(frozen=True)
class _Cited:
    """A citation in a text, from an offset on."""

    citation: Citation
    text: Plain
    start: int

    def said(self, name: str) -> str:
        place = getattr(self.citation, name)
        return collapse(self.text.text[self.start + place[0] : self.start + place[1]]) if place else ""

    def span(self, start: int, end: int) -> Span:
        return self.text.span(self.start + start, self.start + end)

    def claims(self) -> Iterator[Claim]:
        citation = self.citation
        if authors := citation.authors:
            names: list[Value] = [self.text.text[self.start + start : self.start + end] for start, end in authors]
            yield Claim(Origin.CITATION, "authors", names, self.span(authors[0][0], authors[-1][1]))
        for name in ("title", "venue", "volume", "issue", "pages", "publisher"):
            if said := self.said(name):
                yield Claim(Origin.CITATION, name, said, self.span(*getattr(citation, name)))
        if citation.year_place:
            yield Claim(Origin.CITATION, "year", citation.year, self.span(*citation.year_place))
        for name in ("doi", "arxiv", "date"):
            if value := getattr(citation, name):
                yield Claim(Origin.CITATION, name, value, self.span(0, len(self.text.text) - self.start))


def bibtex_claims(source: Source, span: Span) -> Iterator[Claim]:
    """What the one BibTeX entry in a range of the source says, in a fence or bare."""
    places = [found.start() for found in islice(_BIBTEX.finditer(source.text, *span), 2)]
    if len(places) == 1:
        from notelint.bibliography.bibtex import bibtex_entries  # noqa: PLC0415 - few notes have one

        for entry in islice(bibtex_entries(source.text, places[0], span.end), 1):
            if entry[0].value in _NO_PAPERS:
                return
            yield from (Claim(Origin.BIBTEX, name, value, place) for name, value, place in entry)


def tag_claims(pieces: Iterable[Piece]) -> Iterator[Claim]:
    """The tags in lines of nothing else: `#nlp #attention`."""
    for piece in pieces:
        if piece.raw.startswith("#") and _TAG_LINE.fullmatch(piece.raw):
            tags: list[Value] = [tag.strip(" \t,，") for tag in piece.raw.split("#") if tag.strip(" \t,，")]
            yield Claim(Origin.TAG, "tags", tags, piece.span)


def label_tags(line: LabelLine) -> Claim:
    """The words under a label of tags, among which a venue or a year may stand."""
    tags: list[Value] = [word.strip("#,，;； ") for word in re.split(r"[\s,，;；]+", line.value)]
    return Claim(Origin.TAG, "", tags, line.value_span, line.name, line.name_span)


def link_claims(links: Iterable[Link]) -> Iterator[Claim]:
    """Where links lead, each named by its kind (`pdf`, `code`)."""
    for link in links:
        label = link_label(link)
        kind = classify(link.destination, label).kind
        if key := _ZOTERO_KEY.match(link.destination):
            yield Claim(Origin.BYLINE, "citekey", key[1], link.destination_span or link.span)
        yield Claim(Origin.LINK, kind, link.destination, link.destination_span or link.span, label, link.span)


def only_paper_claims(source: Source, place: Span) -> Iterator[Claim]:
    """The one link in a whole note that is called `paper` or the like, wherever it stands."""
    found = [*islice(_CALLED_PAPER.finditer(source.text, *place), 2)]
    for link in found if len(found) == 1 else ():
        span = Span(*link.span("url"))
        yield Claim(Origin.LINK, classify(link["url"], link["label"]).kind, link["url"], span, link["label"], span)


def html_link_claims(text: str, start: int) -> Iterator[Claim]:
    """The links of HTML in a text that stands at an offset: `<a href="..."><img ...></a>`."""
    for found in _HREF.finditer(text):
        span = Span(start + found.start(1), start + found.end(1))
        label = collapse(_HTML.sub("", text[found.end() :].partition("</a>")[0].partition(">")[2])) or None
        yield Claim(Origin.LINK, classify(found[1], label).kind, found[1], span, label, span)


def shown(text: str) -> str:
    """A value of front matter as it is shown: without marks, entities as their characters."""
    return plain(paragraph(text, 0, len(text), dict).inlines, len(text)).text if _MARKUP.search(text) else text


def shown_title(text: str) -> str | None:
    """The title in a value of front matter: its Markdown shown, and without what stands around it."""
    title = collapse(str(read_title(shown(text))[-1].value))
    return None if is_only_kind(title) else _STOP.sub("", title) or None
