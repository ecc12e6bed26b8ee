"""The check of the rule image-unencoded."""

from __future__ import annotations

import re

from notelint.checks.image_paths import SIZE, targets
from notelint.checks.paths import TEMPLATE, Verdict
from notelint.diagnostic import Edit, Finding, Fix
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_ENCODED = {" ": "%20", "\t": "%09", "\\": "/"}


def image_unencoded(document: Document, context: Context) -> Iterator[Finding]:
    """Images that are there but not shown everywhere, for a raw space or a backslash in the path."""
    for image, target in targets(document, context):
        span = image.destination_span
        if target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE, Verdict.UNCHECKED) or span is None:
            continue
        written = document.source.slice(span)
        if TEMPLATE.search(written):
            continue
        if image.form == "unparsed" and not SIZE.search(written):
            what = "is not an image to Markdown: a space in a path ends it"
        elif target.file and image.form != "embed" and "\\" in written and "\\" not in target.path:
            what = "is found on Windows only: a path has / between its names"
        else:
            continue
        spelled = re.sub(r"[ \t\\]", lambda found: _ENCODED[found[0]], written)
        remedy = f'write "{spelled}"'
        yield Finding(span, f'"{written}" {what}', remedy, Fix(remedy, (Edit(span, spelled),)))
