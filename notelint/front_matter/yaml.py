"""Front matter in YAML, or in what people take for YAML: read whole, or key by key where it is broken.

A line at the margin that looks like `key: value` is a key whatever its value, and also where its colon has no space
after it or is a full-width one. Of a key that is no YAML, or means another thing in YAML than to its author, the
problem says how to write it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from notelint.dataclass import replace
from notelint.front_matter.model import PLACEHOLDER, Problem, Reading, Rewriting
from notelint.front_matter.near_values import proven, quoted, read_value
from notelint.front_matter.yaml_problems import NO_KEY
from notelint.front_matter.yaml_values import Text, TooMuchError, UnreadableError, read_mapping
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter.model import Entry, Value
    from notelint.front_matter.near_values import Found
    from notelint.front_matter.yaml_values import Node


_QUOTED = r""""[^"\r\n]*+"|'[^'\r\n]*+'"""
_BARE = r"""[^\s\-#&*!|>%@`,?:\[\]{}"'](?:[^\r\n:]++|:(?=[^\s:]))*+"""
# The second of two colons (Dataview's `key:: value`) ends the key; in YAML the first one is a part of it.
_KEY = regex(rf"(?P<name>{_QUOTED}|{_BARE})(?P<first>:?):(?=\s|\Z)")
_GLUED = regex(r"(?P<name>[^\W\d][\w-]*+)(?P<colon>:)(?=[^\s/:])")
_FULL_WIDTH = regex(r"(?P<name>[^\W\d][\w -]*+)(?P<colon>：)")
_LINE = regex(r"[^\r\n]*+")


def read_key(chunk: Text, *, as_written: bool) -> Reading:
    """What a text says that begins with a key at the margin and ends before the next one.

    What YAML cannot read is a problem, and is read all the same if `as_written`.
    """
    problem: Problem | None = None
    try:
        entries = None if chunk.content.startswith(("{", "[")) else read_mapping(chunk)
    except TooMuchError as error:
        return Reading((), (error.problem,))
    except UnreadableError as error:
        entries, problem = None, error.problem
    if entries is not None:
        return Reading(entries)
    if not as_written:
        return Reading((), (problem or _no_key(chunk),))
    if key := _KEY.match(chunk.content):
        return _with_value(chunk, key, problem)
    if key := _GLUED.match(chunk.content) or _FULL_WIDTH.match(chunk.content):
        return _with_colon(chunk, key)
    return Reading((), (problem or _no_key(chunk),))


def _no_key(chunk: Text) -> Problem:
    return Problem(chunk.span(0, len(_first_line(chunk))), "this line is not `key: value`", NO_KEY)


def _first_line(chunk: Text) -> str:
    found = _LINE.match(chunk.content)
    return found[0].rstrip() if found else ""


def _with_value(chunk: Text, key: re.Match[str], problem: Problem | None) -> Reading:
    """The entry of a key whose value YAML cannot read."""
    found = None if PLACEHOLDER.search(chunk.content) else read_value(_value(chunk, key), _name(key))
    if found is None:
        return Reading((), (problem or _no_key(chunk),))
    if found.rewriting and not proven(chunk, found.rewriting, found.entry):  # then it is the key that cannot be read
        found = found._replace(message=None, help=None, rewriting=None)
    return Reading((_entry(chunk, key, found.entry),), (_told(problem or _no_key(chunk), found),))


def _with_colon(chunk: Text, key: re.Match[str]) -> Reading:
    """The entry of a key whose colon is no colon to YAML."""
    colon = _colon_problem(chunk, key)
    if PLACEHOLDER.search(chunk.content):
        return Reading((), (replace(colon, loses=True),))
    text = _value(chunk, key)
    try:
        entries = read_mapping(text)
    except UnreadableError as error:
        found = read_value(text, _name(key))
        if found is None:
            return Reading((), (replace(colon, loses=True), error.problem))
        return Reading((_entry(chunk, key, found.entry),), (colon, _told(error.problem, found)))
    return Reading(tuple([_entry(chunk, key, entry) for entry in entries or ()]), (colon,))


def _value(chunk: Text, key: re.Match[str]) -> Text:
    """The same text with a `k` for the key, so that all behind the colon keeps its place."""
    return chunk._replace(content="k: " + chunk.content[key.end() :], base=chunk.base + key.end() - 3)


def _name(key: re.Match[str]) -> str:
    name = key["name"].rstrip()
    return name[1:-1] if name[0] in "\"'" else name


def _entry(chunk: Text, key: re.Match[str], entry: Entry) -> Entry:
    first = key.groupdict().get("first") or ""
    end = key.end("first") if first else len(key["name"].rstrip())
    return replace(entry, key=_name(key) + first, key_span=chunk.span(0, end))


def _told(problem: Problem, found: Found) -> Problem:
    """The problem of a value that was read all the same."""
    return Problem(
        found.entry.value_span if found.message else problem.span,
        found.message or problem.message,
        found.help or problem.help,
        found.loses,
        found.rewriting,
    )


def _colon_problem(chunk: Text, key: re.Match[str]) -> Problem:
    start, end = key.span("colon")
    title = f"write `{key['name'].rstrip()}: {_first_line(chunk)[end:].lstrip()}`"
    if key["colon"] == ":":
        message, span, text = "missing space after the colon: YAML sees no key", (end, end), " "
    else:
        message, span, text = "full-width colon: YAML sees no key", (start, end), ": "
    place = chunk.span(*span)
    return Problem(place, message, title, loses=False, rewriting=Rewriting(title, place, text, is_safe=True))


_TAG = r"#(?:\[\[[^\[\]\r\n]++\]\]|(?=[^\s#,，、;；]*?[^\W\d_])[^\s#,，、;；]++)"
# A comment to YAML. One for people has a space behind its mark, or other words.
_TAGS = regex(rf"[ \t]++(?P<tags>{_TAG}(?:[ \t,，、;；]++{_TAG})*+)[ \t]*+(?=[\r\n]|\Z)")
_ONE_TAG = regex(_TAG)
_TAG_KEY = regex(
    r"tags?|key-?words?|topics?|标签|標籤|关键词|关键字|關鍵詞|關鍵字|タグ|キーワード|태그|키워드", re.IGNORECASE
)
_PLAIN_TAG = regex(r"[^\W\d_][\w/-]*+")


def meant(text: Text, reading: Reading) -> Reading:
    """What the author of a text meant that YAML reads as `reading`: keys with one colon, and hashtags for a value."""
    if "#" not in text.content and "::" not in text.content:
        return reading
    entries: list[Entry] = []
    problems = list(reading.problems)
    for entry in reading.entries:
        for correct in (_with_one_colon, _with_tags, _with_tags_as_items):
            entry, problem = correct(text, entry)  # noqa: PLW2901 - one after the other
            problems += [problem] if problem else []
        entries.append(entry)
    return Reading(tuple(entries), tuple(sorted(problems, key=lambda problem: problem.span)))


def _with_one_colon(text: Text, entry: Entry) -> tuple[Entry, Problem | None]:
    """An entry without the second colon of Dataview's `key:: value`, which YAML takes for a part of the key."""
    name, span = entry.key.removesuffix(":"), entry.key_span
    if not name or name == entry.key or name.endswith(":") or _slice(text, span) != entry.key:
        return entry, None
    place, title = Span(span.end - 1, span.end), "delete one of the colons"
    rewriting = Rewriting(title, place, "", is_safe=True)
    message = "two colons: YAML reads the first as part of the key"
    problem = Problem(place, message, f"{title}: `{name}:`", loses=False, rewriting=rewriting)
    return replace(entry, key=name, key_span=Span(span.start, place.start)), problem


def _with_tags(text: Text, entry: Entry) -> tuple[Entry, Problem | None]:
    """An entry with the hashtags that are all that stands there for its value, if several or of a key of tags."""
    tags = _tags(text, entry.value_span.end) if entry.value is None else []
    if not tags or (len(tags) < 2 and not _TAG_KEY.fullmatch(entry.key)):
        return entry, None
    span = Span(tags[0].start, tags[-1].end)
    written = f"[{', '.join(_bare(text, tag) for tag in tags)}]"
    rewriting = Rewriting("write the tags as a list", span, written, is_safe=False)
    problem = _hidden(rewriting, f"{rewriting.title}: `{entry.key}: {written}`")
    return replace(entry, value=_slice(text, span), value_span=span), problem


def _with_tags_as_items(text: Text, entry: Entry) -> tuple[Entry, Problem | None]:
    """A list of tags with a hashtag for each item that is empty to YAML."""
    if not isinstance(entry.value, list) or None not in entry.value or not _TAG_KEY.fullmatch(entry.key):
        return entry, None
    tags = [
        _tags(text, item.end) if value is None else [] for value, item in zip(entry.value, entry.items, strict=True)
    ]
    places = [Span(row[0].start, row[-1].end) if row else item for row, item in zip(tags, entry.items, strict=True)]
    hidden = [place for row, place in zip(tags, places, strict=True) if row]
    if not hidden:
        return entry, None
    values = [
        _slice(text, place) if row else value for row, place, value in zip(tags, places, entry.value, strict=True)
    ]
    span = Span(entry.value_span.start, max(entry.value_span.end, hidden[-1].end))
    changed = Span(hidden[0].start, hidden[-1].end)
    quotes = [
        (Span(place.start - changed.start, place.end - changed.start), quoted(_slice(text, place))) for place in hidden
    ]
    rewriting = Rewriting("put the tags in quotes", changed, spliced(_slice(text, changed), quotes), is_safe=False)
    problem = _hidden(rewriting, f"{rewriting.title}: `- {quotes[0][1]}`", hidden[0])
    return replace(entry, value=values, value_span=span, items=tuple(places)), problem


def _hidden(rewriting: Rewriting, remedy: str, span: Span | None = None) -> Problem:
    message = "`#` starts a comment in YAML, which hides these tags"
    return Problem(span or rewriting.span, message, remedy, loses=False, rewriting=rewriting)


def _tags(text: Text, at: int) -> list[Span]:
    """The places of the hashtags that are all that stands in a line from an offset of the file on."""
    found = _TAGS.match(text.content, at - text.base)
    tags = _ONE_TAG.finditer(text.content, *found.span("tags")) if found else ()
    return [text.span(*tag.span()) for tag in tags]


def _bare(text: Text, tag: Span) -> str:
    """A hashtag without its sign, as an item in brackets."""
    word = _slice(text, tag)[1:].removeprefix("[[").removesuffix("]]")
    return word if _PLAIN_TAG.fullmatch(word) else quoted(word)


def _slice(text: Text, span: Span) -> str:
    return text.content[span.start - text.base : span.end - text.base]


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
