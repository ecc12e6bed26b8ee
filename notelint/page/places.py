"""Where links and images of a page lead: to the web, to a file, to a note in the page itself, or nowhere."""

from __future__ import annotations

import os
import posixpath
import re
from urllib.parse import quote

from notelint.dataclass import dataclass, field
from notelint.paths import absolute
from notelint.regex import regex
from notelint.source import encoded, readable
from notelint.targets.paths import unescaped
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.record.model import Json

# What a browser takes for a link to the web, and for nothing else: it drops tabs and line ends within, spaces before.
_WEB = regex(r"https?://[^\s/\\?#]|mailto:[^\s]", re.IGNORECASE)
_UNSEEN = regex(r"[\x00-\x20\x7f]")


def web_address(destination: str) -> str | None:
    """An address as written in Markdown, if it is one of http, https or mailto; None for any other."""
    address = readable(unescaped(destination)).strip()
    if not _WEB.match(address):
        return None
    return _UNSEEN.sub(lambda found: quote(found[0]), address)


@dataclass(frozen=True)
class Places:
    """The folder of the page, and its contents.

    `folder` is the absolute folder of the page, None where it must not link to files. `notes` has the number of the
    first note of each file, `images` that of each embedded image, by absolute path; None: images are linked.
    """

    folder: str | None
    notes: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, int] | None = None

    def file(self, path: str) -> str | None:
        """A relative URL of a file; None if it cannot be linked."""
        if self.folder is None:
            return None
        try:
            relative = os.path.relpath(absolute(path), self.folder)
        except ValueError:  # another drive
            return None
        return quote(encoded(relative.replace(os.sep, "/")))

    def link(self, destination: str, files: Mapping[str, str]) -> str | int | None:
        """A URL, or the number of a note of this page; `files` are those that a document's destinations lead to."""
        if (path := files.get(destination)) is None:
            return web_address(destination)
        number = self.notes.get(absolute(path))
        return self.file(path) if number is None else number

    def image(self, destination: str, files: Mapping[str, str]) -> list[Json]:
        """What a page shows for an image: the kind of its place, and the place.

        `file` and a relative URL; `embedded` and a number; `web` and an address, which no page loads; else `missing`
        and the name.
        """
        path = files.get(destination)
        if path is None:
            address = web_address(destination)
            return ["web", address] if address else ["missing", posixpath.basename(unescaped(destination)) or "image"]
        if self.images is not None:
            number = self.images.get(absolute(path))
            return ["missing", posixpath.basename(path)] if number is None else ["embedded", number]
        url = self.file(path)
        return ["file", url] if url else ["missing", posixpath.basename(path)]
