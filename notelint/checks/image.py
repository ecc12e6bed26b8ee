"""Images: where they lead, and what is said of them."""

from __future__ import annotations

import posixpath
import re

from notelint.bibliography.urls import unquote
from notelint.checks.nearby import correction
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.paths import fold, shown
from notelint.regex import regex
from notelint.targets.images import SIZE, fold_destination, targets
from notelint.targets.paths import ESCAPABLE, TEMPLATE, Verdict, plain_readings, unescaped
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.context import Context
    from notelint.markdown.nodes import Image
    from notelint.note.model import Document
    from notelint.source import Span
    from notelint.targets.paths import Target


def image_absolute(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose path starts at the root of their author's disk."""
    for image, target in targets(document, context):
        if target.verdict is Verdict.ONE_MACHINE:
            place = image.destination_span or image.span
            meant = correction(place, target, document, context, image.form)
            remedy = meant.help if meant else "copy it next to the note and use a relative path"
            message = f'image "{image.destination}" exists on one computer only'
            yield Finding(place, message, remedy, meant.fix if meant else None)


def image_alt(document: Document, _: Context) -> Iterator[Finding]:
    """Images without a description; `<img alt="">` says that there is nothing to describe."""
    for image in (each.node for each in document.images):
        missing = image.alt is None if image.form == "html" else not (image.alt or "").strip()
        if missing and image.form != "embed" and image.destination.strip():
            yield Finding(
                image.span,
                f'image "{image.destination}" has no description',
                'describe the image in its alt text, or write alt="" if it is decorative',
            )


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


# Where a page that loads its images late keeps their paths.
_LATE = ("data-src", "data-original", "srcset", "data-srcset")


def image_empty(document: Document, _: Context) -> Iterator[Finding]:
    """Images without a path."""
    for image in (each.node for each in document.images):
        if not image.destination.strip(" \t<>") and not any(image.attributes.get(name) for name in _LATE):
            yield Finding(image.span, "image has no path", "add the path of its file, or delete the image")


_PLACEHOLDER = (
    r"(?i)(?:image|img|picture|pic|photo|figure|fig|screen ?shot|pasted image|untitled|alt(?: text)?"
    r"|图片|圖片|截图|截圖|画像|이미지)"
    r"[\s\d_.:()-]*(?:at [\d.\s]+(?:[ap]m)?)?"
)


def image_filename_alt(document: Document, _: Context) -> Iterator[Finding]:
    """Images whose description is what a program put there: the name of their file, or a word for any image."""
    for image in (each.node for each in document.images):
        alt = (image.alt or "").strip()
        if not alt or image.form == "embed":
            continue
        name = posixpath.basename(unquote(image.destination).replace("\\", "/"))
        if alt.casefold() in (name.casefold(), posixpath.splitext(name)[0].casefold()):
            what = "is the name of its file"
        elif re.fullmatch(_PLACEHOLDER, alt):
            what = "says nothing about the image"
        else:
            continue
        yield Finding(image.span, f'description "{alt}" {what}', "describe what the image shows")


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


_WEB = regex(r"(?:https?:)?//(?P<host>[^/?#]+)", re.IGNORECASE)


def image_remote(document: Document, _: Context) -> Iterator[Finding]:
    """Images that are loaded from the web."""
    for image in (each.node for each in document.images):
        if image.destination_span and (found := _WEB.match(image.destination.strip())):
            yield Finding(
                image.destination_span,
                f'image is loaded from "{found["host"]}"',
                "copy it next to the note: a remote image may change or disappear",
            )


def image_root(document: Document, context: Context) -> Iterator[Finding]:
    """The root of the images, where none is known that holds them: one finding, with how many were not checked."""
    unrooted = [(image, target) for image, target in targets(document, context) if target.verdict is Verdict.UNROOTED]
    if not unrooted:
        return
    image, target = unrooted[0]
    unchecked = f"{len(unrooted)} image{'s' * (len(unrooted) > 1)} could not be checked"
    entry = document.front_matter.get("typora-root-url") if document.front_matter else None
    if entry and isinstance(entry.value, str):
        folder = posixpath.join(posixpath.dirname(document.source.path), entry.value)
        lack = f'has no "{target.first_folder}"' if context.files.is_dir(folder) else "does not exist"
        message = f'image root "{entry.value}" {lack}; {unchecked}'
        span = entry.value_span
    else:
        message = f'the site root has no folder "{target.first_folder}"; {unchecked}'
        span = image.destination_span or image.span
    yield Finding(span, message, "set `image-roots` in the configuration to the folder that holds the images")


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


_KINDS = {
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "JPEG": rb"\xff\xd8\xff",
    "GIF": rb"GIF8[79]a",
    "WebP": rb"(?s)RIFF....WEBP",
    "BMP": rb"(?s)BM....\0\0\0\0",
    "TIFF": rb"II\*\0|MM\0\*",
    "AVIF": rb"(?s)....ftypavi[fs]",
    "HEIC": rb"(?s)....ftyp(?:hei[cxms]|hev[cmsx])",
    "SVG": rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!DOCTYPE svg)",
    "PDF": rb"%PDF-",
    "HTML": rb"(?i)\s*<(?:!DOCTYPE html|html)",
}
_BY_SUFFIX = {
    ".png": "PNG",
    ".apng": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".bmp": "BMP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".avif": "AVIF",
    ".heic": "HEIC",
    ".svg": "SVG",
}
_LONGEST_START = 32  # bytes


def image_type(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose first bytes say that they are something else than their name says."""
    for image, target in targets(document, context):
        named = _BY_SUFFIX.get(posixpath.splitext(target.file)[1].lower())
        if named is None or target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE):
            continue
        start = context.files.read(target.file, _LONGEST_START)
        kind = next((kind for kind, signature in _KINDS.items() if re.match(signature, start)), named)
        if kind != named:
            remedy = "download the image itself" if kind == "HTML" else "rename it to match its format, or convert it"
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" is named {named} but contains {kind}',
                remedy,
            )


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


def image_untracked(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file git does not know, in a note that it knows: a note that is new brings its images along."""
    files = context.files
    for image, target in targets(document, context):
        if target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE):
            continue
        if not files.is_tracked(document.source.path):
            return
        if files.is_tracked(target.file) is False:
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" is not in git',
                f'add it: git add "{shown(target.file)}"',
            )
