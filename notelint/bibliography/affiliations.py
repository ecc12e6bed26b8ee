"""Lists of authors with where they work: `Jane Roe (Gear Lab), John Doe`, `A. Roe, B. Doe - Gear Lab; C. Poe`."""

from __future__ import annotations

import re

from notelint.bibliography.names import ORGANIZATION, split_names
from notelint.regex import regex

_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
# Behind an author's name: where they work, or (behind the last) the year.
_ASIDE = regex(r"[ \t]*[(（][^()（）]*[)）]|[,，]?[ \t]*\b(?:19|20)\d\d[ \t]*$|[ \t]+@[ \t]?[^@,，;；]+$")
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
    behind = part[found.end() :] if found else ""
    return (part[: found.start()], behind) if found and _is_employer(behind) else (part, "")


def _is_employer(text: str) -> bool:
    """Whether a text names organizations alone: no address or bracket stands in it."""
    return re.search(ORGANIZATION, text) is not None and not re.search(r"[@()（）]", text)


def employers(text: str) -> list[str]:
    """The organization that stands whole where authors should: `University of Widgetry, Italy`."""
    parts = [part.strip() for part in re.split("[,，;；]", _BRACKETS.sub("", text)) if part.strip()]
    if len(parts) == 1 and _SCHOOL.search(parts[0]):
        return parts
    first = parts[0] if len(parts) > 1 else ""
    is_one = re.search(ORGANIZATION, first) and not any(" " in part for part in parts[1:])
    return [text.strip()] if is_one else []
