"""The check of the rule image-size."""

from __future__ import annotations

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_size(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file has more bytes than `image-max-bytes` allows."""
    for image, target in targets(document, context):
        if target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE):
            continue
        if len(context.files.read(target.file, context.image_max_bytes + 1)) > context.image_max_bytes:
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" is larger than {context.image_max_bytes:,} bytes',
                "make it smaller: pages load slowly, and git keeps every version",
            )
