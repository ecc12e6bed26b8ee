"""The check of the rule image-case."""

from __future__ import annotations

from notelint.bibliography.urls import unquote
from notelint.checks.image_paths import fold_destination, targets
from notelint.checks.paths import ESCAPABLE, Verdict, unescaped
from notelint.diagnostic import Edit, Finding, Fix
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_case(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose path differs from that of the file in case only."""
    for image, target in targets(document, context):
        if target.verdict is not Verdict.OTHER_CASE or image.destination_span is None:
            continue
        written = document.source.slice(image.destination_span)
        spelled = _respell(written, target.path, escaped=image.form != "html")
        edit = Edit(image.destination_span, spelled) if spelled else None
        yield Finding(
            image.destination_span,
            f'image "{image.destination}" is "{target.path}" on disk',
            "use the name as it is on disk: most servers are case-sensitive",
            Fix(f'write "{spelled}"', (edit,)) if edit else None,
        )


def _respell(written: str, path: str, *, escaped: bool) -> str | None:
    """A destination with each name in the case of `path`, else as it was; None where the two do not correspond."""
    ours, theirs = written.split("/"), path.split("/")
    ours, rest = ours[-len(theirs) :], ours[: -len(theirs)]
    tail = ours[-1][len(ours[-1].partition("?")[0].partition("#")[0]) :]
    ours[-1] = ours[-1].removesuffix(tail)
    names = [_name(*pair, escaped=escaped) for pair in zip(ours, theirs, strict=False)]
    result = "/".join((*rest, *names)) + tail
    same = fold_destination(result, escaped=escaped) == fold_destination(written, escaped=escaped)
    return result if len(ours) == len(theirs) and same else None


def _name(written: str, found: str, *, escaped: bool) -> str:
    """A name as it is on the disk, percent-encoded or escaped where the written one is."""
    from urllib.parse import quote  # noqa: PLC0415 - few images are named in another case

    if unquote(unescaped(written) if escaped else written) == found:
        return written
    if "%" in written:
        return quote(found)
    return ESCAPABLE.sub(r"\\\g<0>", found) if escaped and "\\" in written else found
