"""The file that is meant by a path which leads to none."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from notelint.diagnostic import Edit, Fix, Safety
from notelint.paths import absolute, fold, is_within
from notelint.regex import regex
from notelint.source import Span
from notelint.targets.paths import Verdict, search_from
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notelint.context import Context
    from notelint.note.model import Document
    from notelint.targets.paths import Search, Target

# What follows a path: a query, the name of a heading, the size of an image.
_TAIL = regex(r"(?<!&)#|\?|\||\s=\d*%?x\d*%?$")
_NO_LETTER = regex(r"[\W_]+")
_NUMBER = regex(r"\d+")
_LONG = 10  # letters and digits; in a name this long two may differ
# What would end a path, or be decoded: in angle brackets, quotes and wiki links less of it.
_SPECIAL = regex(r"[ \t<>#?\\]|%(?=[0-9A-Fa-f]{2})")
_SPECIAL_IF_PARTED = regex(r"[ \t()<>#?\\]|%(?=[0-9A-Fa-f]{2})")
_SPECIAL_IN_BRACKETS = regex(r"[<>#?\"]|%(?=[0-9A-Fa-f]{2})")


class Correction(NamedTuple):
    """What to do about a path that leads to no file, in words; and the fix, where one file only can be meant."""

    help: str
    fix: Fix | None


def correction(span: Span, target: Target, document: Document, context: Context, form: str) -> Correction | None:
    """The file that may be meant by the path at a span, as it is to be written there.

    One of that name elsewhere, the nearest first; else one with nearly that name in the folder that was looked in. The
    `form` is that of the image or link: `html`, `embed` and so on.
    """
    written = document.source.slice(span)
    tail = _TAIL.search(written)
    place = Span(span.start, span.start + tail.start()) if tail else span
    in_brackets = document.source.text[span.start - 1 : span.start] == "<"
    name = posixpath.basename(target.path)
    found = context.files.find(name) if name else ()
    if found:
        start = _Start(posixpath.dirname(document.source.path) or ".", context.once(search_from, document), form)
        paths = [_path_to(each, target, start, is_only=len(found) == 1) for each in found]
        path = spelled(min(paths, key=lambda each: (each.count("/"), each)), form, in_brackets=in_brackets)
        fix = Fix(f'write "{path}"', (Edit(place, path),), Safety.UNSAFE) if len(found) == 1 else None
        return Correction(f'use the path of the file with that name, "{path}"', fix)
    looked_in = posixpath.dirname(target.file)
    around = context.files.entries(looked_in) if target.file and context.files.is_inside(looked_in) else ()
    near = [(changed, each) for each in around if (changed := _difference(name, each)) is not None]
    if not near:
        return None
    folder = written[: place.end - place.start].rpartition("/")
    path = folder[0] + folder[1] + spelled(min(near)[1], form, in_brackets=in_brackets)
    return Correction(f'did you mean "{path}"?', None)


class _Start(NamedTuple):
    """Where a path starts: the note's folder, the search from there, the form of the image or link."""

    folder: str
    search: Search
    form: str


def _path_to(file: str, target: Target, start: _Start, *, is_only: bool) -> str:
    """The path of a file as a note gives it: by name in Obsidian, from the root of the site, or from the note."""
    vault = start.search.files.vault_root(start.folder) if start.form == "embed" else None
    if vault:
        return posixpath.basename(file) if is_only else posixpath.relpath(file, vault)
    if target.path.startswith("/") and target.verdict is not Verdict.ONE_MACHINE:
        bases = [*map(absolute, start.search.rooted)]
        # Of the note's folder and those above it, only the last may be the root of the site.
        below = [base for base in bases if is_within(absolute(start.folder), base)][:-1]
        roots = [base for base in bases if base not in below and is_within(absolute(file), base)]
        if roots:
            return "/" + posixpath.relpath(file, max(roots, key=len))
    return posixpath.relpath(file, start.folder)


def spelled(path: str, form: str, *, in_brackets: bool) -> str:
    """A path as it is written in Markdown: what would end it, or be read as something else, is percent-encoded."""
    if form == "embed":
        return path
    from urllib.parse import quote  # noqa: PLC0415 - most paths lead somewhere

    parted = path.count("(") != path.count(")")
    special = _SPECIAL_IN_BRACKETS if in_brackets or form == "html" else _SPECIAL_IF_PARTED if parted else _SPECIAL
    return special.sub(lambda found: quote(found[0], safe=""), path)


def _difference(name: str, other: str) -> int | None:
    """How many letters make two names differ; None where they are not near enough for one to be meant by the other.

    Two numbers are two figures. Another ending is no difference, and neither are spaces, case and punctuation.
    """
    (stem, ending, one), (its_stem, its_ending, two) = _parts(name), _parts(other)
    limit = 1 + (min(len(one), len(two)) >= _LONG)
    if not one or abs(len(one) - len(two)) > limit or (one != two and ending != its_ending):
        return None
    if _numbers(stem) != _numbers(its_stem):
        return None
    if one == two:
        return 0
    if sorted(one) == sorted(two):
        return 1 if sum(map(str.__ne__, one, two)) == len("ab") else None
    from difflib import SequenceMatcher  # noqa: PLC0415 - few names are nearly the same

    edits = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    lengths = ((end - start, its_end - its_start) for kind, start, end, its_start, its_end in edits if kind != "equal")
    changed = sum(map(max, lengths))
    return changed if changed <= limit else None


@lru_cache(maxsize=1024)  # a folder of images is looked through for each that is missing
def _parts(name: str) -> tuple[str, str, str]:
    """The stem of a folded name, its ending, and the letters of the stem."""
    stem, ending = posixpath.splitext(fold(name))
    return stem, ending, _NO_LETTER.sub("", stem)


def _numbers(name: str) -> list[str]:
    return [each.lstrip("0") for each in _NUMBER.findall(name)]
