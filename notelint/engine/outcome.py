"""What work on one file gave, and its findings as plain data without loss, which the cache keeps."""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Related, Safety, Severity
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from notelint.engine.inputs import Input
    from notelint.source import Source

# To look a member up takes a fifth of the time of asking its class for it.
_SEVERITIES = {each.value: each for each in Severity}
_SAFETIES = {each.value: each for each in Safety}


class Outcome(NamedTuple):
    """What is `left` to be reported of a file, whose bytes are those of `input`.

    `text` is what the file's text is to become where it was fixed, `applied` names the rule of each fix; what is left
    is then that of this text. `faults` and `error` are in the words of a NotelintError: what went wrong beside, and
    why nothing is left. `holds_note` says whether the file was read as a note or several; None where it was not read.
    `keys` are the citation keys that its notes would have if no other had them, and whether they pin them; None where
    nobody asked. `is_known`: an earlier run has found that. `facts` are what it rests on beside the text, for the
    cache; None where nothing is to be kept.
    """

    input: Input
    left: Sequence[Diagnostic] = ()
    text: str | None = None
    applied: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    error: str | None = None
    holds_note: bool | None = None
    keys: Sequence[tuple[str, bool]] | None = None
    is_known: bool = False
    facts: str | None = None

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.input.path

    @property
    def worked_on(self) -> int:
        """The bytes that were worked on: none where all was known."""
        return 0 if self.is_known else len(self.input.data)


def keyed(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes of files that are checked together, where each note is called by the `id` of its record."""
    taken: dict[str, int] = {}
    return (each._replace(left=among_all(each.left, each.keys, taken)) if each.keys else each for each in outcomes)


def among_all(
    found: Sequence[Diagnostic], keys: Sequence[tuple[str, bool]], taken: dict[str, int]
) -> Sequence[Diagnostic]:
    """What is found in a file, with the notes' keys made unique among several files: see `settled`."""
    from notelint.unique import settled  # noqa: PLC0415 - a file alone needs none

    ids = dict(zip(settled(keys, {}), settled(keys, taken), strict=True))
    if not found or all(own == key for own, key in ids.items()):
        return found
    return [replace(each, note=ids.get(each.note, each.note)) if each.note else each for each in found]


def serialize(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics of one file as JSON on one line, without the file itself."""
    import json  # noqa: PLC0415 - a run to which all is known, and nothing found, needs none

    return json.dumps([_plain(each) for each in diagnostics], ensure_ascii=False, separators=(",", ":"))


def deserialize(text: str, source: Source) -> list[Diagnostic]:
    """The diagnostics of a file from what `serialize` gave.

    Raises ValueError, TypeError, LookupError or RecursionError where the text is anything else: it may come from
    anywhere.
    """
    if text == "[]":
        return []
    import json  # noqa: PLC0415 - as above

    return [_diagnostic(source, *item) for item in _list(json.loads(text))]


def _plain(diagnostic: Diagnostic) -> list[Any]:
    finding = diagnostic.finding
    return [
        diagnostic.rule,
        diagnostic.severity,
        diagnostic.note,
        finding.span,
        finding.message,
        finding.help,
        finding.fix
        and [finding.fix.title, finding.fix.safety, [(each.span, each.text) for each in finding.fix.edits]],
        [(each.message, each.span, each.location) for each in finding.related],
    ]


def _diagnostic(  # noqa: PLR0913, PLR0917 - as many as a diagnostic has
    source: Source,
    rule: object,
    severity: str,
    note: object,
    span: object,
    message: object,
    help: object,  # noqa: A002 - as in Finding
    fix: object,
    related: object,
) -> Diagnostic:
    length = len(source.text)
    finding = Finding(
        _span(span, length),
        _text(message),
        help if help is None else _text(help),
        fix if fix is None else _fix(length, *_list(fix)),
        () if related == [] else tuple([_related(length, *each) for each in _list(related)]),
    )
    return Diagnostic(source, _text(rule), _SEVERITIES[severity], finding, note if note is None else _text(note))


def _fix(length: int, title: object, safety: str, edits: object) -> Fix:
    made = tuple([Edit(_span(span, length), _text(text)) for span, text in _list(edits)])
    return Fix(_text(title), made, _SAFETIES[safety])


def _related(length: int, message: object, span: object, location: object) -> Related:
    return Related(
        _text(message),
        span if span is None else _span(span, length),
        location if location is None else _text(location),
    )


def _span(value: object, length: int) -> Span:
    start, end = _list(value)
    if not (type(start) is type(end) is int and 0 <= start <= end <= length):
        raise ValueError(f"{value!r} is no span of a text of {length} characters")
    return Span(start, end)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value
