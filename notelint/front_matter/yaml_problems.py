"""What a YAML parser's error means, said in plain words, at the place where the text must be fixed.

PyYAML's two parsers (libyaml's and its own) word the same error differently, and other versions of them differ again:
what is said here is read from the text around the place, and only the kind of error from the parser's words. They
are never shown: an error of a kind that is not known here gets a sentence that is true of all.
"""

from __future__ import annotations

import re

from notelint.front_matter.model import TOO_DEEP
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

QUOTE = "put the value in quotes if it is text"
NO_KEY = "write it as `key: value`, or indent it where it belongs to the key above"

_KEY_AND_VALUE = regex(r"(?P<indent>\s*(?:- +)?)(?P<key>[^\s:][^:]*):[ \t]+(?P<value>.*\S)")
_BEYOND_UNICODE = regex(r"\\U(?!0010|000)[0-9a-fA-F]{8}")
_SHOWN = 60


class _Error(NamedTuple):
    """The text, where the parser stopped (`at`), and where what it was reading began (`began`)."""

    text: str
    at: int
    began: int

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    def line(self, at: int) -> tuple[int, int]:
        """From where to where the line of an offset runs, without its line end and the spaces before that."""
        before = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        found = re.compile(r"[^\r\n]*").match(self.text, before)
        return before, before + len(found.group().rstrip()) if found else before


_Explanation = tuple[int, int, str, str]


def explain(error: Any, text: str) -> _Explanation:  # noqa: ANN401 - most errors have marks and words, and not all
    """From where to where in `text` (not empty) the error stands, what is wrong, and what to do."""
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    at = min(_index(error, "problem_mark", 0), len(text))
    place = _Error(text, at, min(_index(error, "context_mark", at), len(text) - 1))
    for pattern, explanation in _EXPLANATIONS:
        if re.search(pattern, f"{context}: {problem}"):
            return explanation(place)
    beyond = _BEYOND_UNICODE.search(text)
    if beyond and not problem:  # PyYAML's own parser has no words for it
        return _bad_code(place._replace(at=beyond.start()))
    return *_point(place, at), "this is not valid YAML", QUOTE


def _index(error: object, mark: str, otherwise: int) -> int:
    index: int = getattr(getattr(error, mark, None), "index", otherwise)
    return index


def _point(error: _Error, at: int) -> tuple[int, int]:
    """The character at an offset, or the last one of the text."""
    at = max(min(at, len(error.text) - 1), 0)
    return at, min(at + 1, len(error.text))


def _rest(error: _Error, at: int) -> tuple[int, int]:
    """From an offset to the end of its line."""
    return at, max(error.line(at)[1], at)


def _second_colon(error: _Error) -> _Explanation:
    start, end = error.line(error.at)
    found = _KEY_AND_VALUE.match(error.text, start, end)
    if found and found.end("key") < error.at:
        remedy = "put the value in quotes"
        if len(found["value"]) <= _SHOWN and not set('"\\') & set(found["value"]):
            remedy += f': `{found["key"]}: "{found["value"]}"`'
        return *_point(error, error.at), "a second `: ` on this line, which YAML reads as another key", remedy
    return (
        *_rest(error, start + len(error.text[start:end]) - len(error.text[start:end].lstrip())),
        "a key cannot stand here: the line above is not a key or already has a value",
        "indent the line like its neighbours, or fix the line above",
    )


def _bad_start(error: _Error) -> _Explanation:
    if error.char == "\t":
        found = re.compile(r"\t+").match(error.text, error.at)
        end = found.end() if found else error.at + 1
        return error.at, end, "tab in the indentation: YAML allows only spaces", "indent with spaces"
    char = "a backtick" if error.char == "`" else f"`{error.char}`"
    return *_rest(error, error.at), f"a value cannot begin with {char}", "put the value in quotes"


def _open_bracket(error: _Error) -> _Explanation:
    opening = error.text[error.began]
    closing = {"[": "]", "{": "}"}.get(opening, opening)
    line_end = error.line(error.began)[1]
    line = error.text[error.began : line_end]
    hash_at = re.search(r"[\s\[{,]#", line)
    if hash_at and closing in line[hash_at.end() :]:
        start = error.began + hash_at.end() - 1
        return (
            *_rest(error, start),
            f"`#` starts a comment, which hides the closing `{closing}`",
            'put the word in quotes: `"#..."`',
        )
    if error.at < line_end:
        return *_point(error, error.at), "a comma is missing before this", "put a comma between the items"
    return *_point(error, error.began), f"this `{opening}` is not closed", f"add the closing `{closing}`"


def _open_item(error: _Error) -> _Explanation:
    """In brackets, at the end of the text: the parser no longer says where the bracket opened."""
    start = max(error.text.rfind("[", 0, error.at), error.text.rfind("{", 0, error.at))
    if error.at >= len(error.text.rstrip()) and start >= 0:
        return _open_bracket(error._replace(began=start))
    return _bad_start(error)


def _open_quote(error: _Error) -> _Explanation:
    quote = error.text[error.began]
    return (
        *_rest(error, error.began),
        f"the quote `{quote}` is not closed",
        f"add the closing `{quote}`, or put the value in the other kind of quotes",
    )


def _unknown_escape(error: _Error) -> _Explanation:
    at = error.at if error.char == "\\" else max(error.at - 1, 0)
    escape = error.text[at : at + 2]
    return at, at + len(escape), f"`{escape}` means nothing in double quotes", "put the value in single quotes"


def _bad_code(error: _Error) -> _Explanation:
    """The parsers stop at the backslash, behind its letter or at the first digit that is none."""
    at = max(error.text.rfind("\\", 0, error.at + 1), 0)
    found = re.compile(r"\\[xuU][0-9a-fA-F]*").match(error.text, at)
    return at, found.end() if found else at + 1, "this escape names no character", "put the value in single quotes"


def _deep(error: _Error) -> _Explanation:
    return *_point(error, error.at), *TOO_DEEP


def _no_colon(error: _Error) -> _Explanation:
    return *_rest(error, error.began), "this line is not `key: value`", NO_KEY


def _mark(error: _Error) -> _Explanation:
    mark = error.text[error.began]
    meaning = {"*": "an alias", "&": "an anchor", "!": "a tag", "%": "a directive"}.get(mark, "something else")
    return *_rest(error, error.began), f"`{mark}` at the start of a value begins {meaning} in YAML", QUOTE


def _after_value(error: _Error) -> _Explanation:
    start, end = error.line(error.at)
    before = error.text[start : error.at].rstrip()
    rest = _rest(error, error.at)
    if before and before[-1] in "\"'":
        return *rest, "text after the closing quote", "put the whole value in the other kind of quotes"
    if before and before[-1] in "]}":
        return *rest, "text after the closing bracket", "put the whole value in quotes"
    if re.match(r"-(?:\s|$)", error.text[error.at : end]):
        return *rest, "a list item where a key must stand", "indent it below its key, and give the key no other value"
    return *rest, "the indentation matches no key above", "indent it like its neighbours"


def _list_on_line(error: _Error) -> _Explanation:
    mark = error.char
    return (
        *_rest(error, error.at),
        f"a value cannot begin with `{mark} `",
        "put the value in quotes, or begin a list on the next line",
    )


def _after_block_mark(error: _Error) -> _Explanation:
    mark = error.text[error.began]
    return (
        *_rest(error, error.began),
        f"`{mark}` begins a text of several lines, which must start on the next line",
        QUOTE,
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[_Error], _Explanation]], ...] = (
    (r"mapping values are not allowed", _second_colon),
    (r"(?:sequence entries|mapping keys) are not allowed", _list_on_line),
    (r"cannot start any token|found a tab character", _bad_start),
    (r"parsing a flow (?:sequence|mapping)", _open_bracket),
    (r"quoted scalar: .*unknown escape", _unknown_escape),
    (r"quoted scalar: .*(?:hexa?decimal|escape code)", _bad_code),
    (r"scalar: found unexpected (?:end of stream|document)", _open_quote),
    (r"could not find expected ':'", _no_colon),
    (r"(?:scann|pars)ing an? (?:alias|anchor|tag|(?:%\w+ )?directive)|undefined tag handle", _mark),
    (r"scanning a block scalar", _after_block_mark),
    (r"parsing a flow node", _open_item),
    (r"node content", _bad_start),
    (r"parsing a block (?:mapping|collection)|expected '?<document start>", _after_value),
    (r"nest|depth", _deep),
)
