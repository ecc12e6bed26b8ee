"""What a file looks like that may be a note: the page of a folder, a post, an outline."""

from __future__ import annotations

from posixpath import basename, dirname

from notelint.bibliography.links import label_kind
from notelint.note.claims import is_acronym, is_bundle, is_full_title
from notelint.note.layout import PAPER_KINDS
from notelint.note.names import fold_name
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.note.candidate import Candidate
    from notelint.note.claims import Claim

_PAGES_OF_PAPERS = ("overview", "summary", "main")
_POST_KEYS = frozenset(
    ("categories", "category", "layout", "permalink", "tags", "comments", "draft", "toc", "mathjax")
)
_LONGEST_NAME = 40  # code points of a line that stands where a heading would
_ITEM_HEADING = regex(r"(?m)^[ \t]*[-*+] \#{1,6} +([^\r\n]+?)[ \t]*$")
_LONGEST_OUTLINE = 20_000  # code points in which headings inside list items are looked for


def is_page_of_paper(candidate: Candidate) -> bool:
    """Whether the file is the page of a paper's folder: `my-long-paper/index.md`, `CRF/README.md`."""
    folder = fold_name(basename(dirname(candidate.source.path)))
    if is_bundle(candidate.source.path) or not folder:
        return is_bundle(candidate.source.path)
    title = fold_name(candidate.title or "")
    is_note = file_stem(candidate.source.path).casefold() in _PAGES_OF_PAPERS
    if is_acronym(folder, candidate.heading_text):
        return True
    return title.startswith(folder) and (is_note or is_full_title(title[len(folder) :]))


def lines_as_headings(candidate: Candidate) -> tuple[str, ...]:
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


def is_post(candidate: Candidate) -> bool:
    """Whether the front matter is that of a post, with a date and tags, and says nothing of a paper."""
    keys = {fold_name(entry.key) for entry in candidate.front_matter.entries} if candidate.front_matter else set()
    return not candidate.literature and "date" in keys and not keys.isdisjoint(_POST_KEYS)


def leads_a_line(candidate: Candidate, link: Claim) -> bool:
    """Whether a link that is called `paper` or so begins its line, or any link is all that its line says."""
    for piece in candidate.pieces:
        if piece.span.start <= link.span.start < piece.span.end:
            called = label_kind(link.label) in PAPER_KINDS and piece.plain.text.startswith(link.label or "")
            return called or (piece in candidate.under and piece.has_only_links())
    return False
