"""The language server, as an editor sees it."""

from __future__ import annotations

import asyncio
import gc
import json
import shutil
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from notelint.server.features import new_service
from notelint.source import Source
from tests.editor import Editor, edited, editing

if TYPE_CHECKING:
    from collections.abc import Callable

NOTES = Path(__file__).parent / "notes"
SPACES = "# A title\n\n##  Two spaces 𝒳\n\nText.\n"
PLAIN = "# A title\n\n## One space\n\nText.\n"


def test_findings_follow_the_text(tmp_path: Path) -> None:
    """They come as a text is opened, change with each change, and go as it is closed."""

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md", SPACES)
            (found,) = await editor.found("a.md", "heading-whitespace")
            assert (found.range.start.line, found.range.start.character, found.range.end.character) == (2, 2, 4)
            editor.change("a.md", PLAIN)
            await editor.found("a.md")
            editor.change(
                "a.md",
                types.TextDocumentContentChangePartial(types.Range(types.Position(2, 3), types.Position(2, 6)), "𝒳"),
                types.TextDocumentContentChangePartial(types.Range(types.Position(2, 5), types.Position(2, 5)), "  b"),
            )
            (found,) = await editor.found("a.md", "heading-whitespace")
            assert (found.range.start.character, found.range.end.character) == (5, 7)
            editor.close("a.md")
            await editor.found("a.md")

    asyncio.run(script())


@pytest.mark.parametrize("encoding", [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16])
def test_an_editor_says_what_the_command_line_says(
    encoding: types.PositionEncodingKind,
    tmp_path: Path,
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the same notes, with their habits and configuration: the same findings at the same places."""
    folder = shutil.copytree(NOTES, tmp_path / "notes")
    (folder / "astral.md").write_text(f"{SPACES}\n![𝒳𝒳](𝒳 论.png) ![a](b.png)\r\r\n![a](c.png)", "utf-8", newline="")
    for number in range(8):
        summary = "" if number == 3 else "## Summary\n\nText.\n"
        head = f"# Paper {number}\n\n- **Authors**: Jane Roe\n- **Year**: 2020\n- **Venue**: ICML\n\n"
        (folder / f"family-{number}.md").write_text(f"{head}{summary}\n## Method\n\nText.\n", "utf-8")
    (folder / "left out").mkdir()
    (folder / "left out" / "a.md").write_text(SPACES, "utf-8")
    (folder / "notelint.toml").write_text(
        'exclude = ["left out/"]\nselect = ["all"]\nignore = ["table"]\nseverity = { link = "info" }\n', "utf-8"
    )
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))

    async def script() -> dict[str, list[tuple[object, ...]]]:
        said: dict[str, list[tuple[object, ...]]] = {}
        async with editing(folder, encoding=encoding) as editor:
            for name in names:
                editor.open(name)
            for name in names:
                while editor.uri(name) not in editor.client.diagnostics:
                    await editor.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
                source = Source(name, (folder / name).read_bytes().decode())
                found = editor.client.diagnostics[editor.uri(name)]
                said[name] = [
                    (each.code, str(each.severity), each.message, *editor.positions.span(source, each.range))
                    for each in found
                ]
        return said

    monkeypatch.chdir(folder)
    _, output, _ = run("check", "--no-cache", "--output-format", "json", ".")
    expected: dict[str, list[tuple[object, ...]]] = {name: [] for name in names}
    severities = {
        name: str(types.DiagnosticSeverity[kind])
        for name, kind in (("error", "Error"), ("warning", "Warning"), ("info", "Information"))
    }
    for each in json.loads(output):
        message = "\nhelp: ".join(filter(None, (each["message"], each["help"])))
        place = (each["start"]["offset"], each["end"]["offset"])
        expected[each["path"]].append((each["rule"], severities[each["severity"]], message, *place))
    assert asyncio.run(script()) == expected
    assert "section-missing" in [each[0] for each in expected["family-3.md"]]  # by the habit of its siblings
    assert not expected["left out/a.md"]


def test_a_configuration_counts_as_soon_as_it_changes(tmp_path: Path) -> None:
    """A wrong one is named at the note, with its place, and does not end the server."""
    (tmp_path / "a.md").write_text(SPACES, "utf-8")

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md")
            await editor.found("a.md", "heading-whitespace")
            assert [each.method for each in editor.watchers] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
            (tmp_path / "notelint.toml").write_text('ignore = ["heading"]\n', "utf-8")
            editor.touch("notelint.toml")
            await editor.found("a.md")
            (tmp_path / "notelint.toml").write_text('\nignore = ["headings"]\n', "utf-8")
            editor.touch("notelint.toml")
            (fault,) = await editor.found("a.md", None)
            assert "notelint.toml:2:11: unknown rule 'headings'" in fault.message
            assert fault.related_information
            assert fault.related_information[0].location == types.Location(
                editor.uri("notelint.toml"), types.Range(types.Position(1, 0), types.Position(1, 0))
            )
            action = types.CodeActionParams(editor.identify("a.md"), fault.range, types.CodeActionContext([]))
            assert not await editor.client.text_document_code_action_async(action)
            (tmp_path / "notelint.toml").unlink()
            editor.save("a.md", SPACES)
            await editor.found("a.md", "heading-whitespace")

    asyncio.run(script())


def test_what_is_not_saved_counts_for_other_notes(tmp_path: Path) -> None:
    """A link leads to a heading that another text has in the editor; once that is closed, its file counts."""
    (tmp_path / "b.md").write_text("# B\n", "utf-8")

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md", "# A\n\nSee [b](b.md#new-one).\n")
            await editor.found("a.md", "link-anchor")
            editor.open("b.md", "# B\n\n## New one\n\nText.\n")
            editor.change("b.md", "# B\n\n## New one\n\nText!\n")
            await editor.found("a.md")
            editor.close("b.md")
            editor.change("a.md", "# A\n\nSee [b](b.md#new-one)!\n")
            await editor.found("a.md", "link-anchor")

    asyncio.run(script())


def test_a_file_that_is_not_utf_8_is_what_it_is_to_the_command_line(tmp_path: Path) -> None:
    """An editor has replaced what it cannot read: the file counts until the text is changed."""
    (tmp_path / "a.md").write_bytes("# A\n\n##  é\n".encode("latin-1"))

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md")
            (found,) = await editor.found("a.md", "file-encoding")
            assert found.range.start.line == 2
            editor.change("a.md", "# A\n\n##  é\n")
            await editor.found("a.md", "heading-whitespace")
            editor.save("a.md", "# A\n\n##  é\n")
            await editor.found("a.md", "heading-whitespace")

    asyncio.run(script())


def test_a_note_elsewhere_has_its_own_surroundings(tmp_path: Path) -> None:
    """One that lies in no folder of the workspace is checked with the files around it."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "b.md").write_text("# B\n\n[a](../elsewhere/a.md#no)\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.md").write_text("# B\n\n## One\n\nText.\n", "utf-8")

    async def script() -> None:
        async with editing(tmp_path / "vault") as editor:
            editor.open("../elsewhere/a.md", "# A\n\n[b](b.md#one) [b](b.md#two) [c](c.md)\n")
            await editor.found("../elsewhere/a.md", "link-anchor", "link-missing")

    asyncio.run(script())


def test_siblings_that_are_saved_have_habits(tmp_path: Path) -> None:
    """A note lacks what its siblings have as soon as these are enough, and no more when one does otherwise."""
    text = "# Paper\n\n- **Authors**: Jane Roe\n- **Year**: 2020\n- **Venue**: ICML\n\n## Method\n\nText.\n"
    for name in ("a", *range(5)):
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    summary = f"{text}\n## Gist\n\nText.\n"

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md")
            await editor.found("a.md")
            for number in range(5):
                editor.open(f"{number}.md", summary)
                editor.save(f"{number}.md", summary)
            (found,) = await editor.found("a.md", "section-missing")
            assert "has no Gist section" in found.message
            editor.change("1.md", text)
            editor.save("1.md", text)
            await editor.found("a.md")

    asyncio.run(script())


def test_an_image_that_comes_is_seen(tmp_path: Path) -> None:
    """The editor says which files change on the disk."""

    async def script() -> None:
        async with editing(tmp_path) as editor:
            editor.open("a.md", "# A\n\n![a](a.png)\n")
            await editor.found("a.md", "image-missing")
            (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
            editor.touch("a.png")
            await editor.found("a.md")

    asyncio.run(script())


def test_fixes_are_applied_by_the_editor(tmp_path: Path) -> None:
    """All safe ones as it saves, or by a command; and a comment hides what is to stay."""

    async def script() -> None:
        async with editing(tmp_path) as editor:
            text = "# A title\r\n\r\n##  Two\r\n\r\n##   Three 𝒳\r\n\r\n![a](a.png)\r\n"
            editor.open("a.md", text)
            await editor.found("a.md", "heading-whitespace", "heading-whitespace", "image-missing")
            fixed = text.replace("##  ", "## ").replace("##  ", "## ")
            whole = types.Range(types.Position(0, 0), types.Position(99, 0))
            context = types.CodeActionContext([], only=["source.fixAll"])
            actions = await editor.client.text_document_code_action_async(
                types.CodeActionParams(editor.identify("a.md"), whole, context)
            )
            assert actions
            (action,) = actions
            assert isinstance(action, types.CodeAction)
            assert action.edit
            assert after(text, action.edit, editor) == fixed
            assert after(text, await editor.command("notelint.fixAll", editor.uri("a.md")), editor) == fixed
            hiding = await editor.command("notelint.ignore", editor.uri("a.md"), "image-missing", 7)
            ignored = text.replace("![a]", "<!-- notelint: ignore[image-missing] -->\r\n![a]")
            assert after(text, hiding, editor) == ignored
            editor.change("a.md", ignored)
            await editor.found("a.md", "heading-whitespace", "heading-whitespace")

    asyncio.run(script())


def after(text: str, edit: types.WorkspaceEdit, editor: Editor) -> str:
    """The text of the only file that an edit is about."""
    assert edit.document_changes
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 1
    edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
    return edited(text, edits, editor.positions)


def test_an_editor_asks_about_a_place(tmp_path: Path) -> None:
    """What stands there, where it leads, what can be written, how it is called elsewhere; a note as BibTeX."""
    shutil.copytree(NOTES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "other.md").write_text("# Other\n\n[a](attention.md#summary)\n", "utf-8")

    async def script() -> None:
        async with editing(tmp_path) as editor:
            client, note = editor.client, editor.identify("attention.md")
            editor.open("attention.md")
            image, summary = types.Position(16, 5), types.Position(18, 7)
            hover = await client.text_document_hover_async(types.HoverParams(note, image))
            assert hover
            assert editor.uri("images/attention.png") in str(hover.contents)
            place = await client.text_document_definition_async(types.DefinitionParams(note, image))
            assert isinstance(place, types.Location)
            assert place.uri == editor.uri("images/attention.png")
            symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(note))
            assert [len(each.children or ()) for each in symbols or () if isinstance(each, types.DocumentSymbol)] == [
                2
            ]
            named = await client.text_document_prepare_rename_async(types.PrepareRenameParams(note, summary))
            assert isinstance(named, types.PrepareRenamePlaceholder)
            assert named.placeholder == "Summary"
            edit = await client.text_document_rename_async(types.RenameParams(note, summary, "Gist\n"))
            assert edit
            assert edit.document_changes
            assert len(edit.document_changes) == 2
            editor.change("attention.md", (tmp_path / "attention.md").read_text("utf-8") + "\n![](im")
            position = types.Position(37, 6)
            items = await client.text_document_completion_async(types.CompletionParams(note, position))
            assert isinstance(items, list)
            assert [each.label for each in items] == ["images/"]
            lenses = await client.text_document_code_lens_async(types.CodeLensParams(note))
            assert lenses
            shown = [each.command for each in lenses if each.command]
            assert [each.title for each in shown] == ["as BibTeX", "as BibTeX"]
            params = types.ExecuteCommandParams(shown[1].command, shown[1].arguments)
            assert str(await client.workspace_execute_command_async(params)).startswith("@misc{google2019bert,")
            assert client.shown_documents[-1].uri.endswith("/google2019bert.bib")

    asyncio.run(script())


def test_nothing_but_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    """And the server ends well as it is asked to, also where what it is sent is no text, and when nobody is there."""
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": None}},
        {"method": "initialized", "params": {}},
        {
            "method": "textDocument/didOpen",
            "params": {
                "textDocument": {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": SPACES}
            },
        },
        {
            "method": "textDocument/didOpen",
            "params": {
                "textDocument": {
                    "uri": "file:///no/such/%00/a.md",
                    "languageId": "markdown",
                    "version": 1,
                    "text": "\ud800\x00",
                }
            },
        },
        {
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": "file:///never/opened.md", "version": 2},
                "contentChanges": [{"text": "a"}],
            },
        },
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    data = b"".join(framed({"jsonrpc": "2.0", **each}) for each in messages)
    for sent in (data, data[: data.rindex(b"Content-Length")], b""):
        process = subprocess.run(
            [sys.executable, "-m", "notelint", "server"],
            input=sent,
            capture_output=True,
            cwd=tmp_path,
            timeout=300,
            check=False,
        )
        assert process.returncode == 0
        rest = process.stdout
        while rest:
            head, _, rest = rest.partition(b"\r\n\r\n")
            size = int(head.removeprefix(b"Content-Length: ").partition(b"\r\n")[0])
            assert json.loads(rest[:size])["jsonrpc"] == "2.0"
            rest = rest[size:]


def framed(message: dict[str, object]) -> bytes:
    """A message as it is sent."""
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def test_the_package_that_is_missing_is_named(tmp_path: Path) -> None:
    """The server is an extra."""
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no', name='pygls')\n", "utf-8")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from notelint.cli import main; sys.exit(main(['server']))"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert process.returncode == 2
    assert "server needs pygls: pip install pygls" in process.stderr


def test_nothing_is_kept_of_a_keystroke() -> None:
    """However much is written, no more futures are alive: pygls alone would keep one for each notification."""

    def alive() -> int:
        return sum(isinstance(each, Future) for each in gc.get_objects())

    async def script() -> int:
        handle: Callable[[Any], None] = new_service().protocol.handle_message
        handle(types.InitializeRequest(1, types.InitializeParams(types.ClientCapabilities())))
        document = types.TextDocumentItem("untitled:1", "markdown", 0, "")
        handle(types.DidOpenTextDocumentNotification(types.DidOpenTextDocumentParams(document)))
        before = alive()
        for version in range(1, 50):
            identity = types.VersionedTextDocumentIdentifier(version, document.uri)
            change = types.TextDocumentContentChangeWholeDocument("a" * version)
            params = types.DidChangeTextDocumentParams(identity, [change])
            handle(types.DidChangeTextDocumentNotification(params))
        return alive() - before

    assert asyncio.run(script()) <= 0
