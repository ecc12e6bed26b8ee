"""What an editor has open, and what the engine says of it: the one engine that the command line asks, too."""

from __future__ import annotations

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from notelint.config import configurations
from notelint.dataclass import cached_property, dataclass
from notelint.engine.checker import Checker
from notelint.files import Files
from notelint.paths import absolute, shown
from notelint.server.positions import Positions
from notelint.source import Source, readable
from notelint.store import Disk, Overlay
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notelint.checks.context import Context
    from notelint.diagnostic import Diagnostic, Edit
    from notelint.note.model import Document
    from notelint.source import Span

_UNNAMED = "-"  # the path of a text that is in no file yet, as that of standard input


@dataclass(frozen=True, eq=False)
class Analysis:
    """What the engine says of one text. Each property raises NotelintError where schema or configuration are wrong."""

    uri: str
    version: int | None
    source: Source
    checker: Checker
    positions: Positions

    @cached_property
    def document(self) -> Document:
        return self.checker.document(self.source)

    @cached_property
    def by_habit(self) -> tuple[Document, Context]:
        """The document as its siblings' habits have it read, and what may be asked about it."""
        return self.checker.by_habit(self.document)

    @cached_property
    def findings(self) -> Sequence[Diagnostic]:
        """What `notelint check` on the folder of the note would report of it."""
        config, path = self.checker.config_of(self.source.path), self.source.path
        if path != _UNNAMED and (config.excludes(path) or not config.includes(path)):
            return ()
        return self.checker.find(self.document)

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


class Session:
    """The texts that an editor has open, over the files on the disk.

    What is known of other files is asked once, and again after `refresh`: the siblings of a note are not read at each
    keystroke. `config` and `isolated` are those of the command line; `folders` are those of the editor's workspace.
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
        """The addresses of the texts that are open."""
        return tuple(self._opened)

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Take over a text that the editor opens."""
        path = path_of(uri)
        if not (self.folders or path == _UNNAMED):
            self._checker = None  # whose files lie around those that are open
        self._put(uri, Source(path, readable(text)), version)

    def change(self, uri: str, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Take over what was written into a text."""
        self._put(uri, self.positions.edited(self._opened[uri].source, changes), version)

    def close(self, uri: str) -> None:
        """From now on the file counts."""
        opened = self._opened.pop(uri, None)
        self._analyses.pop(uri, None)
        if opened:
            self._unsaved.pop(absolute(opened.source.path), None)
            self._reread(opened.source.path)

    def refresh(self) -> None:
        """See anew what lies on the disk."""
        self._checker = None
        self._analyses.clear()

    def reconsider(self, uri: str) -> None:
        """Have a text analysed anew, since another one has changed."""
        self._analyses.pop(uri, None)

    def opened(self, uri: str) -> Opened | None:
        return self._opened.get(uri)

    def analysis(self, uri: str) -> Analysis | None:
        """What the engine says of a text as it stands; None where it is not open.

        Raises NotelintError where what was given to the command line is wrong.
        """
        if uri not in self._analyses and uri in self._opened:
            source, version = self._opened[uri]
            self._analyses[uri] = Analysis(uri, version, source, self.checker, self.positions)
        return self._analyses.get(uri)

    def analysis_of(self, path: str) -> Analysis:
        """The same of any file: where it is open, of its text in the editor."""
        uri = uri_of(path)
        for each in self._opened:
            if each == uri or path_of(each) == path:
                uri = each
        source = Source.from_bytes(path, self.checker.files.read(path))
        return self.analysis(uri) or Analysis(uri, None, source, self.checker, self.positions)

    @property
    def checker(self) -> Checker:
        """The engine, with the files as they were when it was first asked for, and the texts as they stand."""
        if self._checker is None:
            paths = self.folders or [opened.source.path for opened in self._opened.values()]
            files = Files(paths, Overlay(Disk(), self._unsaved))
            config_of = configurations(files, self._config, isolated=self._isolated)
            self._checker = Checker(files, config_of)
        return self._checker

    def _put(self, uri: str, source: Source, version: int | None) -> None:
        self._opened[uri] = Opened(source, version)
        self._analyses.pop(uri, None)
        if source.path != _UNNAMED:
            self._unsaved[absolute(source.path)] = source.data
            self._reread(source.path)

    def _reread(self, path: str) -> None:
        if self._checker and path != _UNNAMED:
            self._checker.files.reread(path)


def path_of(uri: str) -> str:
    """The path of an address as a user sees it; that of standard input for a text that is in no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return shown(path) if path else _UNNAMED


def uri_of(path: str) -> str:
    """The address of a path."""
    return from_fs_path(absolute(path)) or ""


def workspace_edit(edits: Mapping[Analysis, Sequence[types.TextEdit]], *, versioned: bool) -> types.WorkspaceEdit:
    """Edits of several texts; `versioned`: of these versions of them, if the client can tell."""
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
