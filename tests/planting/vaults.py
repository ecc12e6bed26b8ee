"""Uniform vaults: one of our own, and copies of somebody's notes with other titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TITLE_WORDS = (
    "Anchors", "Bridges", "Canals", "Deltas", "Echoes", "Fields", "Gradients", "Hinges", "Islands", "Joints",
    "Kernels", "Ladders", "Meshes", "Nozzles", "Orbits", "Pulleys", "Queues", "Rivets", "Springs", "Turbines",
)  # fmt: skip
_NOTE = """\
---
title: {title}
authors:
  - Ada Byron
  - Grace Murray
year: {year}
status: {status}
rating: {rating}
read: 2024-0{month}-1{day}
tags: [machines, {tag}]
---

# {title}

**Venue**: CVPR {year}
**Hours**: {rating}

## Summary

{first} is built of parts that move.

## Method

Every part of {first} is drawn before it is cast.

## Results

It turns {rating} times as fast as {second}.

## Open questions

Who would need {second} of this size?
"""


def write_vault(folder: Path, notes: int = 30) -> None:
    """A vault of notes that agree in all but what they say."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(notes):
        first, second, third = (_TITLE_WORDS[(number * step + step) % len(_TITLE_WORDS)] for step in (1, 7, 3))
        text = _NOTE.format(
            title=f"{first} of {second} and {third} {number}",
            first=first,
            second=second,
            year=2005 + number % 17,
            status="read" if number % 3 else "skimmed",
            rating=1 + number % 5,
            month=1 + number % 9,
            day=number % 9,
            tag=third.lower(),
        )
        (folder / f"{number:02}-{first.lower()}.md").write_text(text, "utf-8")


def multiply(source: Path, folder: Path, notes: int) -> None:
    """As many copies of somebody's note, each with a title of its own in place of the one that it had."""
    text = source.read_text("utf-8")
    found = re.search(r"(?m)^title: *[\"']?(?P<title>[^\n\"']+)", text) or re.search(
        r"(?m)^#+ (?P<title>[^\n]+)", text
    )
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(notes):
        title = (
            f"{_TITLE_WORDS[number % len(_TITLE_WORDS)]} and {_TITLE_WORDS[number * 7 % len(_TITLE_WORDS)]} {number}"
        )
        (folder / f"{number:02}.md").write_text(text.replace(found["title"], title) if found else text, "utf-8")
