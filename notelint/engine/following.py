"""Links that follow the headings which fixes renamed in other files."""

from __future__ import annotations

import posixpath
from functools import partial
from itertools import chain

from notelint.bibliography.urls import unquote
from notelint.bounds import LimitError
from notelint.dataclass import replace
from notelint.engine.limits import on_each, on_file
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.paths import absolute, is_markdown, shown
from notelint.source import Source, encoded, spliced
from notelint.store import Disk, Overlay
from notelint.targets.renamed_headings import links_to, renamed_headings
from notelint.typing import TYPE_CHECKING
from notelint.writing import is_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from notelint.engine.checker import Checker
    from notelint.engine.outcome import Outcome
    from notelint.targets.renamed_headings import Following, Renamed


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
