"""The images that notes use, and the image files that nothing names."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from notelint.bibliography.urls import unquote
from notelint.dataclass import dataclass
from notelint.markdown.html import unescape
from notelint.paths import fold, shown
from notelint.targets.images import targets
from notelint.targets.paths import Target, Verdict, locate, readings, search_from
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.context import Context
    from notelint.files import Files
    from notelint.front_matter import Entry, Value
    from notelint.note.model import Document
    from notelint.source import Span

_ENDING = r"\.(?:a?png|avif|bmp|gif|heic|ico|jfif|jpe?g|svg|tiff?|webp)"
_NO_TEXT = (
    r"\.(?:a?png|avif|bmp|gif|heic|ico|jfif|jpe?g|tiff?|webp|pdf|zip|gz|tgz|bz2|xz|7z|jar|docx?|pptx?|xlsx?|mp[34]"
    r"|mov|avi|webm|wav|ttf|woff2?|bin|pt|so|exe)$"
)
# What a path, an attribute or a macro may name without its ending: `\includegraphics{figures/bert}`.
_BARE_NAME = r"""[/\\{"'=(\[:][ \t]*([^/\\{}"'()=\[\]<>\n|,;]{1,200})"""

# What a program that looks for images itself is told: `media/*.png`.
_ALL_IN_FOLDER = r"[/\\]\*"
_NOT_IN_FOLDER = r"""[/\\\s{}"'()=\[\]<>|,;:]"""


@dataclass(frozen=True)
class Use:
    """One place where a note shows an image.

    `destination` is the path as written, `file` (as shown to users) where it leads. `state` is what became of the
    search for the file, in the words of `Verdict`: `found`, `other-case`, `missing` and so on.
    """

    span: Span
    destination: str
    state: str
    file: str | None


def uses(document: Document, context: Context) -> list[Use]:
    """The images of a document, those that its front matter names first."""
    entries = document.front_matter.entries if document.front_matter else ()
    covers = [_cover(span, path, document, context) for entry in entries for span, path in _images_in(entry)]
    below = targets(document, context)
    return [*covers, *(_use(image.destination_span or image.span, image.destination, to) for image, to in below)]


def orphans(folders: Iterable[str], files: Files) -> list[str]:
    """The image files below the folders that no text file around them names, as shown to users, in order.

    Read are all text files of the repository or vault around each folder (outside of one: of the working folder), also
    hidden ones and those that git ignores. Any mention of a name counts, in whatever spelling: that may keep a file
    that nobody needs, and never gives up one that somebody does.
    """
    folders = list(folders)
    images = list(dict.fromkeys(path for each in folders for path in files.tree(each) if _ends(path, _ENDING + "$")))
    names = _names(images)
    named: set[str] = set()
    roots = dict.fromkeys(map(files.project_root, folders))
    for path in dict.fromkeys(path for root in roots for path in files.tree(root, everything=True)):
        if images and not _ends(path, _NO_TEXT):
            named |= _named_in(_text(files.read(path)), names) - {fold(posixpath.basename(path))}
    return [shown(path) for path in images if named.isdisjoint((fold(posixpath.basename(path)), _all_in(path)))]


def _use(span: Span, destination: str, target: Target) -> Use:
    there = target.verdict in (Verdict.FOUND, Verdict.OTHER_CASE)
    return Use(span, destination, target.verdict.name.lower().replace("_", "-"), shown(target.file) if there else None)


def _cover(span: Span, path: str, document: Document, context: Context) -> Use:
    """An image of the front matter: the site's theme knows the folder it starts from, so none is called missing."""
    spelled = [each for reading in readings(path, escaped=False) for each in (reading, f"/{reading.lstrip('/')}")]
    target = locate(path, spelled, context.once(search_from, document))
    there = target.verdict in (Verdict.FOUND, Verdict.OTHER_CASE)
    return _use(span, path, target if there else Target(Verdict.UNCHECKED))


def _images_in(entry: Entry) -> Iterator[tuple[Span, str]]:
    """The paths of images in the value of a key, in lists and tables too, each with its place."""
    listed = isinstance(entry.value, list) and len(entry.items) == len(entry.value)
    values = zip(entry.items, entry.value, strict=True) if listed and isinstance(entry.value, list) else ()
    for span, value in values or ((entry.value_span, entry.value),):
        yield from ((span, text) for text in _texts(value) if _ends(text, _ENDING + "$"))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _ends(path: str, pattern: str) -> bool:
    return re.search(pattern, path, re.IGNORECASE) is not None


def _text(data: bytes) -> str:
    """The text of a file, with names legible in it whatever its encoding; empty for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:1024]:
        return ""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "\n".join(data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030", "big5", "cp932"))


class _Names(NamedTuple):
    """What the images may be called, in folded form.

    `whole` are the names of their files, `lengths` how long these are. `others` gives what another name stands for:
    one without its ending, `a.png` for `a@2x.png` (shown where the screen is fine), `media/*` for all in a folder.
    """

    whole: frozenset[str]
    lengths: tuple[int, ...]
    others: Mapping[str, frozenset[str]]


def _names(images: Iterable[str]) -> _Names:
    others: defaultdict[str, set[str]] = defaultdict(set)
    whole = frozenset(fold(posixpath.basename(path)) for path in images)
    for name in whole:
        usual = re.sub(r"@\dx(?=\.\w+$)", "", name)
        for other in (usual, posixpath.splitext(usual)[0]):
            others[other].add(name)
    for pattern in {_all_in(path) for path in images}:
        others[pattern].add(pattern)
    lengths = tuple(sorted({len(name) for name in whole}))
    return _Names(whole, lengths, {other: frozenset(of) for other, of in others.items()})


def _all_in(path: str) -> str:
    return f"{fold(posixpath.basename(posixpath.dirname(path)))}/*"


def _named_in(text: str, names: _Names) -> set[str]:
    """Which names of images a text mentions."""
    found: set[str] = set()
    others: set[str] = set()
    for spelled in _spellings(text):
        for mention in re.finditer(_ENDING, spelled):
            end = mention.end()
            for length in names.lengths:
                name = spelled[max(0, end - length) : end]
                if name in names.whole:
                    found.add(name)
        others.update(mention[1].strip() for mention in re.finditer(_BARE_NAME, spelled))
        others.update(_folder(spelled, mention.start()) for mention in re.finditer(_ALL_IN_FOLDER, spelled))
    return found.union(*(names.others[other] for other in others.intersection(names.others)))


def _folder(text: str, end: int) -> str:
    """The pattern `folder/*` whose folder's name ends at `end`."""
    return re.split(_NOT_IN_FOLDER, text[max(0, end - 255) : end])[-1] + "/*"


def _spellings(text: str) -> Iterator[str]:
    """A text as it is, and with what may stand for a character in a path resolved, in one case."""
    spelled = {text}
    if "%" in text:
        spelled.add(unquote(text))
    if "&" in text:
        spelled.add(unescape(unquote(text)))
    if "\\" in text:
        escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        spelled |= {escaped, re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", unquote(unescape(text)))}
    return map(fold, spelled)
