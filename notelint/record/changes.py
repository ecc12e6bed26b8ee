"""What became of records: which are new, which are gone, and what changed in the others, field by field."""

from __future__ import annotations

import re
from collections import defaultdict

from notelint.bibliography.identifiers import without_version
from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from typing import Any

    Json = Mapping[str, Any]

_PLACES = frozenset(("source", "line", "line_start", "line_end"))  # where, not what


@dataclass(frozen=True)
class Change:
    """A record that is not what it was; `fields` are values before and after, None where there was no such field."""

    before: Json
    after: Json
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Changes:
    """How one set of records differs from another, in the order of the sets."""

    added: tuple[Json, ...]
    removed: tuple[Json, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Sequence[Json], after: Sequence[Json]) -> Changes:
    """Compare two sets of records, as JSON objects; where a note stands in its file does not count.

    Two records are of one note where they have the same key and title; else the same DOI or arXiv id; else the same
    title in the same file; else the same key (its suffix moves when a note of the same key comes before); else each is
    all that is left of its file. Of several that could be, the first is taken.
    """
    pairs: dict[int, int] = {}
    for identities in (_key_and_title, _identifiers, _title_and_path, _key):
        _match(before, after, identities, pairs)
    _match(before, after, _path, pairs, alone=True)
    found = set(pairs.values())
    changed = []
    for old, new in sorted(pairs.items(), key=lambda pair: pair[1]):
        if fields := _fields(before[old], after[new]):
            changed.append(Change(before[old], after[new], fields))
    return Changes(
        added=tuple(record for number, record in enumerate(after) if number not in found),
        removed=tuple(record for number, record in enumerate(before) if number not in pairs),
        changed=tuple(changed),
    )


def without_places(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A value without what says where things stand in a file."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in _PLACES}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def path_of(record: Json) -> str | None:
    """The path of the file that a record comes from; None where the record does not say it."""
    source = record.get("source")
    return source.get("path") if isinstance(source, dict) else None


def _match(
    before: Sequence[Json],
    after: Sequence[Json],
    identities: Callable[[Json], Iterable[Hashable]],
    pairs: dict[int, int],
    *,
    alone: bool = False,
) -> None:
    """Pair records of one identity that have no pair yet; `alone`: only where it is one record's on both sides."""
    taken = set(pairs.values())
    left = [_by_identity(before, identities, pairs.keys()), _by_identity(after, identities, taken)]
    for identity, old in left[0].items():
        new = left[1].get(identity, [])
        if alone and not len(old) == len(new) == 1:
            continue
        free = [number for number in new if number not in taken]
        for number, other in zip((number for number in old if number not in pairs), free, strict=False):
            pairs[number] = other
            taken.add(other)


def _by_identity(
    records: Sequence[Json], identities: Callable[[Json], Iterable[Hashable]], taken: Iterable[int]
) -> dict[Hashable, list[int]]:
    paired = set(taken)
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        for identity in identities(record) if number not in paired else ():
            found[identity].append(number)
    return found


def _key_and_title(record: Json) -> Sequence[Hashable]:
    return [(_folded(record.get("id")), _folded(record.get("title")))]


def _identifiers(record: Json) -> Sequence[Hashable]:
    identifiers = {"doi": record.get("doi"), "arxiv": without_version(record.get("arxiv") or "")}
    return [(kind, identifier) for kind, identifier in identifiers.items() if identifier]


def _key(record: Json) -> Sequence[Hashable]:
    return [_folded(record.get("id"))]


def _title_and_path(record: Json) -> Sequence[Hashable]:
    return [(_folded(record["title"]), *_path(record))] if record.get("title") else []


def _path(record: Json) -> Sequence[Hashable]:
    path = path_of(record)
    return [path] if path else []


def _folded(value: object) -> str:
    return re.sub(r"[\W_]+", "", str(value or "")).casefold()


def _fields(before: Json, after: Json) -> dict[str, tuple[Any, Any]]:
    names = [name for name in {**before, **after} if name not in ("source", "schema_version")]
    pairs = {name: (without_places(before.get(name)), without_places(after.get(name))) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
