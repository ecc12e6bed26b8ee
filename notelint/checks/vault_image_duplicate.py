"""The check of the rule vault-image-duplicate."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict
from notelint.checks.vault import elsewhere
from notelint.diagnostic import Finding
from notelint.paths import absolute, shown
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.files import Files
    from notelint.markdown.nodes import Image
    from notelint.note.model import Document

_START = 4096  # bytes; two pictures rarely begin with as many equal ones


class _Use(NamedTuple):
    """The first place where a file is used."""

    document: Document
    image: Image
    file: str
    files: Files


def vault_image_duplicate(documents: Sequence[Document], context_of: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Image files with the same bytes as one that is used before: at the first place that uses each."""
    by_start: defaultdict[bytes, list[_Use]] = defaultdict(list)
    for use in _first_uses(documents, context_of):
        by_start[_digest(use.files.read(use.file, _START))].append(use)
    by_start.pop(_digest(b""), None)  # files without content are no copies of each other
    for alike in by_start.values():
        if len(alike) > 1:
            yield from _findings(alike)


def _first_uses(documents: Iterable[Document], context_of: ContextOf) -> Iterator[_Use]:
    seen: set[str] = set()
    for document in documents:
        context = context_of(document)
        for image, target in targets(document, context):
            file = absolute(target.file)
            if target.verdict in (Verdict.FOUND, Verdict.OTHER_CASE) and file not in seen:
                seen.add(file)
                yield _Use(document, image, file, context.files)


def _findings(uses: Iterable[_Use]) -> Iterator[tuple[Document, Finding]]:
    first: dict[bytes, _Use] = {}
    for use in uses:
        before = first.setdefault(use.files.derived(use.file, _digest), use)
        if before is not use:
            span, its_span = (each.image.destination_span or each.image.span for each in (use, before))
            finding = Finding(
                span,
                f'image "{use.image.destination}" is a copy of "{shown(before.file)}"',
                "use one of the two files, and delete the other",
                related=(elsewhere("the other one is used here", before.document, its_span),),
            )
            yield use.document, finding


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()
