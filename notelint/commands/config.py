"""`notelint config`: the configuration in effect, and where each value comes from."""

from __future__ import annotations

import json
from posixpath import join

from notelint.commands.output import write_output
from notelint.config import configurations
from notelint.config.values import KEYS, to_toml
from notelint.dataclass import dataclass
from notelint.errors import NotelintError, did_you_mean
from notelint.files import Files
from notelint.json_text import to_json
from notelint.report.style import printable_start
from notelint.resources import schema_document
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Any

    from notelint.config import Config, Layer


@dataclass(frozen=True)
class Setting:
    """The effective value of a key, as written (None: nothing is said), and the places that say it (none: default)."""

    key: str
    value: Any
    places: tuple[str, ...]


def run(options: Namespace) -> int:
    """Print the values of all keys, or of one, for the working folder or the file named by `--for`."""
    if options.key is not None and options.key not in KEYS:
        otherwise = f"the keys are {', '.join(KEYS)}; `--for FILE` names a file"
        remedy = did_you_mean(options.key, KEYS, otherwise)
        raise NotelintError(f"unknown key {options.key!r}: {remedy}")
    files = Files()
    config_of = configurations(files, options.config, isolated=options.isolated)
    config = config_of(join(options.file, "note.md") if files.is_dir(options.file) else options.file)
    found = [each for each in settings(config) if options.key in (None, each.key)]
    if options.output_format == "json":
        rows = [{"key": each.key, "value": each.value, "places": each.places} for each in found]
        write_output([to_json(rows, indent=2), "\n"])
    else:
        write_output(f"{printable_start(_line(each))}\n" for each in found)
    return 0


def settings(config: Config) -> Iterator[Setting]:
    """What each key says."""
    clauses: dict[str, dict[str, Any]] = json.loads(schema_document("config"))["properties"]
    for key in KEYS:
        layers = [layer for layer in config.layers if key in layer.table]
        if KEYS[key].join is None:
            layers = layers[-1:]
        value = _together(key, layers) if layers else clauses[key].get("default")
        yield Setting(key, value, tuple(layer.place((key,)) for layer in layers))


def _together(key: str, layers: list[Layer]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """What layers say together: lists one after the other, tables with what is above last."""
    first, *others = (layer.table[key] for layer in layers)
    for each in others:
        if isinstance(each, dict):
            first = {**{name: said for name, said in first.items() if name not in each}, **each}
        else:
            first = [*first, *each]
    return first


def _line(setting: Setting) -> str:
    places = ", ".join(setting.places) or "default"
    if setting.value is None:
        return f"# {setting.key} is not set"
    return f"{setting.key} = {to_toml(setting.value)}  # {places}"
