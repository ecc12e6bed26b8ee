"""The check of the rule link-scheme."""

from __future__ import annotations

from notelint.checks import image_paths
from notelint.checks.link_paths import doubtful_links, is_of_the_web, with_scheme
from notelint.checks.paths import Verdict
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Span


def link_scheme(document: Document, context: Context) -> Iterator[Finding]:
    """Addresses that begin with what is meant to be `https://`: of links, of images, and in front matter."""
    for entry in document.front_matter.entries if document.front_matter else ():
        value = entry.value if isinstance(entry.value, str) else ""
        meant = with_scheme(value) if "//" in value and not any(map(str.isspace, value)) else None
        # A value that lacks the scheme is no link that leads astray.
        if meant and not meant.endswith(f"://{value}") and value in document.source.slice(entry.value_span):
            start = document.source.text.index(value, entry.value_span.start)
            yield _finding(f'"{value}"', meant, entry.value_span._replace(start=start, end=start + len(value)))
    for link in doubtful_links(document, context):
        meant = with_scheme(link.url)
        if meant is not None and link.url_span:
            yield _finding(f'link "{link.url}"', meant, link.url_span)
    for image, target in image_paths.targets(document, context) if document.images else ():
        meant = with_scheme(image.destination) if target.verdict is Verdict.UNCHECKED else None
        if meant is not None and image.destination_span:
            yield _finding(f'image "{image.destination}"', meant, image.destination_span)


def _finding(what: str, meant: str, span: Span) -> Finding:
    message = f"{what} is not a valid URL"
    if not is_of_the_web(meant):
        return Finding(span, message, "name the page after the //, or delete it")
    return Finding(
        span, message, f'did you mean "{meant}"?', Fix(f'write "{meant}"', (Edit(span, meant),), Safety.UNSAFE)
    )
