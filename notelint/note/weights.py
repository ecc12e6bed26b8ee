"""What may speak for a file being a note on one paper, and against it: each sign with its weight, in one table."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.source import Span

ENOUGH = 5
"""The sum of weights from which on a file is a note."""

ENOUGH_LISTED = 4
"""The same of a row, an item or a heading in a list."""

ENOUGH_AMONG = 2
"""The same of an item among items that are about papers."""

# What may speak for a file being a note on one paper, and against it. A sign counts once, however often it is there.
WEIGHTS: Mapping[str, int] = {
    "BibTeX entry": 8,
    "bibliographic front matter": 6,
    "citation line": 6,
    "citation key": 4,
    "identifier": 5,
    "kind of note": 7,
    "title that links to the paper": 5,
    "questions about a paper": 5,
    "link called paper": 4,
    "link to the paper": 3,
    "authors": 4,
    "byline": 4,
    "review of a paper": 4,
    "venue": 3,
    "siblings": 4,
    "abstract": 4,
    "sections of a paper": 4,
    "speaks of a paper": 3,
    "folder of notes": 3,
    "title in another language": 3,
    "year": 2,
    "organizations": 2,
    "full title": 2,
    "tag": 2,
    "some sections of a paper": 2,
    "folder": 2,
    "title with a name": 1,
    "code": 1,
    "title": 1,
    "mentions a paper": 2,
    "other page": -20,
    "page of a folder": -4,
    "another source": -5,
    "post on the web": -8,
    "software": -12,
    "document on itself": -8,
    "decision record": -8,
    "project": -4,
    "post": -3,
    "several papers": -3,
    "date as its name": -6,
    "list of papers": -6,
    "template": -6,
    "topic": -6,
}
# The same of what is listed. A link to a paper is not enough, whether its text is the title or stands beside it: many
# pages on other things have a list of such links. One thing more must be said of the paper, in words or otherwise, or
# the page must say that it is one of papers. A known venue or an author is what only papers have, a year is not.
LISTED_WEIGHTS: Mapping[str, int] = {
    "BibTeX entry": 4,
    "citation line": 4,
    "identifier": 3,
    "venue": 3,
    "authors": 2,
    "byline": 2,
    "link to the paper": 2,
    "title that links to the paper": 1,
    "link called paper": 1,
    "label": 1,
    "several labels": 1,
    "year": 1,
    "words on it": 1,
    "page of papers": 2,
    "heading like a title": 2,
    "title that links to code": -3,
}


class Sign(NamedTuple):
    """One thing that speaks for or against a file being a note; `detail` says what it is, for people."""

    name: str
    detail: str
    span: Span | None = None

    @property
    def weight(self) -> int:
        return WEIGHTS[self.name]


@dataclass(frozen=True)
class Verdict:
    """The signs that were found, in the order of the table."""

    signs: tuple[Sign, ...]

    @property
    def points(self) -> int:
        return sum(sign.weight for sign in self.signs)

    @property
    def is_note(self) -> bool:
        return self.points >= ENOUGH

    @property
    def is_open(self) -> bool:
        """Whether the files around would decide.

        Not where one sign alone outweighs all that makes a note, nor of the page of a folder, which is unlike those
        that lie in it.
        """
        is_near = ENOUGH - WEIGHTS["siblings"] <= self.points < ENOUGH
        return is_near and all(sign.weight > -ENOUGH and sign.name != "page of a folder" for sign in self.signs)
