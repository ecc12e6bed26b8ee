"""Where a path in a note leads: how it is spelled, the folders it may start from, and what stands there."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from enum import Enum

from notelint.bibliography.urls import unquote
from notelint.dataclass import dataclass
from notelint.markdown.html import unescape
from notelint.paths import absolute
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.context import Context
    from notelint.files import Files
    from notelint.note.model import Document

TEMPLATE = regex(r"\{\{|\{%|<%|\$\{")
"""What a template puts in a path that a program will fill in."""

# What Hugo, Hexo, Jekyll and mdBook serve from the root of a site, below the folder that holds the site.
_SERVED = ("static", "source", "public", "assets", "docs", "src")
# A page in one of these folders belongs to the site in the folder above.
_PAGES = frozenset({"_posts", "_drafts", "posts", "content", "source"})

_LIQUID_ROOT = regex(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.root)\s*-?\}\}")
_LIQUID_FILTER = regex(r"""\{\{-?\s*["'](?P<path>[^"'{}]*)["']\s*\|\s*(?:relative|absolute)_url\s*-?\}\}""")
_ONE_MACHINE = regex(r"[a-z]:[\\/]|\\\\|file:|~/|/(?:users|home|root|tmp|mnt|volumes|var/folders)/", re.IGNORECASE)
_ELLIPSES = ("...", "…")
ESCAPABLE = regex(r"[()<>\[\]\\`*_]")
"""What may end a destination, or mark up its text, and is written with a backslash before it."""

_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
# What a path must hold to have more than one reading.
_MANIFOLD = regex(r"[\\&%?#]")


class Verdict(Enum):
    """What became of the search for a file."""

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
    """What a path leads to.

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


@dataclass(frozen=True)
class Search:
    """How the files that a document names are looked for.

    `relative` and `rooted` are the folders that a path may start from, those of a path that begins with `/` apart;
    with `by_name` a file may stand anywhere. `attachments` is the folder where an Obsidian vault keeps its images.
    """

    files: Files
    relative: tuple[str, ...]
    rooted: tuple[str, ...]
    by_name: bool
    attachments: str | None = None

    def starts(self, readings: Sequence[str]) -> list[tuple[str, str]]:
        """Each reading of a path with each folder that it may start from, the likeliest first."""
        return [(reading, base) for reading in readings for base in self.bases(reading)]

    def bases(self, path: str) -> tuple[str, ...]:
        return self.rooted if path.startswith("/") else self.relative


def search_from(document: Document, context: Context) -> Search:
    """The search for what a document names."""
    vault = context.files.vault_root(document.source.path)
    attachments = _attachments(vault, document, context.files) if vault else None
    return Search(
        files=context.files,
        relative=(*_relative_bases(document, context), *([attachments] if attachments else [])),
        rooted=_site_roots(document, context),
        by_name=vault is not None,
        attachments=attachments,
    )


def locate(destination: str, readings: Sequence[str], search: Search, *, by_name: bool = False) -> Target:
    """What stands where a destination leads, in one of its readings; `by_name`: it may stand anywhere."""
    starts = search.starts(readings)
    for reading, base in starts:
        if search.files.is_file(join(base, reading)):
            return Target(Verdict.FOUND, reading, join(base, reading))
    path = readings[0].replace("\\", "/")
    if (by_name or search.by_name) and (found := _by_name(path, search.files)):
        return Target(Verdict.FOUND, path, found)
    for reading, base in starts:
        if found := _in_other_case(reading, base, search):
            same = _nfc(found) == _nfc(reading)
            return Target(Verdict.FOUND if same else Verdict.OTHER_CASE, found, join(base, found))
    return _absent(destination, path, search)


def is_placeholder(destination: str) -> bool:
    """Whether a destination stands for others: a program fills it in, or it shows how to write one (`...jpg`)."""
    return destination.rpartition("/")[2].startswith(_ELLIPSES) or bool(TEMPLATE.search(destination))


def _absent(destination: str, path: str, search: Search) -> Target:
    """What to say of a path that leads to no file."""
    if _ONE_MACHINE.match(destination):
        return Target(Verdict.ONE_MACHINE, path)
    if path.startswith("/") and posixpath.normpath(path[1:]).startswith("../"):
        return Target(Verdict.OUTSIDE, path)
    unrooted = Target(Verdict.UNROOTED, path)
    first = unrooted.first_folder
    if path.startswith("/") and not any(_has_folder(base, first, search) for base in search.rooted):
        return unrooted
    base = search.attachments if search.attachments and "/" not in path else search.bases(path)[0]
    return Target(Verdict.MISSING, path, join(base, path))


def without_liquid(destination: str) -> str:
    """The path with the Liquid that stands for the site's root taken as that root."""
    if "{" not in destination:
        return destination
    if filtered := _LIQUID_FILTER.fullmatch(destination):
        return "/" + filtered["path"].lstrip("/")
    rest = _LIQUID_ROOT.sub("", destination)
    return destination if rest == destination else "/" + rest.strip().lstrip("/")


def readings(destination: str, *, escaped: bool = True) -> tuple[str, ...]:
    """What a destination may mean as a path, the likeliest first.

    The `plain_readings`, then the text as it is written, then what Windows makes of these.
    """
    if not _MANIFOLD.search(destination):
        return (destination,)
    plain = plain_readings(destination, escaped=escaped)
    raw = re.split(r"[?#]", destination, maxsplit=1)[0] or destination
    texts = (*plain, unquote(raw), raw)
    return tuple(dict.fromkeys((*texts, *(each.replace("\\", "/") for each in texts))))


def plain_readings(destination: str, *, escaped: bool = True) -> tuple[str, ...]:
    """What a destination may mean to CommonMark: unescaped and percent-decoded, first without a query or fragment."""
    clean = unescaped(destination) if escaped else unescape(destination)
    cut = re.split(r"[?#]", clean, maxsplit=1)[0] or clean
    return tuple(dict.fromkeys((unquote(cut), cut, unquote(clean), clean)))


def unescaped(destination: str) -> str:
    """A destination with its backslash escapes and entities resolved (CommonMark 2.4 and 2.5)."""
    return unescape(_ESCAPE.sub(r"\1", destination))


def _attachments(vault: str, document: Document, files: Files) -> str | None:
    """The folder that a vault's settings name for attachments; None where they name none."""
    named = files.derived(f"{vault}/.obsidian/app.json", _attachment_setting)
    if not named:
        return None
    below_note = named.startswith("./")
    return join(posixpath.dirname(document.source.path) if below_note else vault, named.removeprefix("./")).rstrip("/")


def _attachment_setting(settings: bytes) -> str:
    """`attachmentFolderPath` in the settings of a vault: from its root, or with `./` from the note."""
    import json  # noqa: PLC0415 - only vaults have such settings

    try:
        named = json.loads(settings)["attachmentFolderPath"]
    except (ValueError, KeyError, TypeError):
        return ""
    return named if isinstance(named, str) else ""


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
    served = [posixpath.join(each, name) for each in above for name in _SERVED if context.files.has(each, name)]
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


_LONGEST = 4096  # characters of a path: systems take no longer ones


def _in_other_case(path: str, base: str, search: Search) -> str | None:
    """The path as it stands on the disk below a folder, where it differs in case (or Unicode form) only."""
    if len(path) > _LONGEST:
        return None
    folder = base
    spelled: list[str] = []
    for part in path.lstrip("/").split("/"):
        name = part if part in ("", ".", "..") else search.files.spelled(folder, part)
        if name is None:
            return None
        spelled.append(name)
        folder = join(folder, name)
    return "/" * path.startswith("/") + "/".join(spelled) if search.files.is_file(folder) else None


def _has_folder(base: str, name: str, search: Search) -> bool:
    """Whether a folder of that name, in any case, stands below another and is not empty (the root itself: no name)."""
    found = search.files.spelled(base, name) if name else ""
    return found is not None and not search.files.is_empty(join(base, found))


def join(base: str, path: str) -> str:
    """A path from a folder on, also where it begins with `/`."""
    below = path.lstrip("/")
    return posixpath.normpath(f"{base.rstrip('/')}/{below}" if base else below)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
