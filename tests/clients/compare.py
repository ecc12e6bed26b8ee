"""Compares what a program has read with the records that were written.

Usage: compare.py RECORDS READ [--sentence-case] [--without NAME]
RECORDS are JSON Lines as notelint writes them, READ is CSL-JSON as the program gives it. Prints one line, and one for
each difference; the exit code is 1 where an entry is not there, or has not the record's key, title, year, authors, DOI
or arXiv id.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = dict[str, Any]


def expected(record: Facts) -> Facts:
    """What the record says."""
    names = [[name["particle"], name["family"] or name["literal"]] for name in record["authors"]]
    return {
        "title": record["title"] or "",
        "year": record["year"],
        "authors": [" ".join(filter(None, parts)).replace("’", "'") for parts in names],
        "doi": record["doi"],
        "arxiv": record["arxiv"] and re.sub(r"v\d+$", "", record["arxiv"]),
    }


def found(item: Facts, wanted: Facts) -> Facts:
    """What a program says. The arXiv id is looked for in the fields where programs put it."""
    issued = item.get("issued") or {}
    date = issued["date-parts"][0][0] if "date-parts" in issued else issued.get("raw")
    year = re.match(r"\d{4}", str(date or ""))
    names = [
        [name.get("non-dropping-particle") or name.get("dropping-particle"), name.get("family") or name.get("literal")]
        for name in item.get("author") or []
    ]
    places = " ".join(str(item.get(field, "")) for field in ("eprint", "number", "URL", "note", "annote", "custom"))
    return {
        "title": html.unescape(item.get("title") or ""),
        "year": int(year[0]) if year else None,
        # Pandoc sets apostrophes as a printer does.
        "authors": [" ".join(filter(None, parts)).replace("’", "'") for parts in names],
        "doi": item.get("DOI"),
        "arxiv": wanted["arxiv"] if wanted["arxiv"] and wanted["arxiv"] in places else None,
    }


def differences(record: Facts, item: Facts, names: list[str], *, sentence_case: bool) -> Iterator[str]:
    """What the program reads otherwise than it was written, of the facts of those names."""
    wanted = expected(record)
    read = found(item, wanted)
    if sentence_case and read["title"].casefold() == wanted["title"].casefold():
        # The case of other words is the program's matter, that of the short name is not.
        short_name = record["short_name"] or ""
        read["title"] = wanted["title"] if short_name in read["title"] else read["title"]
    if item.get("id") != record["id"]:
        yield f"{record['id']}: came back as {item.get('id')}"
    for name in names:
        if read[name] != wanted[name]:
            yield f"{record['id']}: {name} {wanted[name]!r} came back as {read[name]!r}"


def main() -> int:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("--sentence-case", action="store_true", help="the program lowers words of titles")
    parser.add_argument("--without", help="a fact that the program does not read")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.records.read_text("utf-8").split("\n")[:-1]]
    items = json.loads(options.read.read_text("utf-8"))
    names = [name for name in ("title", "year", "authors", "doi", "arxiv") if name != options.without]
    lines = [f"{len(records)} records, {len(items)} entries"] if len(items) != len(records) else []
    for record, item in zip(records, items, strict=False):
        lines += differences(record, item, names, sentence_case=options.sentence_case)
    counts = {name: sum(bool(expected(record)[name]) for record in records) for name in names}
    print(
        f"{len(items):5} entries", *(f"{count:5} {name}" for name, count in counts.items()), f"{len(lines):5} differ"
    )
    for line in lines:
        print("   ", line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
