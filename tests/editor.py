"""An editor that asks the language server, for tests: pytest-lsp's client with the texts that it has open."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from notelint.server.positions import Positions
from notelint.server.session import Analysis, Session, uri_of
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_PATIENCE = 300  # seconds: a machine may be busy


class Editor:
    """What a test does as an editor would, and what it is told."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.positions = Positions()
        self.applied: asyncio.Queue[types.ApplyWorkspaceEditParams] = asyncio.Queue()
        self.watchers: list[types.Registration] = []
        self._versions: dict[str, int] = {}

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def _(params: types.RegistrationParams) -> None:
            self.watchers += params.registrations

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        def _(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.applied.put_nowait(params)
            return types.ApplyWorkspaceEditResult(applied=True)

    def uri(self, name: str) -> str:
        return from_fs_path(str(self.folder / name)) or ""

    def identify(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, perhaps with a text that is not saved yet."""
        text = (self.folder / name).read_bytes().decode("utf-8", "replace") if text is None else text
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name: str, *changes: types.TextDocumentContentChangeEvent | str) -> None:
        """Write into a text: its whole text, or pieces of it."""
        self._versions[name] += 1
        events = [types.TextDocumentContentChangeWholeDocument(e) if isinstance(e, str) else e for e in changes]
        identity = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identity, events))

    def save(self, name: str, text: str) -> None:
        """Write a file, and say so."""
        (self.folder / name).write_text(text, "utf-8", newline="")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.identify(name)))

    def touch(self, name: str) -> None:
        """Say that a file has changed on the disk."""
        event = types.FileEvent(self.uri(name), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    def close(self, name: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identify(name)))

    async def found(self, name: str, *rules: str | None) -> Sequence[types.Diagnostic]:
        """Wait until just these rules are said to have found something in a text (None: what is no rule's)."""
        uri = self.uri(name)
        while uri not in self.client.diagnostics or [each.code for each in self.client.diagnostics[uri]] != [*rules]:
            await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return self.client.diagnostics[uri]

    async def command(self, name: str, *arguments: object) -> types.WorkspaceEdit:
        """Have the server execute a command, and give what it then wants to be edited."""
        params = types.ExecuteCommandParams(name, [*arguments])
        await self.client.workspace_execute_command_async(params)
        return (await self.applied.get()).edit


@asynccontextmanager
async def editing(
    folder: Path, *options: str, encoding: types.PositionEncodingKind | None = None, like: str = "visual-studio-code"
) -> AsyncIterator[Editor]:
    """An editor with a folder open, `like` one that is known to pytest-lsp; the server ends with it."""
    client = make_test_lsp_client()
    editor = Editor(client, folder)
    await client.start_io(sys.executable, "-m", "notelint", "server", *options)
    capabilities = client_capabilities(like)
    if encoding and capabilities.general:
        capabilities.general.position_encodings = [encoding]
        editor.positions = Positions(encoding)
    folders = [types.WorkspaceFolder(from_fs_path(str(folder)) or "", folder.name)]
    try:
        async with asyncio.timeout(_PATIENCE):
            parameters = types.InitializeParams(capabilities=capabilities, workspace_folders=folders)
            await client.initialize_session(parameters)
            yield editor
            await client.shutdown_session()
    except BaseException:
        if client._server:
            client._server.kill()  # or `stop` would wait for it
        raise
    finally:
        await client.stop()


def analysed(name: str, text: str) -> tuple[Session, Analysis]:
    """What the engine says of a text that is open as a file of the working folder, without a server."""
    session = Session([str(Path.cwd())])
    session.open(uri_of(name), text, 1)
    analysis = session.analysis(uri_of(name))
    assert analysis
    return session, analysis


def edited(text: str, edits: Sequence[types.TextEdit], positions: Positions) -> str:
    """A text after edits that all count from it."""
    source = Source("a.md", text)
    changes = [types.TextDocumentContentChangePartial(each.range, each.new_text) for each in edits]
    backwards = sorted(changes, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True)
    return positions.edited(source, backwards).text
