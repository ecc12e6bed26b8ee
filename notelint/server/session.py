"""The texts that an editor has open, and their analysis by the same engine as on the command line."""

from __future__ import annotations

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from notelint.bibliography.urls import unquote
from notelint.config import configurations
from notelint.dataclass import cached_property, dataclass, replace
from notelint.engine.checker import Checker
from notelint.files import Files
from notelint.paths import absolute, file_stem, is_within, shown
from notelint.server.positions import Positions
from notelint.source import Source, readable
from notelint.store import Disk, Overlay
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notelint.context import Context
    from notelint.diagnostic import Diagnostic, Edit
    from notelint.note.model import Document
    from notelint.source import Span

_UNNAMED = "-"  # the path of a text that is in no file yet, as that of standard input


@dataclass(frozen=True, eq=False)
class Analysis:
    """The analysis of one text. Its properties raise NotelintError if the schema or configuration is wrong.

    `misread` is the file of the text if it is not UTF-8: the editor has replaced the bytes that it could not read.
    """

    uri: str
    version: int | None
    source: Source
    checker: Checker
    positions: Positions
    misread: Source | None = None

    @cached_property
    def document(self) -> Document:
        return self.checker.document(self.source)

    @cached_property
    def by_habit(self) -> tuple[Document, Context]:
        """The document as read by the habits of its siblings, and the context of its checks."""
        return self.checker.by_habit(self.document)

    @cached_property
    def findings(self) -> Sequence[Diagnostic]:
        """What `notelint check` on the folder of the note would report for it."""
        config, path = self.checker.config_of(self.source.path), self.source.path
        if path != _UNNAMED and (config.excludes(path) or not config.includes(path)):
            return ()
        if self.misread is None:
            return self.checker.find(self.document)
        return [self._moved(each) for each in self.checker.find(self.checker.document(self.misread))]

    def _moved(self, found: Diagnostic) -> Diagnostic:
        """A finding in the file, moved to the same line of the text."""
        number = min(found.source.line_number(found.finding.span.start), self.source.line_count)
        return replace(found, source=self.source, finding=replace(found.finding, span=self.source.line(number)))

    def offset(self, position: types.Position) -> int:
        return self.positions.offset(self.source, position)

    def range(self, span: Span) -> types.Range:
        return self.positions.range(self.source, span)

    def text_edits(self, edits: Sequence[Edit]) -> list[types.TextEdit]:
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in sorted(edits, key=lambda each: each.span)]


class Opened(NamedTuple):
    """A text that an editor has open."""

    source: Source
    version: int | None
    misread: Source | None = None


class Session:
    """The texts that an editor has open, over the files on the disk.

    Other files are read once, and again after `refresh`, so a keystroke does not read the siblings of a note.
    `config` and `isolated` are those of the command line; `folders` are those of the editor's workspace.
    """

    def __init__(self, folders: Sequence[str] = (), config: Sequence[str] = (), *, isolated: bool = False) -> None:
        self.folders = tuple(folders)
        self.positions = Positions()
        self._config = config
        self._isolated = isolated
        self._opened: dict[str, Opened] = {}
        self._unsaved: dict[str, bytes] = {}
        self._checker: Checker | None = None
        self._analyses: dict[str, Analysis] = {}

    @property
    def uris(self) -> Sequence[str]:
        """The URIs of the open texts."""
        return tuple(self._opened)

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Add a text that the editor has opened."""
        path = path_of(uri)
        if self._is_outside(path):
            self._checker = None  # it must also read the files around this one
        self._put(uri, Opened(Source(path, readable(text)), version, _misread(path)))

    def save(self, uri: str) -> None:
        """Note that a text has been saved."""
        if opened := self._opened.get(uri):
            self._put(uri, opened._replace(misread=_misread(opened.source.path)))

    def change(self, uri: str, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Apply changes to a text."""
        self._put(uri, Opened(self.positions.edited(self._opened[uri].source, changes), version))

    def close(self, uri: str) -> None:
        """Forget a text: from now on its file counts."""
        opened = self._opened.pop(uri, None)
        self._analyses.pop(uri, None)
        if opened:
            self._unsaved.pop(absolute(opened.source.path), None)
            self._reread(opened.source.path)

    def refresh(self) -> None:
        """Read the disk again."""
        self._checker = None
        self._analyses.clear()

    def reconsider(self, changed: str) -> Sequence[str]:
        """Drop the analysis of texts that name another text, which has changed; gives their URIs."""
        name = file_stem(path_of(changed))
        found = [uri for uri, each in self._opened.items() if uri != changed and name in unquote(each.source.text)]
        for uri in found:
            self._analyses.pop(uri, None)
        return found

    def opened(self, uri: str) -> Opened | None:
        return self._opened.get(uri)

    def analysis(self, uri: str) -> Analysis | None:
        """The analysis of a text as it is now; None if it is not open.

        Raises NotelintError if an option of the command line is wrong.
        """
        if uri not in self._analyses and uri in self._opened:
            source, version, misread = self._opened[uri]
            self._analyses[uri] = Analysis(uri, version, source, self.checker, self.positions, misread)
        return self._analyses.get(uri)

    def analysis_of(self, path: str) -> Analysis:
        """The analysis of any file; if it is open, of its text in the editor."""
        uri = uri_of(path)
        for each in self._opened:
            if each == uri or path_of(each) == path:
                uri = each
        source = Source.from_bytes(path, self.checker.files.read(path))
        return self.analysis(uri) or Analysis(uri, None, source, self.checker, self.positions)

    @property
    def checker(self) -> Checker:
        """The engine, with the files as they were when it was created, and the texts as they are now."""
        if self._checker is None:
            outside = (each.source.path for each in self._opened.values() if self._is_outside(each.source.path))
            files = Files((*self.folders, *outside), Overlay(Disk(), self._unsaved))
            config_of = configurations(files, self._config, isolated=self._isolated)
            self._checker = Checker(files, config_of)
        return self._checker

    def _is_outside(self, path: str) -> bool:
        """Whether a file is outside all folders of the workspace."""
        return path != _UNNAMED and not any(is_within(absolute(path), absolute(folder)) for folder in self.folders)

    def _put(self, uri: str, opened: Opened) -> None:
        self._opened[uri] = opened
        self._analyses.pop(uri, None)
        if opened.source.path != _UNNAMED:
            self._unsaved[absolute(opened.source.path)] = opened.source.data
            self._reread(opened.source.path)

    def _reread(self, path: str) -> None:
        if self._checker and path != _UNNAMED:
            self._checker.files.reread(path)


def _misread(path: str) -> Source | None:
    """The file, if it exists and is not UTF-8."""
    try:
        source = Source.from_bytes(path, Disk().read(absolute(path)))
    except (OSError, ValueError):
        return None
    return source if source.misread else None


def path_of(uri: str) -> str:
    """The path of a URI as a user sees it; `-` for a text that is not in a file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return shown(path) if path else _UNNAMED


def uri_of(path: str) -> str:
    """The URI of a path."""
    return from_fs_path(absolute(path)) or ""


def workspace_edit(edits: Mapping[Analysis, Sequence[types.TextEdit]], *, versioned: bool) -> types.WorkspaceEdit:
    """Edits of several texts; with `versioned`, only of their present versions."""
    if not versioned:
        return types.WorkspaceEdit(changes={analysis.uri: list(each) for analysis, each in edits.items()})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(analysis.uri, analysis.version), list(each)
            )
            for analysis, each in edits.items()
        ]
    )
