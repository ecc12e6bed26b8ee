"""Values as TOML."""

from __future__ import annotations

from notelint.regex import regex

_BARE = regex(r"[A-Za-z0-9_-]+")


def to_toml(value: object) -> str:
    """A value of texts, whole numbers, booleans, lists and tables on one line (https://toml.io/en/v1.0.0)."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {to_toml(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_toml, value))}]"
    from notelint.json_text import to_json  # noqa: PLC0415 - only a remedy and `init` write

    return to_json(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else to_toml(name)
