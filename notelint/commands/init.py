"""`notelint init`: a configuration to start from, and a hook that checks what is committed."""

from __future__ import annotations

import json
import textwrap
from posixpath import join

from notelint.commands.output import say
from notelint.config import read_config
from notelint.config.values import to_toml
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.paths import shown
from notelint.resources import schema_document
from notelint.typing import TYPE_CHECKING
from notelint.writing import write_new_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Any

_HOOK = """\
  - repo: local
    hooks:
      - id: notelint
        name: notelint
        entry: notelint check --force-exclude
        language: system
        types: [markdown]
        require_serial: true
"""
_HEADER = """\
# The configuration of notelint. Every key is optional; remove the `# ` before one to use it.
# Patterns work as in .gitignore; patterns and paths are relative to this folder.
# `notelint rule --all` lists the rules, `notelint config` shows what is in effect.
"""


def run(options: Namespace) -> int:
    """Write notelint.toml into the folder, and the hook into its git repository where that has none yet."""
    files = Files([options.folder])
    if not files.is_dir(options.folder):
        raise NotelintError(f"{options.folder}: no such folder")
    pyproject = join(options.folder, "pyproject.toml")
    if files.is_file(pyproject) and read_config(pyproject, files):
        raise NotelintError(f"{shown(pyproject)} already has a table [tool.notelint]: nothing was written")
    _write(join(options.folder, "notelint.toml"), template())
    root = files.repository_root(options.folder)
    if root and files.has(root, ".pre-commit-config.yaml"):
        hooks = shown(join(root, ".pre-commit-config.yaml"))
        for line in (f"notelint: {hooks} already exists: add this to its `repos`", *_HOOK.splitlines()):
            say(line)
    elif root:
        _write(join(root, ".pre-commit-config.yaml"), f"repos:\n{_HOOK}")
    return 0


def template() -> str:
    """A configuration that says nothing: each key is a comment, with what it means and an example."""
    properties = json.loads(schema_document("config"))["properties"]
    return "\n".join([_HEADER, *("".join(_entry(key, each)) for key, each in properties.items())])


def _entry(key: str, clause: dict[str, Any]) -> Iterator[str]:
    yield from (f"# {line}\n" for line in textwrap.wrap(str(clause["description"]), 98, break_on_hyphens=False))
    yield f"# {key} = {to_toml(clause['examples'][0])}\n"


def _write(path: str, text: str) -> None:
    write_new_file(path, text.encode())
    say(f"notelint: wrote {shown(path)}")
