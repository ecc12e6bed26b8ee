"""Which message of an editor is answered by what."""

from __future__ import annotations

from lsprotocol import types

from notelint.server import actions
from notelint.server.bibtex import bibtex, lenses
from notelint.server.completion import TRIGGERS, completions
from notelint.server.hover import hover
from notelint.server.navigation import definition
from notelint.server.renaming import name_at, renamed
from notelint.server.service import Service
from notelint.server.session import workspace_edit
from notelint.server.symbols import symbols
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.server.session import Analysis

_BIBTEX_COMMAND = "notelint.bibtex"


def new_service(config: Sequence[str] = (), seconds: float | None = None, *, isolated: bool = False) -> Service:
    """A server with all that it can do; the parameters are those of the command line."""
    service = Service(config, seconds, isolated=isolated)
    for register in (_lifecycle, _synchronization, _code_actions, _reading, _navigation, _writing):
        register(service)
    return service


def _lifecycle(service: Service) -> None:
    @service.feature(types.INITIALIZE)
    def _(_params: types.InitializeParams) -> None:
        service.begin()

    @service.feature(types.INITIALIZED)
    def _(_params: types.InitializedParams) -> None:
        service.watch()

    @service.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        service.change_folders()


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
        service.session.save(params.text_document.uri)
        service.check_soon(params.text_document.uri)
        service.refresh_soon([params.text_document.uri])

    @service.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        service.close(params.text_document.uri)

    @service.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        service.refresh_soon(each.uri for each in params.changes)


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


def _reading(service: Service) -> None:
    @service.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        return service.answer_at(params, hover)

    @service.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        return service.answer(params.text_document.uri, symbols)

    @service.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def _(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        return service.answer(params.text_document.uri, lambda analysis: lenses(analysis, _BIBTEX_COMMAND))

    @service.command(_BIBTEX_COMMAND)
    def _(uri: str, number: int) -> str | None:
        found = service.answer(uri, lambda analysis: bibtex(analysis, number))
        if found:
            service.show(*found)
        return found[1] if found else None


def _navigation(service: Service) -> None:
    @service.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _(params: types.DefinitionParams) -> types.Location | None:
        return service.answer_at(params, lambda each, offset: definition(each, offset, service.session.analysis_of))

    @service.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        def make(analysis: Analysis, offset: int) -> types.PrepareRenamePlaceholder | None:
            name = name_at(analysis, offset)
            text = analysis.source.slice(name.span) if name else ""
            return types.PrepareRenamePlaceholder(analysis.range(name.span), text) if name else None

        return service.answer_at(params, make)

    @service.feature(types.TEXT_DOCUMENT_RENAME)
    def _(params: types.RenameParams) -> types.WorkspaceEdit | None:
        def make(analysis: Analysis, offset: int) -> types.WorkspaceEdit | None:
            name, new = name_at(analysis, offset), " ".join(params.new_name.split())
            edits = renamed(analysis, name, new, service.session.analysis_of) if name and new else None
            return workspace_edit(edits, versioned=service.versioned) if edits else None

        return service.answer_at(params, make)


def _writing(service: Service) -> None:
    @service.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    def _(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        of = service.session.analysis_of
        return service.answer_at(params, lambda analysis, offset: completions(analysis, offset, of))
