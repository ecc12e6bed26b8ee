"""The language server in Neovim, with the lines that docs/editors.md gives for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "editors.md").read_text("utf-8")
# Neovim 0.7, which Debian 12 has, starts a client by two calls and has no `vim.fs`.
OLD = """
vim.fs = vim.fs or {
  dirname = function(path) return vim.fn.fnamemodify(path, ":h") end,
  find = function(names) return { vim.fn.findfile(names[1], ".;") } end,
}
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
"""
SCRIPT = """
local said = { messages = {} }
local notify = vim.notify
vim.notify = function(message) table.insert(said.messages, message) end
local function await(what)
  if not vim.wait(120000, what, 10) then error("nothing came: " .. vim.inspect(vim.diagnostic.get(0))) end
end
local function found() return #vim.diagnostic.get(0) end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 120000)
  return answers[next(answers)].result
end

vim.cmd("edit notes/a.md")
await(function() return found() == 2 end)
local function row(each) return { each.lnum, each.col, each.message, each.source } end
said.diagnostics = vim.tbl_map(row, vim.diagnostic.get(0))
vim.api.nvim_buf_set_lines(0, -1, -1, false, { "", "##  𝒳 Three" })
await(function() return found() == 3 end)

vim.api.nvim_win_set_cursor(0, { 5, 5 })
said.hover = ask("textDocument/hover", vim.lsp.util.make_position_params()).contents.value

local params = vim.lsp.util.make_range_params()
params.context = { only = { "source.fixAll.notelint" }, diagnostics = {} }
local client = vim.lsp.get_client_by_id(next(vim.lsp.buf_get_clients(0)))
vim.lsp.util.apply_workspace_edit(ask("textDocument/codeAction", params)[1].edit, client.offset_encoding)
await(function() return found() == 1 end)
said.lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
vim.cmd("write")
await(function() return found() == 1 end)
vim.lsp.stop_client(vim.lsp.get_active_clients())
await(function() return #vim.lsp.get_active_clients() == 0 end)
vim.fn.writefile({ vim.fn.json_encode(said) }, "said.json")
vim.cmd("quitall!")
"""


def blocks(language: str) -> list[str]:
    """The code of a language on the page."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim_shows_what_is_found(tmp_path: Path) -> None:
    """It starts the server, shows findings as a note is written, says what is read at a place, and applies fixes."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notelint.toml").write_text('ignore = ["link"]\n', "utf-8")
    (tmp_path / "notes" / "a.md").write_text("# A\n\n##  Two\n\n![](a.png) [](b)\n", "utf-8")
    (tmp_path / "init.lua").write_text(OLD + blocks("lua")[0], "utf-8")
    script = f"local ok, why = pcall(function()\n{SCRIPT}\nend)\nif not ok then print(why) vim.cmd('cquit') end"
    (tmp_path / "script.lua").write_text(script, "utf-8")
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "notelint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m notelint "$@"\n', "utf-8")
    (folder / "notelint").chmod(0o755)
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = ["nvim", "--headless", "-n", "-i", "NONE", "-u", "init.lua", "-c", "luafile script.lua"]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    said = json.loads((tmp_path / "said.json").read_text("utf-8"))
    assert [each[:2] for each in said["diagnostics"]] == [[2, 2], [4, 4]]
    assert said["diagnostics"][0][2:] == ["extra spaces inside the heading", "notelint"]
    assert said["diagnostics"][1][2].startswith('image "a.png" does not exist\nhelp: ')
    assert "**image-missing**: " in said["hover"]
    assert said["lines"] == ["# A", "", "## Two", "", "![](a.png) [](b)", "", "## 𝒳 Three"]
    assert said["messages"] == []


def test_the_settings_are_what_editors_read() -> None:
    """JSON and TOML, and each starts the server; what is to be installed for it has that name."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert blocks("sh")[0] == "pip install '.[server]'\n"
    assert "server" in project["optional-dependencies"]
    read = [*map(json.loads, blocks("json")), *map(tomllib.loads, blocks("toml"))]
    settings = [each for each in read if "tasks" not in each]  # which another test runs
    assert len(settings) == 3
    assert all("notelint" in str(each) for each in settings)
    assert sum("server" in str(each) for each in settings) == 2  # VS Code has an extension instead
