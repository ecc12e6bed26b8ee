"""What one writes in half an hour instead of using notelint: the front matter and sections of notes, as JSON Lines.

`python script.py FOLDER`; it needs python-frontmatter and mistune.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import frontmatter
import mistune

parse: Any = mistune.create_markdown(renderer=None, plugins=["table", "math"])


def text_of(tokens: list[dict[str, Any]]) -> str:
    """The text of tokens and of those within them."""
    return "".join(token.get("raw") or text_of(token.get("children", [])) for token in tokens)


for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    try:
        note = frontmatter.load(str(path))
    except Exception as error:  # noqa: BLE001 - of YAML or of the encoding
        sys.stderr.write(f"{path}: {error}\n")
        continue
    sections: dict[str, list[str]] = {}
    section = sections.setdefault("", [])
    for token in parse(note.content):
        if token["type"] == "heading":
            section = sections.setdefault(text_of(token["children"]), [])
        else:
            section.append(text_of([token]))
    record = {"path": str(path), **note.metadata, "sections": sections}
    sys.stdout.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
