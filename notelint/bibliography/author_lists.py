"""Lists of authors in running text: where each name stands, and whether a text is nothing but such a list.

`names.split_names` takes a text for a list of names because its label says so. Here nothing says so: a word that is no
name makes the whole text none.
"""

from __future__ import annotations

import re

from notelint.bibliography.names import (
    AFTER_CJK,
    INITIALS,
    ORGANIZATION,
    OTHERS,
    PARTICLE,
    SUFFIX,
    has_cjk,
    split_names,
)
from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Range = tuple[int, int]

# Family names that are words of English, too: behind a given name they are names.
_SHORT_FAMILIES = frozenset(("He", "An", "Do", "In", "See"))
_LONGEST, _LONGEST_ORGANIZATION = 6, 8  # words in a name
_SEPARATOR = regex(
    r"\s*[;；]\s*(?:(?:and|&)\s+)?|\s*[,，、]\s*(?:(?:and|und|&|…)\s+)?|\s+(?:and|und|et(?!\.?\s+al)|[&＆和与與])\s+"
    r"|(?<=[^\W\d_]{2})\s+y\s+(?=[^\W\d_]+\s+[^\W\d_])|(?<=[a-z.])\s*[·•]\s*"
    rf"|{AFTER_CJK}\s*(?:[&＆]|\band\b)\s*",
)
_PAIRS_APART = regex(r"[;；&＆]|\band\b|\bund\b")
_OTHERS = regex(OTHERS)
# A full stop that ends a list, rather than an initial, `Jr.` or `et al.`
_STOP = regex(r"(?<=[^\W\d_]{2})(?<!\b[JS]r)(?<!\bal)(?<!\betc)\.$")
_INITIALS = regex(rf"(?:{INITIALS})\.?|(?:[A-Z][ -]){{1,4}}[A-Z]\.?")
_SUFFIX = regex(SUFFIX)
_PARTICLE = regex(PARTICLE)
_ORGANIZATION = regex(ORGANIZATION)
_NOT_IN_ORGANIZATION = regex(r"[.:'\"/\\\[\]{}=<>|+]|\d{3}")
_SMALL = ("of", "for", "the", "and", "de", "la", "du", "in", "at", "on", "für", "der", "di")
_CJK_NAME = regex(r"([^ ·.]{1,4})[ ·・]?([^ ·.]{1,7})\.?")
_WORD = regex(r"(?:(?:al|el|ul)-|[dDlL]['’]|['’])?(?P<bare>[^\W\d_](?:[\w'’‐-]*[^\W\d_])?)|(?P<short>St|Ste|Wm)\.")
_INITIAL = regex(r"\.|\s[^\W\d_a-z](?:-?[^\W\d_a-z]){0,2}(?:\sJr\.?)?$")
_ENDS_WITH_INITIAL = regex(r"\s[^\W\d_]\.?$")
_INITIALS_LAST = regex(
    r"[^,]*[^\W\d_,]{2}\s(?!I{2,3}$|IV$)(?:[A-Z](?:-?[A-Z]){0,2}|[^\W\d_a-z](?:\s[^\W\d_a-z]){0,3})(?:\s(?:Jr|I{2,3}|IV))?\.?"
)
# Where a name ends and a title begins: `Roe J A. Widgets`, `J. Roe and A. Study of Widgets`.
_SPLIT = regex(
    r"\b[A-Z]\s[A-Z]\.\s|[A-Z]\.\s+(?:[^\W\d_a-z][\w'’-]{2,}\s+){2,}[^\W\d_a-z][\w'’-]{2,}|(?:[A-Z][\w'’-]{2,}\s+){4}[A-Z]"
)
# Words that begin sentences and titles, and those of research topics: written with a capital they look like names.
_WORDS = """
The An In On Of Off Between We Our Us This That These Those It Its For From With By At As To See And Or But If When
While How What Why Who Is Are Was Were Be Do Does Can Not No Yes You Your They Their He She I'm Fig Figure Table
Section Chapter Part Step Note Notes Paper Papers Code Dataset Todo TODO Reading Summary Abstract Introduction Method
Methods Result Results Conclusion Conclusions Related Work Background Discussion Appendix Author Authors Title Year
Venue Link Tag Tags Topic Topics Keyword Keywords Learning Network Networks Vision Model Models Language Languages
Data System Systems Theory Detection Segmentation Recognition Generation Processing Analysis Intelligence Graphics
Robotics Robot Robots Driving Attention Transformer Transformers Image Images Video Videos Speech Retrieval
Optimization Optimisation Classification Estimation Prediction Reinforcement Supervised Unsupervised Agent Agents
Reasoning Science Engineering Computing Computer Software Hardware Security Database Databases Statistics Mathematics
Physics Biology Chemistry Medicine Translation Understanding Representation Representations Architecture Compiler
Compilers Search Memory Neural Deep Machine Artificial Natural Diffusion Generative Training Inference Survey Review
Study Proceedings Conference Journal Transactions Workshop Symposium Preprint University Press Monday Tuesday
Wednesday Thursday Friday Saturday Sunday January February March July September October November December
"""
_NO_NAMES = frozenset(_WORDS.split())
# How English makes abstract nouns and the like.
_NO_NAME = regex(
    r"[^\W\d_]{4,}(?:(?:tion|sion|ment|ness|ity|ics|ism|logy|graphy|ware)s?|i[sz]ed|ational|ical|ative)"
    r"|[^\W\d_]{3,}(?:i[sz]ing|eling|arking|ating|earning)"
)
_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
# Behind an author's name: where they work, or (behind the last) the year.
_ASIDE = regex(r"[ \t]*[(（][^()（）]*[)）]|[,，]?[ \t]*\b(?:19|20)\d\d[ \t]*$|[ \t]+@[ \t]?[^@,，;；]+$")
_REMARK = regex(r"\s*[(（](?=[^()（）]*\b(?!and |at )[a-zà-þ]{4,})[^()（）]*[)）]\s*$")  # no name of an organization
_STRAY = regex(r"\s+([.,，、;；]|$)")
_AFFILIATION = regex(r"[(（]([^()（）]{2,100})[)）]|[ \t]@[ \t]?([^@,，;；()]{2,60})$")
_NO_AFFILIATION = regex(
    r"^[\W\d]*$|\d{4}|[:：*†]|(?i:equal|contribut|correspond|author|editor|lead\b|advisor)|一作|通[讯訊]|作者|교신"
)
_SMALL_WORD = regex(r"(?<!\w)(?!and |at )[a-zà-þ]{4,}")  # in no name of an organization, but in what is said of one
# Organizations that are never authors.
_SCHOOL = regex(
    r"^(?:[A-Z][\w'’-]* ){0,3}(?:University|Institute of Technology|College)(?: of(?: [A-Z][\w'’-]*)+)?$"
    r"|[大대][学學학]교?$"
)
# Organizations that are authors.
_GROUP = regex(r"\b(?:Consortium|Collaboration|Group|Team|Committee|Initiative)\b")


@dataclass(frozen=True)
class Authors:
    """The ranges of the names in a text, in order, the word that cuts the list short last.

    `is_cut` tells that there is such a word. `is_marked` is a list that hardly is anything else: one with initials
    where lists of references have them (`Roe, J.`, `Roe JA`). `is_loose` is one that a title may look like as well: a
    single name in the order of speech. `has_organizations` is one of which a name is no person's.
    """

    ranges: tuple[Range, ...]
    is_cut: bool = False
    is_marked: bool = False
    is_loose: bool = False
    has_organizations: bool = False


def read_authors(text: str, start: int, end: int, *, families: bool = False) -> Authors | None:
    """Read a part of a text as a list of authors; None unless all of it is names; `families`: these may stand alone.

    `Jane Roe, J. A. van den Oord and Ann Poe`, `Roe, J., & Doe, J. A.`, `Roe, Jane, and John Doe`, `Roe JA, Doe J`,
    `ROE J A, DOE J`, `罗简, 杜约翰, 等`, `Roe et al.`, and a single `Widget Lab`.
    """
    pieces = list(_pieces(text, start, end))
    others = bool(pieces) and _OTHERS.fullmatch(text, *pieces[-1]) is not None
    named = pieces[:-1] if others else pieces
    kinds: list[str] = []
    for piece in named:
        if (kind := _kind(text[slice(*piece)])) is None:
            return None
        kinds.append(kind)
    alone = families or (others and len(named) == 1)
    found = _grouped(text, named, kinds, alone=alone) if named else None
    if found is None:
        return None
    loose = len(found) == 1 and found == named and not others and kinds[0] == "full"
    found = [_without_stop(text, *name) for name in found]
    short = [_INITIALS_LAST.fullmatch(text, *name) is not None for name in found]
    if any(short) and any(". " in text[slice(*name)] for name, last in zip(found, short, strict=True) if not last):
        return None
    marked = "initials" in kinds or all(short)
    return Authors((*found, *pieces[len(named) :]), others, marked, loose, "organization" in kinds)


def _without_stop(text: str, start: int, end: int) -> Range:
    """A name like `Roe JA` without the full stop that ends the list."""
    last = end - 1 if text.find(".", start, end) == end - 1 and _INITIALS_LAST.fullmatch(text, start, end) else end
    return start, last


def _pieces(text: str, start: int, end: int) -> Iterator[Range]:
    """What stands between commas, `and` and the like, without whitespace."""
    cut = _cut_others(text, start, end)
    for found in _SEPARATOR.finditer(text, start, cut):
        if found.start() > start or start:
            yield from _trimmed(text, start, found.start())
        start = found.end()
    yield from _trimmed(text, start, cut)
    yield from _trimmed(text, cut, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    part = text[start:end]
    inner = part.strip(" \t,，、&;")
    inner = _STOP.sub("", inner) if inner.endswith(".") else inner
    if inner:
        start += part.index(inner)
        yield start, start + len(inner)


def _cut_others(text: str, start: int, end: int) -> int:
    """Where `et al.`, `and others`, `等` begin at the end of a list; its end without them."""
    first = max(start, end - 32)
    found = re.search(OTHERS + "$", text[first:end])
    return first + found.start() if found else end


def _kind(piece: str) -> str | None:
    """What a piece of a list may be: `initials`, `suffix`, `organization`, `word` (one, or particles and one), `full`.

    None where it is nothing that stands in such a list.
    """
    if _SUFFIX.fullmatch(piece) and piece != "V":
        return "suffix"
    if _INITIALS.fullmatch(piece):
        return "initials"
    if has_cjk(piece):
        found = _CJK_NAME.fullmatch(piece)
        return "full" if found and all(map(has_cjk, found[1] + found[2])) else None
    if _ORGANIZATION.search(piece):
        return "organization" if _is_organization(piece) else None
    return _kind_in_letters(piece)


def _is_organization(piece: str) -> bool:
    words = piece.split()
    plain = not _NOT_IN_ORGANIZATION.search(piece) and len(words) <= _LONGEST_ORGANIZATION
    return plain and not piece[0].islower() and all(not word[0].islower() or word in _SMALL for word in words)


def _kind_in_letters(piece: str) -> str | None:
    words = piece.split()
    family = words[-1] if len(words) > 1 and words[-1] in _SHORT_FAMILIES else None
    if len(words) > _LONGEST or _SPLIT.search(piece) or not all(map(_is_word, words[:-1] if family else words)):
        return None
    names = [word for word in words if not _PARTICLE.fullmatch(word)]
    return ("full" if len(names) > 1 else "word") if names else None


def _is_word(word: str) -> bool:
    """Whether a word may stand in a name: a capital first, or a particle."""
    if _PARTICLE.fullmatch(word) or _INITIALS.fullmatch(word) or _SUFFIX.fullmatch(word):
        return True
    found = _WORD.fullmatch(word)
    if found is None or not (found["bare"] or "St")[0].isupper():
        return False
    return not is_topic(word)


def is_topic(word: str) -> bool:
    """Whether a word is rather one of a topic, a title or a sentence than a name."""
    word = word.title() if word.isupper() else word
    return word.removesuffix(".") in _NO_NAMES or _NO_NAME.fullmatch(word) is not None


def _grouped(text: str, pieces: Sequence[Range], kinds: Sequence[str | None], *, alone: bool) -> list[Range] | None:
    """The names that the pieces make up; None where they make none. `alone`: a single word may be one."""
    found: list[Range] = []
    number = 0
    inverted = set() if alone and len(kinds) > 2 and {*kinds} == {"word"} else _inverted(text, pieces, kinds)
    while number < len(pieces):
        start, end = pieces[number]
        kind = kinds[number]
        if kind == "suffix" and found:
            found[-1] = (found[-1][0], end)
        elif number in inverted:
            number += 1
            found.append((start, pieces[number][1]))
        elif kind in {"organization", "full"} or (kind == "word" and alone):
            found.append((start, end))
        else:
            return None
        number += 1
    return found


def _inverted(text: str, pieces: Sequence[Range], kinds: Sequence[str | None]) -> set[int]:
    """The numbers of the pieces that are family names with their given names in the next piece."""
    found = {n for n in range(len(pieces) - 1) if kinds[n + 1] == "initials" and _is_family(text, pieces[n], kinds[n])}
    if found or len(pieces) < 2 or _is_apart(text, pieces, 0) or not _is_given(text[slice(*pieces[1])]):
        return found | _all_pairs(text, pieces, kinds)
    if kinds[1] not in {"word", "full"} or not _is_family(text, pieces[0], kinds[0]):
        return set()
    if kinds[0] == "word":
        return {0} | _all_pairs(text, pieces, kinds)
    # `García Pérez, Yuki` and `García Pérez, Hugo Q.`, but not `Jane Roe, John Doe`
    return {0} if kinds[1] == "word" or _ENDS_WITH_INITIAL.search(text[slice(*pieces[1])]) else set()


def _all_pairs(text: str, pieces: Sequence[Range], kinds: Sequence[str | None]) -> set[int]:
    """Every second piece, where `;` or `and` stands behind each pair: `Roe, Jane and Doe, John`."""
    if len(pieces) % 2 or len(pieces) < 4 or any(kind not in {"word", "full", "initials"} for kind in kinds):
        return set()
    alternate = all(_is_apart(text, pieces, n) == (n % 2 == 1) for n in range(len(pieces) - 1))
    return {*range(0, len(pieces), 2)} if alternate else set()


def _is_apart(text: str, pieces: Sequence[Range], number: int) -> bool:
    """Whether more than a comma stands between a piece and the next."""
    return _PAIRS_APART.search(text, pieces[number][1], pieces[number + 1][0]) is not None


def _is_family(text: str, piece: Range, kind: str | None) -> bool:
    """Whether a piece may be a family name: one or more words, none of them an initial."""
    return kind == "word" or (kind == "full" and not _INITIAL.search(text[slice(*piece)]))


def _is_given(piece: str) -> bool:
    """Whether a piece may be given names: `Mary Beth`, `J. Robert`, `Hugo Q. van den`; not `X. Gears Revisited`."""
    words = [word for word in piece.split() if not _PARTICLE.fullmatch(word)]
    initial = next((n for n, word in enumerate(words) if word.endswith(".")), len(words))
    return len(words) <= 4 and sum(not word.endswith(".") for word in words[initial:]) <= 1


def affiliations(text: str) -> list[str]:
    """Where the authors of a list work, as brackets behind names say: `Jane Roe (Gear Lab)`, `Jane Roe @ Gear Lab`."""
    behind = (each for each in _AFFILIATION.finditer(text) if any(map(str.isalpha, text[: each.start()])))
    written = [each[1] or each[2] for each in behind]
    found = [part for each in written for part in each.split(";") if not _SMALL_WORD.search(part)]
    found += [name for part in text.split(";") for name in re.split("[,，、]", _works_at(part)[1]) if name]
    return [*dict.fromkeys(name.strip() for name in found if not _NO_AFFILIATION.search(name))]


def read_names(text: str) -> list[str]:
    """The names in a list of authors, without where they work; none where an organization stands in their place."""
    return [] if employers(text) else [*split_names(_persons(_STRAY.sub(r"\1", _ASIDE.sub(" ", text))))]


def _persons(text: str) -> str:
    """The names in a list without where they work: `A. Roe, B. Doe - Gear Lab; C. Poe`, `A. Roe; Gear Lab`."""
    parts = [names.replace(",", ";") if employer else names for names, employer in map(_works_at, text.split(";"))]
    persons = [part for part in parts if _GROUP.search(part) or not re.search(ORGANIZATION, part)]
    is_list = len(parts) > 1 and any("," in part for part in persons)
    return ";".join(persons if is_list else parts)


def _works_at(part: str) -> tuple[str, str]:
    """The names in a part of a list, and the organization behind a dash."""
    found = re.search(r"\s[-–—]\s", part)
    behind = _REMARK.sub("", part[found.end() :]) if found else ""
    return (part[: found.start()], behind) if found and _is_employer(behind) else (part, "")


def _is_employer(text: str) -> bool:
    """Whether a text names organizations alone: no address or bracket stands in it."""
    return re.search(ORGANIZATION, text) is not None and not re.search(r"[@()（）]", text)


def employers(text: str) -> list[str]:
    """The organization that stands whole where authors should: `University of Widgetry, Italy`."""
    whole = _BRACKETS.sub("", text).strip()
    parts = [part.strip() for part in re.split("[,，;；]", whole) if part.strip()]
    named = [part.strip() for part in re.split(r"[,，;；、]|\s[/|]\s", whole[: _cut_others(whole, 0, len(whole))])]
    if any(map(_SCHOOL.search, named)) and all(map(_ORGANIZATION.search, named)):
        return named
    first = parts[0] if len(parts) > 1 else ""
    is_one = re.search(ORGANIZATION, first) and not any(" " in part for part in parts[1:])
    return [text.strip()] if is_one else []
