"""Where an image's path leads: how it is spelled, the folders it may start from, and what stands there."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from notelint.files import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from notelint.checks.context import Context
    from notelint.files import Files
    from notelint.markdown.nodes import Image
    from notelint.note.model import Document
    from notelint.source import Span

TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{")
"""What a template puts in a path that a program will fill in."""

SIZE = re.compile(r"\s=\d*%?x\d*%?$")
"""HackMD's size of an image, behind its path: `a.png =300x`."""

# What Hugo, Hexo, Jekyll and mdBook serve from the root of a site, below the folder that holds the site.
_SERVED = ("static", "source", "public", "assets", "docs", "src")
# A page in one of these folders belongs to the site in the folder above.
_PAGES = frozenset({"_posts", "_drafts", "posts", "content", "source"})

_LIQUID_ROOT = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.root)\s*-?\}\}")
_LIQUID_FILTER = re.compile(r"""\{\{-?\s*["'](?P<path>[^"'{}]*)["']\s*\|\s*(?:relative|absolute)_url\s*-?\}\}""")
_REMOTE = re.compile(r"//|(?!file:)[a-z][a-z0-9+.-]+://|(?:data|blob|cid|about|javascript|mailto):", re.IGNORECASE)
_ONE_MACHINE = re.compile(
    r"[a-z]:[\\/]|\\\\|file:|~/|/(?:users|home|root|tmp|mnt|volumes|var/folders)/", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Verdict(Enum):
    """What became of the search for an image's file."""

    UNCHECKED = "on the web, in the text itself, or named by a template"
    FOUND = "stands on the disk"
    OTHER_CASE = "stands on the disk in another case"
    UNROOTED = "starts at the root of a site, and no root that we know holds its first folder"
    OUTSIDE = "starts at the root of the site and leads out of it"
    ONE_MACHINE = "an absolute path"
    ATTACHMENT = "inside a Jupyter notebook"
    MISSING = "not there"


@dataclass(frozen=True)
class Target:
    """What an image's path leads to.

    `path` is the path in its most likely reading: decoded, with `/`, for another case as on the disk. `file` is where
    the file stands, or where it was first looked for.
    """

    verdict: Verdict
    path: str = ""
    file: str = ""

    @property
    def first_folder(self) -> str:
        """The first folder of the path; empty for a file at the root."""
        return self.path.strip("/").rpartition("/")[0].partition("/")[0]


def fold_destination(destination: str) -> str:
    """The form in which two spellings of one image's path are equal."""
    return _fold(unquote(destination.strip("<>")).replace("\\", "/"))


def targets(document: Document, context: Context) -> Iterator[tuple[Image, Target]]:
    """Every image of a document that has a path, with what it leads to; those of one link definition once."""
    files = context.files
    search = _Search(
        files=files,
        relative=_relative_bases(document, context),
        rooted=_site_roots(document, context),
        by_name=files.vault_root(document.source.path) is not None,
        folded=cache(lambda folder: {_fold(name): name for name in sorted(files.entries(folder), reverse=True)}),
    )
    seen: set[Span] = set()
    for image in (each.node for each in document.images):
        if image.destination_span and image.destination.strip() and image.destination_span not in seen:
            seen.add(image.destination_span)
            yield image, _locate(image, search)


@dataclass(frozen=True)
class _Search:
    """How a document's images are looked for.

    `relative` and `rooted` are the folders that a path may start from, those of a path that begins with `/` apart;
    with `by_name` a file may stand anywhere; `folded` gives the names in a folder by their folded form.
    """

    files: Files
    relative: tuple[str, ...]
    rooted: tuple[str, ...]
    by_name: bool
    folded: Callable[[str], Mapping[str, str]]

    def bases(self, path: str) -> tuple[str, ...]:
        return self.rooted if path.startswith("/") else self.relative

    def name_in(self, folder: str, name: str) -> str | None:
        """The name as it stands in a folder, in whatever case."""
        return name if name in self.files.entries(folder) else self.folded(folder).get(_fold(name))


def _locate(image: Image, search: _Search) -> Target:
    destination = _without_liquid(image.destination.strip())
    if TEMPLATE.search(destination) or _REMOTE.match(destination):
        return Target(Verdict.UNCHECKED)
    if destination.startswith("attachment:"):
        return Target(Verdict.ATTACHMENT, destination)
    readings = _readings(destination, image.form)
    starts = [(reading, base) for reading in readings for base in search.bases(reading)]
    for reading, base in starts:
        if search.files.is_file(_join(base, reading)):
            return Target(Verdict.FOUND, reading, _join(base, reading))
    path = readings[0].replace("\\", "/")
    if (image.form == "embed" or search.by_name) and (found := _by_name(path, search.files)):
        return Target(Verdict.FOUND, path, found)
    for reading, base in starts:
        if found := _in_other_case(reading, base, search):
            same = _nfc(found) == _nfc(reading)
            return Target(Verdict.FOUND if same else Verdict.OTHER_CASE, found, _join(base, found))
    return _absent(destination, path, search)


def _absent(destination: str, path: str, search: _Search) -> Target:
    """What to say of a path that leads to no file."""
    if _ONE_MACHINE.match(destination):
        return Target(Verdict.ONE_MACHINE, path)
    if path.startswith("/") and posixpath.normpath(path[1:]).startswith("../"):
        return Target(Verdict.OUTSIDE, path)
    unrooted = Target(Verdict.UNROOTED, path)
    if path.startswith("/") and not any(_has_folder(base, unrooted.first_folder, search) for base in search.rooted):
        return unrooted
    return Target(Verdict.MISSING, path, _join(search.bases(path)[0], path))


def _without_liquid(destination: str) -> str:
    """The path with the Liquid that stands for the site's root taken as that root."""
    if filtered := _LIQUID_FILTER.fullmatch(destination):
        return "/" + filtered["path"].lstrip("/")
    rest = _LIQUID_ROOT.sub("", destination)
    return destination if rest == destination else "/" + rest.strip().lstrip("/")


def _readings(destination: str, form: str) -> tuple[str, ...]:
    """What a destination may mean as a path, the likeliest first.

    As CommonMark reads it (escapes and entities resolved, percent-decoded), without a query string or fragment, and as
    Windows does.
    """
    if form == "embed":
        destination = destination.partition("|")[0].partition("#")[0].strip()
    else:
        destination = SIZE.sub("", destination)
    clean = html.unescape(_ESCAPE.sub(r"\1", destination) if form != "html" else destination)
    cut = re.split(r"[?#]", clean, maxsplit=1)[0] or clean
    texts = (cut, clean, re.split(r"[?#]", destination, maxsplit=1)[0] or destination)
    read = (each for text in texts for each in (unquote(text), text))
    return tuple(dict.fromkeys(each for text in read for each in (text, text.replace("\\", "/"))))


def _relative_bases(document: Document, context: Context) -> tuple[str, ...]:
    """The note's folder, the folder that bears the note's name (Hexo's post assets), the configured roots."""
    folder, name = posixpath.split(document.source.path)
    return (folder, posixpath.join(folder, posixpath.splitext(name)[0]), *context.image_roots)


def _site_roots(document: Document, context: Context) -> tuple[str, ...]:
    """The folders that `/` may mean, in order: Typora's, the configured ones, the site's, the repository's."""
    folder = posixpath.dirname(document.source.path)
    entry = document.front_matter.get("typora-root-url") if document.front_matter else None
    typora = [posixpath.join(folder, entry.value)] if entry and isinstance(entry.value, str) else []
    above = _folders_up_to_the_site(document.source.path, context.files)
    served = [posixpath.join(each, name) for each in above for name in _SERVED if name in context.files.entries(each)]
    return tuple(dict.fromkeys((*typora, *context.image_roots, *above, *served)))


def _folders_up_to_the_site(path: str, files: Files) -> list[str]:
    """The note's folder and those above it, up to the repository's root; outside of a repository, to the site's."""
    folders = [posixpath.dirname(absolute(path))]
    top = files.repository_root(path) or _site_above(folders[0])
    while folders[-1] != top:
        folders.append(posixpath.dirname(folders[-1]))
    return folders


def _site_above(folder: str) -> str:
    """The folder above the nearest one that holds pages (`content/posts` is one); the folder itself without one."""
    parts = folder.split("/")
    pages = [number for number, part in enumerate(parts) if part in _PAGES]
    if not pages:
        return folder
    first = pages[-1]
    while parts[first - 1] in _PAGES:
        first -= 1
    return "/".join(parts[:first]) or "/"


def _by_name(path: str, files: Files) -> str | None:
    """The file that Obsidian takes a path for: one anywhere whose path ends with it."""
    ending = posixpath.normpath("/" + path)
    return next((found for found in files.find(posixpath.basename(path)) if f"/{found}".endswith(ending)), None)


def _in_other_case(path: str, base: str, search: _Search) -> str | None:
    """The path as it stands on the disk below a folder, where it differs in case (or Unicode form) only."""
    folder = base
    spelled: list[str] = []
    for part in path.lstrip("/").split("/"):
        name = part if part in ("", ".", "..") else search.name_in(folder, part)
        if name is None:
            return None
        spelled.append(name)
        folder = _join(folder, name)
    return "/" * path.startswith("/") + "/".join(spelled) if search.files.is_file(folder) else None


def _has_folder(base: str, name: str, search: _Search) -> bool:
    """Whether a folder of that name, in any case, stands below another and is not empty (the root itself: no name)."""
    found = search.name_in(base, name) if name else ""
    return found is not None and bool(search.files.entries(_join(base, found)))


def _join(base: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))


def _fold(text: str) -> str:
    return _nfc(_nfc(text).casefold())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
