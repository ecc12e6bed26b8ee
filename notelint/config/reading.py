"""From configuration files and the command line to the configuration of a file: the nearest file counts."""

from __future__ import annotations

import os
import posixpath
from functools import cache

from notelint.config.model import Config, Layer
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.paths import absolute, is_within, shown, split
from notelint.source import Source
from notelint.store import decoded, read_bytes
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from notelint.config.places import Path
    from notelint.source import Position

_NAMES = ("notelint.toml", "pyproject.toml")
_OPTION = "--config"


def configurations(files: Files, given: Iterable[str] = (), *, isolated: bool = False) -> Callable[[str], Config]:
    """A function from a file or folder to its configuration: that of the nearest file that has one.

    `given` are the values of `--config`: a file counts instead of the nearest, and `KEY = VALUE` over what files say.
    `isolated`: no file counts. Raises NotelintError, at once or when called, where a configuration cannot be read or
    says what it cannot mean.
    """
    paths, said = _given(given)
    if len(paths) > 1:
        raise NotelintError(f"{_OPTION}: name one file: {paths[0]} can extend {paths[1]}")
    if paths and isolated:
        raise NotelintError(f"--isolated reads no configuration: remove {_OPTION} {paths[0]}")
    if paths or isolated:
        fixed = _config([*(_named(paths[0], files) if paths else ()), *said])
        return lambda _: fixed

    @cache
    def nearest(folder: str) -> Config:
        for name in _NAMES:
            path = posixpath.join(folder, name)
            if not files.is_file(path):
                continue
            if not (files.is_inside(path) or _lies_in(path, files.project_root(folder))):
                raise NotelintError(f"{shown(path)}: leads out of the project: name it with {_OPTION} to have it read")
            if layers := _chain(path, files):
                return _config([*layers, *said])
        above = posixpath.dirname(folder)
        return nearest(above) if above != folder else _config(said)

    within = cache(lambda folder: nearest(absolute(folder)))  # by the folder as written: it is asked for each file
    return lambda path: within(split(path)[0])


def _named(path: str, files: Files) -> list[Layer]:
    layers = _chain(absolute(path), files)
    if not layers:
        raise NotelintError(f"{path} has no table [tool.notelint]")
    return layers


def read_config(path: str, files: Files | None = None) -> Config | None:
    """The configuration in a file, with what it extends; None in a pyproject.toml that has no `[tool.notelint]`."""
    layers = _chain(absolute(path), files or Files())
    return _config(layers) if layers else None


def _given(values: Iterable[str]) -> tuple[list[str], list[Layer]]:
    """The files that `--config` names, and the layers that it says outright."""
    paths, layers = [], []
    for value in values:
        if not value:  # a variable of a script that is not set
            raise NotelintError(f"{_OPTION}: name a file, or write KEY = VALUE as in TOML")
        table = None if value.endswith(".toml") or "=" not in value else _said(value)
        if table is None:
            paths.append(value)
        elif "extend" in table:
            raise NotelintError(f"{_OPTION} {value}: extend belongs in a file")
        else:
            layers.append(Layer(_OPTION, absolute("."), table))
    return paths, layers


def _said(value: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs have no configuration

    try:
        return tomllib.loads(value)
    except (ValueError, RecursionError) as error:
        raise NotelintError(
            f"""{_OPTION} {value}: write KEY = VALUE as in TOML, such as 'select = ["image"]'"""
        ) from error


def _config(layers: Sequence[Layer]) -> Config:
    """What layers say together."""
    if not layers:
        return Config()
    from notelint.config.values import KEYS, Misfit, read_values  # noqa: PLC0415 - most runs have no configuration

    values: dict[str, Any] = {}
    for layer in layers:
        try:
            read = read_values(layer)
        except Misfit as misfit:
            raise NotelintError(f"{layer.place(misfit.path, of_key=misfit.of_key)}: {misfit}") from misfit
        for key, value in read.items():
            join = KEYS[key].join
            values[key] = join(values[key], value) if join and key in values else value
    values.pop("extend", None)
    values["exclude"] = (*values.get("exclude", ()), *values.pop("extend-exclude", ()))
    files = [layer.name for layer in layers if layer.name != _OPTION]
    path = files[-1] if files else None
    return Config(path, layers=tuple(layers), **{key.replace("-", "_"): value for key, value in values.items()})


def _chain(path: str, files: Files, below: tuple[str, ...] = (), said_at: str = "") -> list[Layer]:
    """The layers that a file makes: those of what it extends, then its own; none without a `[tool.notelint]`.

    `below` are the files that lead here, `said_at` the place of the last one's `extend`.
    """
    try:
        data = read_bytes(shown(path))
    except NotelintError as error:
        raise NotelintError(f"{said_at}{error}") from error
    layer = _layer(path, data)
    if layer is None:
        return []
    _keep_inside(layer, files)
    extended = layer.table.get("extend")
    if not isinstance(extended, str):
        return [layer]
    extended = absolute(posixpath.join(layer.folder, extended))
    place, met = layer.place(("extend",)), (*below, path)
    if extended in met:
        loop = " -> ".join(map(shown, (*met[met.index(extended) :], extended)))
        raise NotelintError(f"{place}: a configuration cannot extend itself: {loop}")
    layers = _chain(extended, files, met, f"{place}: ")
    if not layers:
        raise NotelintError(f"{place}: {shown(extended)} has no table [tool.notelint] to extend")
    return [*layers, layer]


def _keep_inside(layer: Layer, files: Files) -> None:
    """See that the files which a layer names lie in its project: it may be a stranger's. Raises NotelintError.

    A configuration in a folder above may be extended, too: it is one that would be found without that.
    """
    root = files.project_root(layer.folder)
    for path, name in _files_of(layer.table):
        file = absolute(posixpath.join(layer.folder, name))
        folder = posixpath.dirname(file)
        is_above = path == ("extend",) and posixpath.basename(file) in _NAMES and is_within(layer.folder, folder)
        if not (files.is_inside(file) or _lies_in(file, folder if is_above else root)):
            raise NotelintError(f"{layer.place(path)}: {name} lies outside of the project, {root}: copy it there")


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path leads, with links followed, into a folder."""
    return is_within(os.path.realpath(path), os.path.realpath(folder))


def _files_of(table: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The files that a configuration names, as written, each with the path of where it does."""
    yield from (((key,), table[key]) for key in ("extend", "baseline") if isinstance(table.get(key), str))
    choices = table.get("schemas")
    for place, choice in enumerate(choices if isinstance(choices, list) else ()):
        schema = choice.get("schema") if isinstance(choice, dict) else None
        if isinstance(schema, str) and schema.endswith(".json"):
            yield ("schemas", place, "schema"), schema


def _layer(path: str, data: bytes) -> Layer | None:
    """What one file says; None in a pyproject.toml without a `[tool.notelint]`."""
    name = shown(path)
    in_pyproject = posixpath.basename(path) == "pyproject.toml"
    if in_pyproject and b"notelint" not in data:
        return None
    text = decoded(data, name)
    table: Any = _toml(text, name)
    above = ("tool", "notelint") if in_pyproject else ()
    for key in above:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    layer = Layer(name, posixpath.dirname(path), table, _positions(text, above))
    if not isinstance(table, dict):
        raise NotelintError(f"{layer.place(())}: tool.notelint must be a table")
    return layer


def _toml(text: str, name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - as above

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not TOML, or nested beyond reason
        from notelint.front_matter.toml import explain  # noqa: PLC0415 - most files are TOML

        start, _, message, remedy = explain(error, text)
        line, column = Source(name, text).position(start)
        raise NotelintError(f"{name}:{line}:{column}: {message}: {remedy}") from error


def _positions(text: str, above: Path) -> dict[Path, tuple[Position, Position]]:
    """Where the keys and values below a table stand."""
    from notelint.config.places import toml_places  # noqa: PLC0415 - as above

    source = Source("", text)
    return {
        path[len(above) :]: (source.position(place.key), source.position(place.value))
        for path, place in toml_places(text).items()
        if path[: len(above)] == above
    }
