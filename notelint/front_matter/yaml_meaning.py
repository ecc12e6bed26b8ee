"""Front matter that is YAML, but says another thing in YAML than its author meant: two colons, and hashtags."""

from __future__ import annotations

import re

from notelint.dataclass import replace
from notelint.front_matter.model import Problem, Reading, Rewriting
from notelint.front_matter.written import quoted
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter.model import Entry
    from notelint.front_matter.yaml_values import Text

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
