"""How well one field of a record agrees with the truth: fair to spelling, strict on facts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from notelint.bibliography.venues import known_venue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from tests.reading.truth import Expected, Value

Outcome = Literal["right", "missing", "wrong", "invented"]

_START = 40  # letters of a summary that are compared
_BEFORE = 80  # letters that may stand before them: a label, a heading


def outcome(field: str, expected: Expected, record: Mapping[str, Any]) -> Outcome | None:
    """What became of a field; None where the note does not say it, or need not be asked, and the record has nothing.

    An address that holds the DOI or arXiv identifier of the paper says nothing that these do not say, so it is no
    value of `url`, neither in the truth nor in the record.
    """
    accepted, got = expected.accepted[field], given(field, record)
    if field == "url":
        accepted = tuple([_own_address(value, expected) for value in accepted])
        got = _own_address(got, expected)
    values = [value for value in accepted if value is not None]
    if got is None:
        return None if len(values) < len(accepted) else "missing"
    if any(_SAME[field](value, got) for value in values):
        return "right"
    return "wrong" if values else "invented"


def given(field: str, record: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """The value of a field in a record; None for an empty one."""
    if field == "summary":
        return [text for text in (record.get("summary_text"), record.get("abstract")) if text] or None
    return record.get(field) or None


def _own_address(url: Value, expected: Expected) -> str | None:
    address = _address(str(url or ""))
    return None if any(each in address for each in expected.identifiers) else address or None


def fold(text: str) -> str:
    """The letters and digits of a text, compared without case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _same_text(value: str, got: str) -> bool:
    return fold(value) == fold(got)


def _same_set(value: Sequence[str], got: Sequence[str]) -> bool:
    return {*map(fold, value)} == {*map(fold, got)}


def _same_authors(value: Sequence[str], got: Sequence[Mapping[str, Any]]) -> bool:
    return len(value) == len(got) and all(map(_is_name_of, value, got))


def _is_name_of(value: str, name: Mapping[str, Any]) -> bool:
    """Whether a name ends with the family name of another: `Cruz` and `de la Cruz` are that of `Ann de la Cruz`."""
    words = value.split()
    ends = {fold("".join(words[start:])) for start in range(len(words))}
    family, given_name = fold(name["family"] or name["literal"] or ""), fold(name["given"] or "")
    return family in ends or family + given_name == fold(value)  # 宋飏 is written without a space


def _same_venue(value: str, got: str) -> bool:
    venue = known_venue(value)
    return _letters(value) == _letters(got) or (venue is not None and venue == known_venue(got))


def _letters(text: str) -> str:
    return re.sub(r"\d+", "", fold(text))


def _same_identifier(value: str, got: str) -> bool:
    return _identifier(value) == _identifier(got)


def _identifier(text: str) -> str:
    """A DOI, or an arXiv identifier without its version."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:|arxiv:)|(?<=\d)v\d+$", "", text.strip().casefold())


def _same_address(value: str, got: str) -> bool:
    return _address(value) == _address(got)


def _address(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", unquote(url.strip()).casefold())


def _has_start(value: str, got: Sequence[str]) -> bool:
    start = fold(value)[:_START]
    return any(start in fold(text)[: len(start) + _BEFORE] for text in got)


_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    "title": _same_text,
    "authors": _same_authors,
    "organizations": _same_set,
    "year": int.__eq__,
    "venue": _same_venue,
    "doi": _same_identifier,
    "arxiv": _same_identifier,
    "url": _same_address,
    "code": _same_address,
    "tags": _same_set,
    "summary": _has_start,
}
