"""The score of a set of notes: what became of each field of each record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.reading.comparison import Outcome, given, outcome
from tests.reading.truth import FIELDS, Expected, Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OUTCOMES: tuple[Outcome, ...] = ("right", "missing", "wrong", "invented")
RECORD = "record"  # stands where a field does, for whether there is a record at all

Records = dict[str, list[dict[str, Any]]]
"""The records of each file, by its path."""
Score = dict[str, dict[Outcome, int]]
"""How often each outcome came, for `facts` (all fields of all records) and for `records`."""


class Finding(NamedTuple):
    """What became of one field of one record."""

    path: str
    field: str
    outcome: Outcome
    expected: Any = None
    got: Any = None


def findings(truth: Truth, records: Records) -> list[Finding]:
    """What became of every field of every record of the truth, in its order."""
    return [
        found for path, expected in truth.items() for found in _findings_in_file(path, expected, records.get(path, []))
    ]


def _findings_in_file(path: str, expected: Sequence[Expected], records: list[dict[str, Any]]) -> Iterator[Finding]:
    left = list(records)
    for each, record in _pairs(expected, left):
        yield Finding(path, RECORD, "missing" if record is None else "right", *each.accepted["title"][:1])
        yield from _findings(each, record or {})
    for record in left:
        yield Finding(path, RECORD, "invented", None, record.get("title"))


def _pairs(expected: Sequence[Expected], left: list[dict[str, Any]]) -> list[tuple[Expected, dict[str, Any] | None]]:
    """Each record of the truth with the one of the same title, else with the first of the rest; takes from `left`."""
    titled = [
        _take(left, [record for record in left if outcome("title", each, record) == "right"]) for each in expected
    ]
    return [(each, record or _take(left, left)) for each, record in zip(expected, titled, strict=True)]


def _take(left: list[dict[str, Any]], candidates: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The first of the candidates, which is no longer left; None where there is none."""
    return left.pop(left.index(candidates[0])) if candidates else None


def _findings(expected: Expected, record: Mapping[str, Any]) -> Iterator[Finding]:
    for field in FIELDS:
        if result := outcome(field, expected, record):
            yield Finding(expected.path, field, result, expected.accepted[field], given(field, record))


def score(found: Iterable[Finding]) -> Score:
    """The counts of some findings."""
    counts = Counter((each.field == RECORD, each.outcome) for each in found)
    return {
        name: {result: counts[is_record, result] for result in OUTCOMES}
        for name, is_record in (("facts", False), ("records", True))
    }


def worse(new: Mapping[str, Score], old: Mapping[str, Score]) -> list[str]:
    """What of a score is worse than it was, a line each: fewer right, or more of the others; of what is in both."""
    return [
        f"{name}: {kind} {result}: {old[name][kind][result]} before, {counts[result]} now"
        for name in new
        if name in old
        for kind, counts in new[name].items()
        for result in OUTCOMES
        if _loss(result, counts[result] - old[name][kind][result]) > 0
    ]


def _loss(result: Outcome, more: int) -> int:
    return -more if result == "right" else more


def table(found: Iterable[Finding]) -> str:
    """The counts by field, as a table for people."""
    counts = Counter((each.field, each.outcome) for each in found)
    rows = {field: [counts[field, result] for result in OUTCOMES] for field in FIELDS}
    rows["total"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    head = "".join(f"{result:>10}" for result in OUTCOMES)
    lines = (f"{name:14}" + "".join(f"{number:10}" for number in row) for name, row in rows.items())
    return "\n".join([f"{'':14}{head}", *lines])


def recognition(truth: Truth, found: Sequence[Finding]) -> str:
    """How many notes, and how many files that hold none, have records, in words."""
    others = {path for path, expected in truth.items() if not expected}
    records = [each for each in found if each.field == RECORD]
    read = sum(each.outcome == "right" for each in records)
    invented = [each.path for each in records if each.outcome == "invented"]
    surplus = sum(path not in others for path in invented)
    more = f"; {surplus} more in files of notes" if surplus else ""
    notes = sum(map(len, truth.values()))
    return f"{read} of {notes} notes have a record, {len(others & {*invented})} of {len(others)} other files{more}"
