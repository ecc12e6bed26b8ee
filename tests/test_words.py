"""What a user reads uses the words of the table in CONTRIBUTING.md, and none that the table rules out."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.split(", ") for cell in row]
    for row in re.findall(
        r"^\| (.+?) \| .+? \| ?(.*?) ?\|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE
    )
][1:]
TERMS = re.compile("|".join(rf"\b{term}s?\b" for terms, _ in ROWS for term in terms if " " in term), re.IGNORECASE)
REFUSED = re.compile("|".join(rf"\b{word}\b" for _, words in ROWS for word in words if word), re.IGNORECASE)
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", ".pre-commit-hooks.yaml")),
    *sorted(
        path for folder in ("rules", "docs", "schema") for path in (ROOT / folder).iterdir() if path.suffix != ".png"
    ),
]


def refused(text: str) -> list[str]:
    """The words of a text that are not to be used, in order."""
    return REFUSED.findall(TERMS.sub("", text))


def prose(module: Path) -> Iterator[str]:
    """Lines of several words in the strings of a module, such as messages; no docstrings, no patterns."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from (line for line in node.value.splitlines() if " " in line and "(?P<" not in line)


def test_the_table_is_read() -> None:
    """A word of the last column is found in any form of case, unless a term of the first holds it."""
    assert refused("Mended two blanks. A blank line is left.") == ["Mended", "blanks"]
    assert len(ROWS) > 10


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents(path: Path) -> None:
    """README, rule documents, schemas and what pre-commit shows."""
    assert refused(path.read_text(encoding="utf-8")) == []


def test_messages_and_help() -> None:
    """Every string in the code that a user may be shown."""
    found = {
        f"{module.relative_to(ROOT)}: {text}": words
        for module in sorted((ROOT / "notelint").rglob("*.py"))
        for text in prose(module)
        if (words := refused(text))
    }
    assert found == {}
