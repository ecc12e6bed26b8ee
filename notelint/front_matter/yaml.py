"""Front matter in YAML, or in what people take for YAML: read whole, or key by key where it is broken."""

from __future__ import annotations

import re
from itertools import pairwise

from notelint.dataclass import replace
from notelint.front_matter.model import Reading
from notelint.front_matter.near_yaml import meant, read_key
from notelint.front_matter.yaml_values import Text, TooMuchError, UnreadableError, read_mapping
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter.model import Problem, Value
    from notelint.front_matter.yaml_values import Node

# YAML 1.1 breaks lines at these (YAML 1.2 does not), and lone surrogates stand for bytes that are no UTF-8.
_REPLACED = regex("[\x85\u2028\u2029\ud800-\udfff]")

# What begins at the margin and is no more of what stands above.
_WORD = regex(r"^[ \t]*[^\s#]", re.MULTILINE)
_CHUNK = regex(r"(?:(?<=[\r\n])|\A)(?=[^\s#\-\]}])")


def read_yaml(text: str, body: Span, *, recover: bool) -> Reading | None:
    """Read the YAML at `body`; None where it is a text or a list and no mapping.

    Where it is broken, it is None too unless told to `recover`: then each line at the margin that looks like
    `key: value` is a key, and what YAML cannot read by itself is the text as it is written.
    """
    content = _REPLACED.sub(_replacement, text[body.start : body.end])
    reading = _read(content, body.start, recover=recover)
    return reading if reading is None or _is_kept(content, body.start, reading) else _without_safety(reading)


def _read(content: str, base: int, *, recover: bool) -> Reading | None:
    whole = Text(content, base, {})
    try:
        entries = read_mapping(whole)
    except UnreadableError as error:
        is_broken = not isinstance(error, TooMuchError)
        return _read_keys(content, base, error.problem, as_written=is_broken) if recover else None
    return None if entries is None else meant(whole, Reading(entries))


def _is_kept(content: str, base: int, reading: Reading) -> bool:
    """Whether all safe rewritings together change no value, not that of another key either."""
    found = [problem.rewriting for problem in reading.problems if problem.rewriting and problem.rewriting.is_safe]
    if not found:
        return True
    edits = sorted((Span(each.span.start - base, each.span.end - base), each.text) for each in found)
    after = _read(spliced(content, edits), base, recover=True)
    return after is not None and _values(after) == _values(reading)


def _values(reading: Reading) -> list[tuple[str, Value]]:
    return [(entry.key, entry.value) for entry in reading.entries]


def _without_safety(reading: Reading) -> Reading:
    problems = [
        replace(each, rewriting=each.rewriting and replace(each.rewriting, is_safe=False)) for each in reading.problems
    ]
    return replace(reading, problems=tuple(problems))


def _replacement(found: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= found.group() <= "\udfff" else " "


def _read_keys(content: str, base: int, whole: Problem, *, as_written: bool) -> Reading:
    """Read a broken text key by key; `whole` is what is wrong with it, if that is wrong with no single key."""
    starts = [found.start() for found in _CHUNK.finditer(content)]
    if _WORD.search(content, 0, starts[0] if starts else len(content)):
        starts.insert(0, 0)
    texts = [content[start:end] for start, end in pairwise([*starts, len(content)])]
    anchors: dict[str, Node] = {}
    chunks = [Text(text, base + start, anchors) for start, text in zip(starts, texts, strict=True)]
    readings = [read_key(chunk, as_written=as_written) for chunk in chunks]
    is_explained = any(reading.problems for reading in readings)
    readings = [meant(chunk, reading) for chunk, reading in zip(chunks, readings, strict=True)]
    problems = [problem for reading in readings for problem in reading.problems]
    return Reading(
        tuple([entry for reading in readings for entry in reading.entries]),
        tuple(problems if is_explained else [whole, *problems]),
    )
