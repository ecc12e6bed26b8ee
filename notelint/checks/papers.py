"""Which notes are about the same paper."""

from __future__ import annotations

import re
import unicodedata

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.note.model import Origin
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from notelint.note.model import Fact, Note
    from notelint.source import Span

_NO_WORD = regex(r"[\W_]+")
_ALIKE = 0.6
_LONGEST = 200  # letters and digits of a title that are compared
_TELLING = 16  # letters and digits of a title: a shorter one may be the name of several papers


class Trait(NamedTuple):
    """What tells a paper from others: its kind (`DOI`, `arXiv id`, `title`), the form that is compared, its place."""

    kind: str
    value: str
    span: Span


def identifiers(note: Note) -> Iterator[Trait]:
    """The DOI and the arXiv id that a note gives itself: a link below may lead to another paper."""
    for name, kind in (("doi", "DOI"), ("arxiv", "arXiv id")):
        fact = note.fact(name)
        if (
            fact is None
            or not isinstance(fact.value, str)
            or (fact.origin is Origin.LINK and not _in_title(note, fact.span))
        ):
            continue
        preprint = arxiv_id(fact.value)
        if preprint:
            yield Trait("arXiv id", without_version(preprint), fact.span)
        elif kind == "DOI":
            yield Trait(kind, fact.value.lower(), fact.span)


def title_trait(note: Note) -> Trait | None:
    """The letters and digits of a note's title; None without a title of its own, such as a file's name."""
    fact = note.fact("title")
    return trait(fact) if fact and fact.origin is not Origin.FILE_NAME else None


def trait(fact: Fact) -> Trait | None:
    """The letters and digits of a title; None where it has none."""
    if not isinstance(fact.value, str):
        return None
    folded = _NO_WORD.sub("", unicodedata.normalize("NFKC", fact.value).casefold())
    return Trait("title", folded, fact.span) if folded else None


def titles_agree(one: Trait, other: Trait) -> bool:
    """Whether two titles may be of one paper: part of one another, or much alike."""
    if one.value in other.value or other.value in one.value:
        return True
    from difflib import SequenceMatcher  # noqa: PLC0415 - few notes are about the same paper

    return SequenceMatcher(None, one.value[:_LONGEST], other.value[:_LONGEST], autojunk=False).ratio() >= _ALIKE


def may_be_one_title(fact: Fact, rival: Fact) -> bool:
    """Whether two facts may be the title of one paper: in two languages they cannot be compared."""
    one, other = trait(fact), trait(rival)
    if one is None or other is None or one.value.isascii() != other.value.isascii():
        return True
    return titles_agree(one, other)


def videos(note: Note) -> Iterator[str]:
    """The videos that a note links to, as provider and id."""
    return (f"{link.provider}:{link.external_id}" for link in note.links if link.kind == "video" and link.external_id)


def year(note: Note) -> int | None:
    """The year of a note's paper."""
    fact = note.fact("year")
    return fact.value if fact and isinstance(fact.value, int) else None


def is_telling(title: Trait) -> bool:
    """Whether a title is long enough to be that of one paper only, whatever the year."""
    return len(title.value) >= _TELLING


def keys(note: Note) -> Iterator[tuple[str, Hashable]]:
    """What tells that two notes are about the same paper where both have it, each with the words for it."""
    for kind, value, _ in identifiers(note):
        yield f"same {kind} {value}", (kind, value)
    title, when = title_trait(note), year(note)
    if title is None:
        return
    if when is not None:
        yield "same title and year", (title.value, when)
    elif is_telling(title):
        yield "same title", (title.value,)
    for video in videos(note):
        yield "same title and video", (title.value, video)


def disagree(one: Note, other: Note) -> bool:
    """Whether two notes are about two papers, by their titles or by what else tells them apart."""
    title, its_title = title_trait(one), title_trait(other)
    return bool(title and its_title and not titles_agree(title, its_title)) or differ(one, other)


def differ(one: Note, other: Note) -> bool:
    """Whether the papers of two notes are told apart by their identifiers or, where these do not tell, by authors."""
    ids, its_ids = (dict(each[:2] for each in identifiers(note)) for note in (one, other))
    if shared := ids.keys() & its_ids.keys():
        return all(ids[kind] != its_ids[kind] for kind in shared)
    names, its_names = _family_names(one), _family_names(other)
    return bool(names and its_names) and names.isdisjoint(its_names)


def _family_names(note: Note) -> frozenset[str]:
    """The last words of authors' names, which stand for those that are family names; none without authors."""
    fact = note.fact("authors")
    authors = fact.value if fact and isinstance(fact.value, list | tuple) else ()
    words = (re.split(r"[\s,.]+", author.strip(" ,.").casefold()) for author in authors if isinstance(author, str))
    return frozenset(word for each in words for word in each if len(word) > 1)


def same_paper(one: Note, other: Note) -> bool:
    """Whether two notes are about the same paper."""
    return not {key for _, key in keys(one)}.isdisjoint(key for _, key in keys(other)) and not disagree(one, other)


def _in_title(note: Note, span: Span) -> bool:
    return note.heading is not None and note.heading.span.start <= span.start < note.heading.span.end
