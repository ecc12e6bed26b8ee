"""The language server: its answers, and when it publishes findings.

All work is done between two messages of the editor. A text is checked a moment after it has changed, unless it has
changed again by then, so findings are always those of the latest text.
"""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.uris import to_fs_path

from notelint import __version__
from notelint.engine.limits import on_file
from notelint.errors import NotelintError
from notelint.folders import OWN_FOLDER
from notelint.server.diagnostics import diagnostics, fault
from notelint.server.positions import Positions
from notelint.server.session import Session, workspace_edit
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Protocol, TypeVar

    from notelint.server.session import Analysis

    class _AtPlace(Protocol):
        text_document: types.TextDocumentIdentifier
        position: types.Position

    _Answer = TypeVar("_Answer")

_MOMENT = 0.01  # seconds in which an editor sends what belongs together
_SLOW = 0.1  # seconds: after a check that takes longer, as long a pause in the typing is awaited
_LONGEST = 1.0
_ASIDE = frozenset((".git", OWN_FOLDER))  # what changes in these folders concerns no note
_QUIET = 0.5  # seconds after the last change until other texts and files are looked at


class _Protocol(LanguageServerProtocol):
    """The protocol of pygls, without the finished futures that it keeps: about 2 kB for each keystroke."""

    def handle_message(self, message: Any) -> None:  # noqa: ANN401 - pygls types it loosely
        super().handle_message(message)
        for name in [name for name, future in self._request_futures.items() if future.done()]:
            del self._request_futures[name]


class Service(LanguageServer):
    """The server of one editor."""

    def __init__(self, config: Sequence[str] = (), seconds: float | None = None, *, isolated: bool = False) -> None:
        super().__init__("notelint", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=_Protocol)
        self._options = (config, isolated)
        self._limit = seconds
        self.session = Session((), config, isolated=isolated)
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._shown = TemporaryDirectory(prefix="notelint-")  # for files that are shown, until the server ends
        self._seconds: dict[str, tuple[float, float]] = {}  # that the last two checks of each text took
        logging.getLogger("pygls").setLevel(logging.ERROR)  # its warnings are of what is usual

    def begin(self) -> None:
        """Read the settings of the editor, and work in the first folder of its workspace."""
        config, isolated = self._options
        self.session = Session(self._folders(), config, isolated=isolated)
        self.session.positions = Positions(types.PositionEncodingKind(self.workspace.position_encoding))
        if self.session.folders:
            os.chdir(self.session.folders[0])
        asyncio.get_running_loop().set_exception_handler(self._report)

    def change_folders(self) -> None:
        """Use the folders that the workspace has now."""
        self.session.folders = self._folders()
        self._refresh()

    def _folders(self) -> tuple[str, ...]:
        """The folders of the workspace; an old editor has only one."""
        uris = [*self.workspace.folders] or [*filter(None, [self.workspace.root_uri])]
        return tuple(path for uri in uris if (path := to_fs_path(uri)) and Path(path).is_dir())

    def watch(self) -> None:
        """Ask the editor to report changed files, if it can: each may be a note, an image or the target of a link."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
            registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(types.RegistrationParams([registration]))

    def check_soon(self, uri: str) -> None:
        """Check a text a moment later; the longer its checks take, the longer the pause.

        Of the last two checks the quicker one counts: the first of all takes long, for it reads the notes around.
        """
        seconds = min(self._seconds.get(uri, (0, 0)))
        self._later(uri, min(seconds, _LONGEST) if seconds > _SLOW else _MOMENT, lambda: self._check(uri))

    def check_others_soon(self, uri: str) -> None:
        """Check the other texts once the user pauses: they may have links to this one."""
        self._later("others", _QUIET, lambda: self._reconsider(uri))

    def refresh_soon(self, uris: Iterable[str]) -> None:
        """Read the disk again once the user pauses, and check all texts; `uris` are the files that changed."""
        if any(_ASIDE.isdisjoint(uri.split("/")) for uri in uris):
            self._later("refresh", _QUIET, self._refresh)

    def close(self, uri: str) -> None:
        """Forget a text, and clear its findings in the editor."""
        for waiting in filter(None, [self._waiting.pop(uri, None)]):
            waiting.cancel()
        self.session.close(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def answer(self, uri: str, make: Callable[[Analysis], _Answer]) -> _Answer | None:
        """What `make` returns for a text; None if it is not open or cannot be read, which its check reports."""
        try:
            return self._made(uri, make)
        except NotelintError:
            return None

    def answer_at(self, params: _AtPlace, make: Callable[[Analysis, int], _Answer]) -> _Answer | None:
        """The same for a position in a text."""
        return self.answer(params.text_document.uri, lambda analysis: make(analysis, analysis.offset(params.position)))

    def apply(self, uri: str, make: Callable[[Analysis], Sequence[types.TextEdit]], label: str) -> None:
        """Have the editor apply edits, or show why there are none."""
        try:
            analysis, edits = self.session.analysis(uri), self._made(uri, make)
            if analysis and edits:
                edit = workspace_edit({analysis: edits}, versioned=self.versioned)
                self.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit, label))
        except NotelintError as error:
            self.say(str(error))

    def say(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show a message in the editor."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    def show(self, name: str, text: str) -> None:
        """Show a text in the editor, as a file of that name if it can open one, else as a message."""
        window = self.client_capabilities.window
        if window and window.show_document and window.show_document.support:
            path = Path(self._shown.name, name)
            path.write_text(text, "utf-8")
            self.window_show_document(types.ShowDocumentParams(path.as_uri(), take_focus=True))
        else:
            self.say(text, types.MessageType.Info)

    @property
    def versioned(self) -> bool:
        """Whether the editor accepts edits that apply to one version of a text only."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    def _made(self, uri: str, make: Callable[[Analysis], _Answer]) -> _Answer | None:
        """What `make` returns for a text, within the limits; None if it is not open. Raises NotelintError."""
        analysis = self.session.analysis(uri)
        if analysis is None:
            return None
        return on_file(analysis.source, partial(make, analysis), self._limit, "was not read")

    def _later(self, name: str, seconds: float, do: Callable[[], None]) -> None:
        """Do something later; asking again by the same name starts the wait again."""
        if name in self._waiting:
            self._waiting[name].cancel()
        self._waiting[name] = asyncio.get_running_loop().call_later(seconds, do)

    def _check(self, uri: str) -> None:
        opened = self.session.opened(uri)
        if opened is None:
            return
        begun = perf_counter()
        found = self._found(uri)
        self._seconds[uri] = (self._seconds.get(uri, (0, 0))[1], perf_counter() - begun)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, opened.version))

    def _found(self, uri: str) -> list[types.Diagnostic]:
        try:
            return self._made(uri, diagnostics) or []
        except NotelintError as error:
            return [fault(str(error))]

    def _reconsider(self, changed: str) -> None:
        for uri in self.session.reconsider(changed):
            self.check_soon(uri)

    def _refresh(self) -> None:
        self.session.refresh()
        for uri in self.session.uris:
            self.check_soon(uri)

    def _report(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """Show that a check went wrong by a fault of notelint; the server goes on."""
        self.say(f"notelint: {context.get('exception') or context['message']!s}: please report this fault of notelint")
        loop.default_exception_handler(context)
