"""Apply fixes to a fixpoint, and prove that the safe ones keep what the notes say."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter

from notelint.dataclass import dataclass, replace
from notelint.diagnostic import Safety
from notelint.errors import NotelintError
from notelint.markdown.nodes import Html, walk
from notelint.record import records, to_json
from notelint.record.changes import without_places
from notelint.regex import regex
from notelint.source import spliced
from notelint.suppression import MARK, without_comments
from notelint.targets.images import fold_destination
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from notelint.diagnostic import Diagnostic, Edit, Fix
    from notelint.markdown.nodes import Block, Image
    from notelint.note.model import Document
    from notelint.source import Source, Span

_SPACES = regex(r"[ \t]+(\n?)")
_EMPTY_LINES = regex(r"\n{3,}")
_PASSES = 20


@dataclass(frozen=True)
class Fixed:
    """A document after its fixes.

    `applied` are the diagnostics that were fixed, `left` those that still hold. `withdrawn` are those whose fix calls
    itself safe but would have changed what the notes say: it was taken back, and notelint is to blame.
    """

    document: Document
    applied: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
    withdrawn: tuple[Diagnostic, ...]


def fix_document(
    document: Document,
    read: Callable[[Source], Document],
    find: Callable[[Document], Sequence[Diagnostic]],
    *,
    reached: Callable[[Document], Counter[str]] = lambda _: Counter(),
    unsafe: bool = False,
) -> Fixed:
    """Apply the safe fixes of what `find` finds, then (with `unsafe`) the others, until none is left.

    After each pass the text is `read` again: after safe fixes the records must be equal, and all that images and links
    `reached` before must be reached. Raises NotelintError where rules undo each other's fixes for ever.
    """

    def is_kept(before: Document, after: Document) -> bool:
        return says_the_same(before, after, read) and reached(before) <= reached(after)

    applied: list[Diagnostic] = []
    withdrawn: dict[tuple[str, ...], Diagnostic] = {}
    fixes: list[Diagnostic] = []
    for _ in range(_PASSES):
        found = find(document)
        fixes = [each for each in found if each.finding.fix and _identity(each) not in withdrawn]
        safe = [each for each in fixes if each.finding.fix and each.finding.fix.safety is Safety.SAFE]
        if not (safe or (unsafe and fixes)):
            return Fixed(document, tuple(applied), tuple(found), tuple(withdrawn.values()))
        after, done = _apply_to(document, safe or fixes, read)
        if safe and not is_kept(document, after):
            faulty = _faulty(document, (), done, read, is_kept)
            withdrawn.update((_identity(each), each) for each in faulty)
            after, done = _apply_to(document, [each for each in done if each not in faulty], read)
        applied += done
        document = after
    names = " and ".join(sorted({each.rule for each in fixes}))
    raise NotelintError(f"{document.source.path}: the fixes of {names} undo each other; --ignore one of these rules")


def apply(text: str, fixes: Iterable[Fix]) -> tuple[str, list[Fix]]:
    """The text with those fixes that do not overlap an earlier one, and which they are; nothing else is touched."""
    edits: list[Edit] = []
    applied: list[Fix] = []
    taken: list[Span] = []
    for fix in fixes:
        if any(_overlaps(edit.span, taken) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit.span)
        edits += fix.edits
        applied.append(fix)
    ordered = sorted(edits, key=lambda edit: edit.span)
    return spliced(text, ((edit.span, edit.text) for edit in ordered)), applied


def says_the_same(before: Document, after: Document, read: Callable[[Source], Document]) -> bool:
    """Whether two versions of a file say the same: equal records, blocks of the same kinds, the same front matter.

    The path of an image may be spelled in another way for the same file (case, encoding): the earlier version is read
    again with the later one's spellings.
    """
    if _kinds(before) != _kinds(after):
        return False
    respelled = _respell_images(before, after)
    if respelled is None:
        return False
    said = [_content(read(respelled) if respelled != before.source else before), _content(after)]
    if MARK in before.source.text or MARK in after.source.text:
        said = [_without_comments(each) for each in said]
    return said[0] == said[1]


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Whether a span overlaps one of those taken (in order, apart); two insertions at one place do."""
    at = bisect_left(taken, span)
    before = at > 0 and (taken[at - 1].end > span.start)
    behind = at < len(taken) and (taken[at].start < span.end or taken[at] == span)
    return before or behind


def _apply_to(
    document: Document, diagnostics: Sequence[Diagnostic], read: Callable[[Source], Document]
) -> tuple[Document, list[Diagnostic]]:
    """The document with those fixes that do not overlap, and what they fix; several findings may share a fix."""
    fixes = {id(each.finding.fix): each.finding.fix for each in diagnostics if each.finding.fix}
    text, applied = apply(document.source.text, fixes.values())
    done = set(map(id, applied))
    return read(replace(document.source, text=text)), [each for each in diagnostics if id(each.finding.fix) in done]


def _faulty(
    document: Document,
    kept: Sequence[Diagnostic],
    diagnostics: Sequence[Diagnostic],
    read: Callable[[Source], Document],
    is_kept: Callable[[Document, Document], bool],
) -> list[Diagnostic]:
    """Those fixes that, added to some that keep what the notes say, change it: halved until each is known."""
    after, _ = _apply_to(document, [*kept, *diagnostics], read)
    if is_kept(document, after):
        return []
    if len(diagnostics) == 1:
        return [*diagnostics]
    half = len(diagnostics) // 2
    first = _faulty(document, kept, diagnostics[:half], read, is_kept)
    sound = [*kept, *(each for each in diagnostics[:half] if each not in first)]
    return [*first, *_faulty(document, sound, diagnostics[half:], read, is_kept)]


def _identity(diagnostic: Diagnostic) -> tuple[str, ...]:
    """What stays of a diagnostic when the text before it changes."""
    finding = diagnostic.finding
    texts = [edit.text for edit in finding.fix.edits] if finding.fix else []
    return (diagnostic.rule, diagnostic.source.slice(finding.span), *texts)


def _respell_images(before: Document, after: Document) -> Source | None:
    """The earlier text with the later spelling of each image's path; None where an image is another one."""
    if len(before.images) != len(after.images):
        return None
    spellings: dict[Span, str] = {}
    for old, new in zip(before.images, after.images, strict=True):
        if _folded(old.node) != _folded(new.node):
            return None
        if old.node.destination != new.node.destination and old.node.destination_span and new.node.destination_span:
            spellings[old.node.destination_span] = after.source.slice(new.node.destination_span)
    return replace(before.source, text=spliced(before.source.text, sorted(spellings.items())))


def _folded(image: Image) -> str:
    return fold_destination(image.destination, escaped=image.form != "html")


def _content(document: Document) -> tuple[Any, ...]:
    """What a document says: its records and its front matter, without their places."""
    entries = document.front_matter.entries if document.front_matter else ()
    said = [without_places(to_json(record)) for record in records([document])]
    return said, {entry.key: entry.value for entry in entries}


def _kinds(document: Document) -> list[type[Block]]:
    """The kinds of all blocks, but for comments that only speak to notelint."""
    return [
        type(block) for block in walk(document.blocks) if not (isinstance(block, Html) and _is_comment(block.text))
    ]


def _is_comment(text: str) -> bool:
    return MARK in text and not without_comments(text).strip()


def _without_comments(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """What is said, without the comments that speak to notelint and the spaces and empty lines around them."""
    if isinstance(value, dict):
        return {key: _without_comments(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_comments(item) for item in value if not _is_html_comment(item)]
    if isinstance(value, str):
        return _EMPTY_LINES.sub("\n\n", _SPACES.sub(lambda found: found[1] or " ", without_comments(value))).strip()
    return value


def _is_html_comment(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a block of a record, or a section without a heading, is nothing but comments to notelint."""
    if not isinstance(value, dict):
        return False
    if "blocks" in value:
        return not value["heading"] and bool(value["blocks"]) and all(map(_is_html_comment, value["blocks"]))
    return value.get("type") == "html" and _is_comment(value["markdown"])
