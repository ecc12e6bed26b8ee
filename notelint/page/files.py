"""What a page needs from one file: its records, its findings, and the targets of its links and images."""

from __future__ import annotations

import posixpath

from notelint.dataclass import dataclass, field
from notelint.targets import links
from notelint.targets.paths import Verdict
from notelint.targets.uses import uses
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notelint.context import Context
    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document
    from notelint.record.model import Record


class PageFinding(NamedTuple):
    """A finding without its file; `fix` is the safety of its fix, `note` the number of its note in the file."""

    line: int
    column: int
    rule: str
    severity: str
    message: str
    help: str | None
    fix: str | None
    note: int | None


@dataclass(frozen=True)
class PageFile:
    """One file of the vault, as plain data.

    `targets` are the files that the destinations of its images and links lead to, `images` those of its images;
    `covers` are the destinations of the images that its front matter names.
    """

    path: str
    records: tuple[Record, ...] = ()
    findings: tuple[PageFinding, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


def page_file(
    document: Document, context: Context, records: Sequence[Record], diagnostics: Iterable[Diagnostic]
) -> PageFile:
    """A file of the page from a document, its records and its findings; only existing files are targets."""
    keys = {record.id: place for place, record in enumerate(records)}
    images = [(each, each.file) for each in uses(document, context) if each.file]
    body = document.front_matter.span.end if document.front_matter else 0
    return PageFile(
        document.source.path,
        tuple(records),
        tuple(_finding(each, keys) for each in diagnostics),
        _links(document, context) | {each.destination: file for each, file in images},
        tuple(file for _, file in images),
        tuple(each.destination for each, _ in images if each.span.start < body),
    )


def _links(document: Document, context: Context) -> dict[str, str]:
    """The files that links lead to; a note is found by its name alone, as Obsidian does."""
    names = {link.target: posixpath.basename(link.target.partition("#")[0].strip()) for link in document.wiki_links}
    found = {
        target: files[0] for target, name in names.items() if name and (files := context.files.find(f"{name}.md"))
    }
    paths = links.targets(document, context)
    return found | {link.url: target.file for link, target in paths if target.verdict is Verdict.FOUND}


def _finding(diagnostic: Diagnostic, keys: Mapping[str, int]) -> PageFinding:
    finding = diagnostic.finding
    return PageFinding(
        *diagnostic.source.position(finding.span.start),
        diagnostic.rule,
        diagnostic.severity.value,
        finding.message,
        finding.help,
        finding.fix.safety.value if finding.fix else None,
        keys.get(diagnostic.note) if diagnostic.note else None,
    )
