"""Apply fixes to a fixpoint, prove that the safe ones keep what the notes say, and let links follow new headings."""

from __future__ import annotations

import posixpath
from bisect import bisect_left, insort
from collections import Counter
from functools import partial
from itertools import chain

from notelint.bibliography.urls import unquote
from notelint.bounds import LimitError
from notelint.dataclass import dataclass, replace
from notelint.diagnostic import Safety
from notelint.engine.limits import on_each, on_file
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.markdown.nodes import Html, walk
from notelint.paths import absolute, is_markdown, shown
from notelint.record import records, to_json
from notelint.record.changes import without_places
from notelint.regex import regex
from notelint.source import Source, encoded, spliced
from notelint.store import Disk, Overlay
from notelint.suppression import MARK, without_comments
from notelint.targets.images import fold_destination
from notelint.targets.renamed_headings import links_to, renamed_headings
from notelint.typing import TYPE_CHECKING
from notelint.writing import is_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from notelint.diagnostic import Diagnostic, Edit, Fix
    from notelint.engine.checker import Checker
    from notelint.engine.outcome import Outcome
    from notelint.markdown.nodes import Block, Image
    from notelint.note.model import Document
    from notelint.source import Span
    from notelint.targets.renamed_headings import Following, Renamed


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


_LOST = "its links were not led to renamed headings"


def following(
    outcomes: Iterable[Outcome], checker: Checker, paths: Sequence[str], warn: Callable[[NotelintError], object]
) -> Iterator[Outcome]:
    """The outcomes of fixing files, with their links led to the headings of the others as they are called now.

    What is renamed is known once all files are fixed: none is given on before. `paths` are those that the user named.
    A link in a file that is not checked or cannot be written is left, and `warn` is told. Links to a file that cannot
    be written stay as they are, as do its headings.
    """
    outcomes = list(outcomes)
    renamed = dict(_renamed(outcomes, checker))
    if not renamed:
        yield from outcomes
        return
    for error in _unchecked(outcomes, checker, renamed, warn):
        warn(error)
    fixed = {absolute(each.path): encoded(each.text) for each in outcomes if each.text is not None}
    later = replace(checker, files=Files(paths, Overlay(Disk(), fixed)))
    for each in outcomes:
        lead = partial(_led, each, checker, later, renamed, warn)
        try:
            yield on_file(each.input, lead, checker.seconds, _LOST)
        except LimitError as error:
            warn(error)
            yield each


def _renamed(outcomes: Iterable[Outcome], checker: Checker) -> Iterator[tuple[str, Renamed]]:
    """What was renamed in each file, by absolute path."""
    for each in outcomes:
        if each.text is not None and is_writable(each.path):
            before, after = each.input.source, Source(each.path, each.text)
            if found := renamed_headings(checker.document(before), checker.document(after)):
                yield absolute(each.path), found


def _led(
    each: Outcome,
    checker: Checker,
    later: Checker,
    renamed: Mapping[str, Renamed],
    warn: Callable[[NotelintError], object],
) -> Outcome:
    """One outcome with its links led on; what is left to report is then that of the new text, `later`."""
    before = each.input.source
    source = before if each.text is None else Source(each.path, each.text)
    if each.error or not _may_lead(source, renamed):
        return each
    found = list(_links(source, checker, renamed))
    if found and not is_writable(source.path):
        for error in _as_it_is(source, found, "the file is read-only"):
            warn(error)
        found = []
    text = spliced(source.text, sorted((link.edit.span, link.edit.text) for link in found))
    left = later.find(later.document(Source(source.path, text)))
    return each._replace(left=left, text=None if text == before.text else text)


def _unchecked(
    outcomes: Iterable[Outcome],
    checker: Checker,
    renamed: Mapping[str, Renamed],
    warn: Callable[[NotelintError], object],
) -> Iterator[NotelintError]:
    """What is said of the links in files around that are not checked."""
    checked = {absolute(each.path) for each in outcomes}
    others = (each for each in sources_around(checker.files, renamed) if absolute(each.path) not in checked)

    def said(source: Source) -> list[NotelintError]:
        return [*_as_it_is(source, _links(source, checker, renamed), "the file is not checked")]

    return chain.from_iterable(on_each(others, said, checker.seconds, _LOST, warn))


def _links(source: Source, checker: Checker, renamed: Mapping[str, Renamed]) -> Iterator[Following]:
    document = checker.document(source)
    return links_to(document, checker.context(document), renamed)


def _as_it_is(source: Source, found: Iterable[Following], why: str) -> Iterator[NotelintError]:
    for link in found:
        line, column = source.position(link.edit.span.start)
        said = f'"#{link.name}" is called "#{link.edit.text}" now, and this link is left as it is: {why}'
        yield NotelintError(f"{source.path}:{line}:{column}: {said}")


def sources_around(files: Files, renamed: Mapping[str, Renamed]) -> Iterator[Source]:
    """The Markdown files around those in which headings were renamed that may hold a link to one."""
    roots = (files.repository_root(path) or files.vault_root(path) or posixpath.dirname(path) for path in renamed)
    for path in dict.fromkeys(path for root in dict.fromkeys(roots) for path in files.tree(root)):
        if is_markdown(path):
            source = Source.from_bytes(shown(path), files.read(path))
            if _may_lead(source, renamed):
                yield source


def _may_lead(source: Source, renamed: Mapping[str, Renamed]) -> bool:
    """Whether a text holds the name of a renamed file: most do not, and are not read as Markdown."""
    if "#" not in source.text:
        return False
    text = unquote(source.text)
    return any(posixpath.splitext(posixpath.basename(path))[0] in text for path in renamed)
