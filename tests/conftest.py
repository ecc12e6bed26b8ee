"""What several test modules read: the hand-made records of the seed notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from notelint.record.model import PROPERTIES

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
REQUIRED = ("title", "year", "model", "training", "summary")


@pytest.fixture(scope="session")
def hand_made() -> list[dict[str, Any]]:
    """The hand-made records, with what a record has got since they were made: empty where it is text as written."""
    if not GOLD.is_dir():
        pytest.skip("the hand-made records are not beside the checkout")
    found = []
    for data in json.loads((GOLD / "seed.json").read_text("utf-8")):
        later = {
            "missing": [name for name in REQUIRED if data[name] is None],
            "sections": [{**section, "source": ""} for section in data["sections"]],
            "source": {**data["source"], "opening": None, "definitions": [], "image_root": None, "schema": None},
        }
        found.append({key: {**data, **later}[key] for key in ("schema_version", *PROPERTIES[1:])})
    return found
