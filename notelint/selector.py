"""How rules are named: one by its name, a family by how their names begin (`image` for all of `image-*`), or `all`."""

from __future__ import annotations


def selects(selector: str, rule: str) -> bool:
    """Whether a selector means a rule."""
    return selector == "all" or f"{rule}-".startswith(f"{selector}-")
