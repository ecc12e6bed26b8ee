"""Which message of an editor is answered by what."""

from __future__ import annotations

from lsprotocol import types

from notelint.server import actions
from notelint.server.service import Service
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.server.session import Analysis


def new_service(config: Sequence[str] = (), *, isolated: bool = False) -> Service:
    """A server with all that it can do; `config` and `isolated` are those of the command line."""
    service = Service(config, isolated=isolated)
    for register in (_lifecycle, _synchronization, _code_actions):
        register(service)
    return service


def _lifecycle(service: Service) -> None:
    @service.feature(types.INITIALIZE)
    def _(params: types.InitializeParams) -> None:
        service.begin(params)

    @service.feature(types.INITIALIZED)
    def _(_params: types.InitializedParams) -> None:
        service.watch()


def _synchronization(service: Service) -> None:
    @service.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        service.session.open(document.uri, document.text, document.version)
        service.check_soon(document.uri)

    @service.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        service.session.change(document.uri, params.content_changes, document.version)
        service.check_soon(document.uri)
        service.check_others_soon(document.uri)

    @service.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        service.check_soon(params.text_document.uri)
        service.refresh_soon()

    @service.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        service.close(params.text_document.uri)

    @service.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(_params: types.DidChangeWatchedFilesParams) -> None:
        service.refresh_soon()


def _code_actions(service: Service) -> None:
    kinds = [types.CodeActionKind.QuickFix, actions.FIX_ALL]

    @service.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    def _(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        def make(analysis: Analysis) -> list[types.CodeAction]:
            span = analysis.positions.span(analysis.source, params.range)
            return [*actions.code_actions(analysis, span, params.context.only, versioned=service.versioned)]

        return service.answer(params.text_document.uri, make)

    @service.command(actions.FIX_ALL_COMMAND)
    def _(uri: str) -> None:
        service.apply(uri, actions.fix_all, "Apply all safe fixes")

    @service.command(actions.IGNORE_COMMAND)
    def _(uri: str, rule: str, line: int) -> None:
        service.apply(uri, lambda analysis: actions.ignored(analysis, rule, line), f"Ignore {rule}")
