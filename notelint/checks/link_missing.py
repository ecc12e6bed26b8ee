"""The check of the rule link-missing."""

from __future__ import annotations

from notelint.checks.link_paths import targets
from notelint.checks.nearby import correction
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Links to files that are not there, or are spelled in another case."""
    for link, target in targets(document, context):
        place = link.url_span or link.span
        if target.verdict is Verdict.OTHER_CASE:
            remedy = "use the name as it is on disk: most servers are case-sensitive"
            yield Finding(place, f'link target "{link.url}" is "{target.path}" on disk', remedy)
        elif target.verdict is Verdict.MISSING:
            meant = correction(place, target, document, context, link.node.form)
            remedy = meant.help if meant else "fix its path, or delete the link"
            yield Finding(place, f'link target "{link.url}" does not exist', remedy, meant.fix if meant else None)
