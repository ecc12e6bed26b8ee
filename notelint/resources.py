"""Where rules/ and schema/ lie: inside an installed notelint, or beside it in a checkout; and files of the package.

Paths are texts, since every run reads some of these files and importing `pathlib` takes longer than that.
"""

from __future__ import annotations

import os
import sys

from notelint.store import Disk

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SHIPPED = os.path.join(_PACKAGE, "shipped")
_ABOVE = _SHIPPED if os.path.isdir(_SHIPPED) else os.path.dirname(_PACKAGE)

RULES = os.path.join(_ABOVE, "rules")
SCHEMAS = os.path.join(_ABOVE, "schema")

_HEAD = 256  # bytes


def rule_document(rule: str) -> str:
    """The Markdown text about a rule."""
    return _read(os.path.join(RULES, f"{rule}.md"))


def rule_head(rule: str) -> str:
    """The beginning of that text, with the whole of its front matter: a run needs that of every rule, and no more."""
    return Disk().read(f"{RULES}/{rule}.md", _HEAD).decode("utf-8", "ignore")


def schema_document(name: str) -> str:
    """The JSON text of a schema, such as `paper-note` or `record`."""
    return _read(os.path.join(SCHEMAS, f"{name}.json"))


def schema_names() -> list[str]:
    """The names of the schemas that notelint carries."""
    return sorted(name.removesuffix(".json") for name in os.listdir(SCHEMAS) if name.endswith(".json"))


def package_file(name: str) -> str:
    """The text of a file that lies in the package: a template, a table."""
    return _read(os.path.join(_PACKAGE, name))


def _read(path: str) -> str:
    return Disk().read(path, sys.maxsize).decode()
