"""Findings that are known: by rule, note and the text of their line, wherever that line stands.

The file is JSON, in order, a finding a line, so that two versions of it compare well. Its paths count from its folder.
"""

from __future__ import annotations

import json
import posixpath
from collections import Counter

from notelint.dataclass import dataclass
from notelint.errors import NotelintError
from notelint.json_text import read_json
from notelint.note.plain import collapse
from notelint.paths import absolute, shown
from notelint.source import Span, readable
from notelint.store import decoded, read_bytes
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from notelint.diagnostic import Diagnostic

VERSION = 1
_LENGTH = 200  # code points of a line that count


class KnownFinding(NamedTuple):
    """What a known finding is told by. `note` is the citation key of the note it stands in."""

    path: str
    rule: str
    note: str | None
    text: str


@dataclass(frozen=True)
class Baseline:
    """The known findings of one file of them, by the path of their note, and how often each occurs.

    Paths count from `folder`, which is absolute; `path` is the file as shown, `data` what it holds.
    """

    path: str
    folder: str
    findings: Mapping[str, Mapping[KnownFinding, int]]
    data: bytes = b""

    def of(self, path: str) -> Mapping[KnownFinding, int]:
        """The known findings of a note."""
        return self.findings.get(_relative(path, self.folder), {})


def known(diagnostic: Diagnostic, folder: str) -> KnownFinding:
    """What a finding is told by, from one run to the next."""
    source, start = diagnostic.source, diagnostic.finding.span.start
    line = source.line_at(start)
    text = collapse(source.slice(Span(line.start, min(line.end, line.start + _LENGTH))))
    return KnownFinding(_relative(source.path, folder), diagnostic.rule, diagnostic.note, readable(text))


def new_findings(
    diagnostics: Iterable[Diagnostic], findings: Mapping[KnownFinding, int], folder: str
) -> tuple[list[Diagnostic], Counter[KnownFinding]]:
    """The findings that are not known, and what is known of a note but found less often: how much less.

    Of several that are told by the same, the first are the known ones.
    """
    unseen = Counter(findings)
    new = []
    for diagnostic in diagnostics:
        each = known(diagnostic, folder)
        if unseen[each] > 0:
            unseen[each] -= 1
        else:
            new.append(diagnostic)
    return new, +unseen


def pruned(
    baseline: Baseline, found: Mapping[KnownFinding, int], checked: Iterable[str], exists: Callable[[str], bool]
) -> Counter[KnownFinding]:
    """What still holds of a baseline: never more than it had.

    `found` is what the files `checked` have now. Of the others, those that still exist keep theirs.
    """
    read = {_relative(path, baseline.folder) for path in checked}
    left: Counter[KnownFinding] = Counter()
    for path, findings in baseline.findings.items():
        if path in read:
            left.update({each: min(count, found.get(each, 0)) for each, count in findings.items()})
        elif exists(path):
            left.update(findings)
    return +left


def read_baseline(path: str) -> Baseline:
    """The known findings in a file; raises NotelintError where it cannot be read or is none."""
    try:
        held = read_bytes(shown(path))
        data: Any = read_json(decoded(held, shown(path)), shown(path))
    except NotelintError as error:
        raise NotelintError(f"{error}; create one with `notelint baseline -o {shown(path)}`") from error
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise NotelintError(f"{shown(path)}: not a baseline: create one with `notelint baseline`")
    if data.get("version") != VERSION:
        raise NotelintError(f"{shown(path)}: has version {data.get('version')!r}, not {VERSION}: create a new one")
    findings: dict[str, Counter[KnownFinding]] = {}
    for number, item in enumerate(data["findings"]):
        each, count = _known(item, f"{shown(path)}: findings[{number}]")
        findings.setdefault(each.path, Counter())[each] += count
    return Baseline(shown(path), posixpath.dirname(absolute(path)), findings, held)


def _known(item: object, place: str) -> tuple[KnownFinding, int]:
    if not isinstance(item, dict) or set(item) != {*KnownFinding._fields, "count"}:
        raise NotelintError(f"{place} must have path, rule, note, text and count, and nothing else")
    count = item["count"]
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise NotelintError(f"{place}: count must be a whole number, 1 or more")
    each = KnownFinding(*(item[name] for name in KnownFinding._fields))
    if not all(isinstance(text, str) for text in (each.path, each.rule, each.note or "", each.text)):
        raise NotelintError(f"{place}: path, rule, note and text must be strings")
    return each, count


def write_baseline(path: str, findings: Mapping[KnownFinding, int], was: bytes | None = None) -> None:
    """Write known findings to a file; raises NotelintError where it cannot be written.

    `was` is what they were made from: a file that holds something else by then is left as it is.
    """
    ordered = sorted(findings.items(), key=lambda item: tuple(each or "" for each in item[0]))
    lines = [json.dumps({**each._asdict(), "count": count}, ensure_ascii=False) for each, count in ordered]
    listed = ",".join(f"\n    {line}" for line in lines) + "\n  " * bool(lines)
    write_file(path, [f'{{\n  "version": {VERSION},\n  "findings": [{listed}]\n}}\n'.encode()], was)


def _relative(path: str, folder: str) -> str:
    return readable(posixpath.relpath(absolute(path), folder))
