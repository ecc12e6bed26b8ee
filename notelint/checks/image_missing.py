"""The check of the rule image-missing."""

from __future__ import annotations

from notelint.checks.image_paths import targets
from notelint.checks.nearby import correction
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.paths import shown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_WORDS = {
    Verdict.MISSING: ("does not exist", 'save it as "{file}", or fix its path'),
    Verdict.OUTSIDE: ("is outside the site", "copy it next to the note and use a relative path"),
    Verdict.ATTACHMENT: ("is inside a Jupyter notebook", "save it as a file next to the note and use that path"),
}


def image_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file is not there."""
    for image, target in targets(document, context):
        if target.verdict in _WORDS:
            what, remedy = _WORDS[target.verdict]
            place = image.destination_span or image.span
            meant = correction(place, target, document, context, image.form)
            remedy = meant.help if meant else remedy.format(file=shown(target.file))
            yield Finding(place, f'image "{image.destination}" {what}', remedy, meant.fix if meant else None)
