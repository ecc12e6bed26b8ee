"""The check of the rule image-unencoded."""

from __future__ import annotations

import re

from notelint.checks.image_paths import SIZE, fold_destination, targets
from notelint.checks.paths import TEMPLATE, Verdict, plain_readings
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.paths import fold
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.checks.paths import Target
    from notelint.markdown.nodes import Image
    from notelint.note.model import Document
    from notelint.source import Span

_BACKSLASHES = (r"\\(?![!-/:-@\[-`{-~])", r"\\")
"""Those that escape nothing, and all: what Windows may take for separators."""


def image_unencoded(document: Document, context: Context) -> Iterator[Finding]:
    """Images that are there but not shown everywhere, for a raw space or a backslash in the path."""
    for image, target in targets(document, context):
        span = image.destination_span
        if target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE, Verdict.UNCHECKED) or span is None:
            continue
        written = document.source.slice(span)
        if TEMPLATE.search(written):
            continue
        spelled = _with_slashes(written, target, image) if target.file and "\\" in written else written
        if image.form == "unparsed" and not SIZE.search(written):
            what = "is not an image in Markdown: the path ends at the space"
            spelled = spelled.replace(" ", "%20").replace("\t", "%09")
        elif spelled != written:
            what = "works on Windows only: a path needs / between names"
        else:
            continue
        remedy = f'write "{spelled}"'
        yield Finding(span, f'"{written}" {what}', remedy, _fix(span, written, spelled, image))


def _with_slashes(written: str, target: Target, image: Image) -> str:
    """A path with `/` for the backslashes that Windows takes for separators, where only so it leads to its file."""
    if image.form == "embed" or _leads(written, target, image):
        return written
    spellings = (re.sub(backslash, "/", written) for backslash in _BACKSLASHES)
    return next((each for each in spellings if _leads(each, target, image)), written)


def _leads(written: str, target: Target, image: Image) -> bool:
    """Whether CommonMark takes a written path for the one that led to the file."""
    return fold(target.path) in map(fold, plain_readings(written, escaped=image.form != "html"))


def _fix(span: Span, written: str, spelled: str, image: Image) -> Fix:
    """Write the path so; where CommonMark reads another name in it than before, that is not safe."""
    old, new = (fold_destination(each, escaped=image.form != "html") for each in (written, spelled))
    return Fix(f'write "{spelled}"', (Edit(span, spelled),), Safety.SAFE if old == new else Safety.UNSAFE)
