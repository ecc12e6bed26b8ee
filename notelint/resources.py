"""Where rules/ and schema/ lie: inside an installed notelint, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "shipped"


def _folder(name: str) -> Path:
    return (_SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent) / name


RULES = _folder("rules")
SCHEMAS = _folder("schema")
