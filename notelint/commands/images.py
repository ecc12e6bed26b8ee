"""`notelint images`: the images that notes use, or the image files that none does."""

from __future__ import annotations

from functools import partial
from itertools import chain

from notelint.commands.output import Progress, complain, write_output
from notelint.config import configurations
from notelint.context import Context
from notelint.engine.inputs import input_paths, read_sources
from notelint.engine.limits import on_each
from notelint.files import Files
from notelint.json_text import to_json
from notelint.note import read_document
from notelint.report.style import printable_start
from notelint.targets.uses import orphans, uses
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from typing import Any

    from notelint.config import Config
    from notelint.errors import NotelintError
    from notelint.source import Source


def run(options: Namespace) -> int:
    """List images; 2 where an input could not be read, 1 where orphans were asked for and found, else 0."""
    errors: list[NotelintError] = []
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    paths = input_paths(options.paths, files, config_of, errors.append)
    if options.orphans:
        found: list[dict[str, Any]] = [{"file": path} for path in orphans(options.paths, files)]
    else:
        sources, look = read_sources(paths, "-", errors.append), partial(_uses, files=files, config_of=config_of)
        shown = Progress().over(sources, len(paths))
        found = [*chain.from_iterable(on_each(shown, look, options.timeout, "was not looked at", errors.append))]
    lines = (to_json(found, indent=2),) if options.output_format == "json" else map(_line, found)
    write_output((f"{line}\n" for line in lines), options.output)
    complain(errors)
    return 2 if errors else int(options.orphans and bool(found))


def _uses(source: Source, files: Files, config_of: Callable[[str], Config]) -> list[dict[str, Any]]:
    used = uses(read_document(source, ()), Context(None, files, config_of(source.path).image_roots))
    return [
        {
            "path": source.path,
            **source.position(use.span.start)._asdict(),
            "image": use.destination,
            "state": use.state,
            "file": use.file,
        }
        for use in used
    ]


def _line(item: dict[str, Any]) -> str:
    if "image" not in item:
        return printable_start(item["file"])
    leads = f" -> {item['file']}" if item["file"] else ""
    return printable_start(f"{item['path']}:{item['line']}:{item['column']}: {item['state']}: {item['image']}{leads}")
