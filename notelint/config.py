"""The user's configuration: `notelint.toml`, or `[tool.notelint]` in `pyproject.toml`; the nearest to a file wins.

Patterns are those of .gitignore, and they and all paths count from the folder of the configuration file.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from notelint.checks.context import IMAGE_MAX_BYTES
from notelint.diagnostic import Severity
from notelint.errors import NotelintError
from notelint.files import absolute, read_bytes, shown
from notelint.gitignore import ignore_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from notelint.files import Files
    from notelint.gitignore import IgnoreRules

_NAMES = ("notelint.toml", "pyproject.toml")


@dataclass(frozen=True)
class SchemaChoice:
    """The files of these paths are notes of that schema (a shipped one's name, or the path of a JSON file)."""

    paths: tuple[str, ...]
    schema: str


@dataclass(frozen=True)
class Config:
    """What the user configured; `path` is the file (as shown), None for the defaults, `folder` its absolute folder.

    `image_roots` are paths from there. `severity` goes by rule or family.
    """

    path: str | None = None
    folder: str = "/"
    schemas: tuple[SchemaChoice, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    image_roots: tuple[str, ...] = ()
    image_max_bytes: int = IMAGE_MAX_BYTES
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def excludes(self, path: str) -> bool:
        """Whether a path (a folder ends with `/`) is not to be walked."""
        return bool(self.exclude) and bool(self._excluded.decide(absolute(path) + "/" * path.endswith("/")))

    def schema_for(self, path: str) -> str | None:
        """The schema of the first choice that fits a file: a shipped one's name, or a JSON file's absolute path."""
        path = absolute(path)
        return next((schema for rules, schema in self._choices if rules.decide(path)), None)

    @cached_property
    def _excluded(self) -> IgnoreRules:
        return ignore_rules(self.folder, self.exclude)

    @cached_property
    def _choices(self) -> tuple[tuple[IgnoreRules, str], ...]:
        return tuple((ignore_rules(self.folder, each.paths), self._located(each.schema)) for each in self.schemas)

    def _located(self, schema: str) -> str:
        return posixpath.join(self.folder, schema) if schema.endswith(".json") else schema


def configurations(files: Files, path: str | None = None) -> Callable[[str], Config]:
    """A function from a file or folder to its configuration: that of `path`, or else of the nearest file that has one.

    Raises NotelintError, at once or when called, where a configuration cannot be read or says what it cannot mean.
    """
    if path is not None:
        named = read_config(path) or Config()
        return lambda _: named

    @cache
    def nearest(folder: str) -> Config:
        for name in _NAMES:
            if files.is_file(posixpath.join(folder, name)) and (found := read_config(posixpath.join(folder, name))):
                return found
        above = posixpath.dirname(folder)
        return nearest(above) if above != folder else Config()

    return lambda path: nearest(posixpath.dirname(absolute(path)))


def read_config(path: str) -> Config | None:
    """The configuration in a file; None in a pyproject.toml that has no `[tool.notelint]`."""
    import tomllib  # noqa: PLC0415 - most runs have no configuration

    data = read_bytes(path)
    in_pyproject = posixpath.basename(path) == "pyproject.toml"
    if in_pyproject and b"notelint" not in data:
        return None
    try:
        found: Any = tomllib.loads(data.decode())
    except ValueError as error:  # not TOML, or not UTF-8
        raise NotelintError(f"{shown(path)}: cannot be read: {error}") from error
    for key in ("tool", "notelint") if in_pyproject else ():
        found = found.get(key) if isinstance(found, dict) else None
    return None if found is None else _config(found, shown(path), posixpath.dirname(absolute(path)))


def _config(table: object, path: str, folder: str) -> Config:
    try:
        values = {key.replace("-", "_"): _READERS[key](key, value) for key, value in _known(table).items()}
    except NotelintError as error:
        raise NotelintError(f"{path}: {error}") from None
    return Config(path, folder, **values)


def _known(table: object) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise NotelintError("tool.notelint must be a table")
    for key in table:
        if key not in _READERS:
            near = get_close_matches(key, _READERS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(_READERS)}"
            raise NotelintError(f"unknown key {key!r}: {hint}")
    return table


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise NotelintError(f"{key} must be a list of strings")
    return tuple(value)


def _patterns(key: str, value: object) -> tuple[str, ...]:
    patterns = _strings(key, value)
    for each in patterns:
        if not ignore_rules("", [each]).spec.patterns:
            raise NotelintError(f"{key}: {each!r} is no pattern: write it as in .gitignore, such as 'papers/**/*.md'")
    return patterns


def _count(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotelintError(f"{key} must be a whole number, 0 or more")
    return value


def _severity(key: str, value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise NotelintError(f'{key} must be a table, such as {{section-missing = "warning"}}')
    for rule, severity in value.items():
        if severity not in list(Severity):
            raise NotelintError(f"{key}.{rule} must be one of {', '.join(Severity)}")
    return {rule: Severity(severity) for rule, severity in value.items()}


def _schemas(key: str, value: object) -> tuple[SchemaChoice, ...]:
    if not isinstance(value, list):
        raise NotelintError(f'{key} must be a list, such as [{{paths = ["papers/"], schema = "paper-note"}}]')
    return tuple(_schema_choice(f"{key}[{number}]", each) for number, each in enumerate(value))


def _schema_choice(key: str, value: object) -> SchemaChoice:
    if not isinstance(value, dict) or set(value) != {"paths", "schema"} or not isinstance(value["schema"], str):
        raise NotelintError(f"{key} must be a table of paths (a list of patterns) and schema (a name or a JSON file)")
    return SchemaChoice(_patterns(f"{key}.paths", value["paths"]), value["schema"])


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "select": _strings,
    "ignore": _strings,
    "exclude": _patterns,
    "image-roots": _strings,
    "image-max-bytes": _count,
    "severity": _severity,
    "schemas": _schemas,
}
