"""What the user configured: Config, made of layers (files and the command line), the later ones over the earlier."""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass, field
from notelint.defaults import IMAGE_MAX_BYTES
from notelint.gitignore import ignore_rules
from notelint.paths import absolute, is_markdown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from notelint.config.places import Path
    from notelint.diagnostic import Severity
    from notelint.front_matter import FrontMatter
    from notelint.gitignore import IgnoreRules
    from notelint.source import Position


@dataclass(frozen=True)
class Patterns:
    """Patterns as those of .gitignore; they count from an absolute folder."""

    folder: str
    lines: tuple[str, ...]

    def match(self, path: str) -> bool:
        """Whether they mean a path (a folder ends with `/`)."""
        full = absolute(path) + "/" * path.endswith("/")
        return full.startswith(f"{self._rules.base}/") and self._rules.cover(full)

    @cached_property
    def _rules(self) -> IgnoreRules:
        return ignore_rules(self.folder, self.lines)


@dataclass(frozen=True)
class SchemaChoice:
    """Which files are notes of a schema: all that `paths` mean (None: any) and whose front matter says `front_matter`.

    That holds for each key one or several texts, of which the file's value must be one, or hold one. `schema` is a
    shipped one's name, or the absolute path of a JSON file; `place` is where the user says so.
    """

    schema: str
    paths: Patterns | None = None
    front_matter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: str = field(default="", compare=False)

    def matches(self, path: str, front_matter: Callable[[], FrontMatter | None]) -> bool:
        """Whether a file is meant; its front matter is asked for only where that matters."""
        if self.paths is not None and not self.paths.match(path):
            return False
        return not self.front_matter or self._says(front_matter())

    def _says(self, front_matter: FrontMatter | None) -> bool:
        from notelint.note.names import fold_name  # noqa: PLC0415 - it brings along what reads notes

        entries = front_matter.entries if front_matter else ()
        said = {fold_name(entry.key): entry.value for entry in entries}
        return all(
            not {comparable(each) for each in texts}.isdisjoint(_texts(said.get(fold_name(key))))
            for key, texts in self.front_matter.items()
        )


def comparable(value: object) -> str:
    """A value of front matter as it is compared: true, True and "true" are one."""
    return str(value).strip().casefold()


def _texts(value: object) -> set[str]:
    return {comparable(each) for each in (value if isinstance(value, list) else [value]) if each is not None}


@dataclass(frozen=True)
class Layer:
    """What one file says, or the command line: `name` is the file as shown, or the option.

    `table` is what TOML holds; `positions` are the places of its values, by path; paths count from `folder`.
    """

    name: str
    folder: str
    table: Mapping[str, Any]
    positions: Mapping[Path, tuple[Position, Position]] = field(default_factory=dict)

    def place(self, path: Path, *, of_key: bool = False) -> str:
        """Where the value of a path stands, or its key: `notelint.toml:3:11`; what is around one that is not there."""
        while path and path not in self.positions:
            path = path[:-1]
        if path not in self.positions:
            return self.name
        line, column = self.positions[path][0 if of_key else 1]
        return f"{self.name}:{line}:{column}"


@dataclass(frozen=True)
class Config:
    """What the user configured; `path` is the file (as shown), None without one.

    `baseline` and `image_roots` are absolute paths; `severity` goes by rule or family; `include` is None for all
    Markdown files; `file_name` is the pattern of the names of new notes. `layers` are where it comes from: extended
    files first, the command line last.
    """

    path: str | None = None
    schemas: tuple[SchemaChoice, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    include: Patterns | None = None
    exclude: tuple[Patterns, ...] = ()
    per_file_ignores: tuple[tuple[Patterns, tuple[str, ...]], ...] = ()
    baseline: str | None = None
    image_roots: tuple[str, ...] = ()
    image_max_bytes: int = IMAGE_MAX_BYTES
    file_name: str | None = None
    layers: tuple[Layer, ...] = field(default=(), compare=False, repr=False)

    def includes(self, path: str) -> bool:
        """Whether a file is to be read where its folder is walked."""
        return is_markdown(path) if self.include is None else self.include.match(path)

    def excludes(self, path: str) -> bool:
        """Whether a path (a folder ends with `/`) is not to be walked."""
        return any(patterns.match(path) for patterns in self.exclude)

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The rules and families that are left out of a file, beside those of `ignore`."""
        return tuple(rule for patterns, rules in self.per_file_ignores if patterns.match(path) for rule in rules)

    def schema_choice(self, path: str, front_matter: Callable[[], FrontMatter | None]) -> SchemaChoice | None:
        """The first choice that matches a file."""
        return next((each for each in self.schemas if each.matches(path, front_matter)), None)

    def place(self, *path: str | int) -> str:
        """Where the value of a path such as `"select", 0` stands."""
        layer = next(each for each in reversed(self.layers) if _holds(each.table, path))
        return layer.place(path)


def _holds(value: Any, path: Path) -> bool:  # noqa: ANN401 - whatever TOML holds
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
