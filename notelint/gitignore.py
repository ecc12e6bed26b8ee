"""What git ignores: the patterns of `.gitignore` files, and the paths that they match (gitignore(5))."""

from __future__ import annotations

from contextlib import suppress

from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern


@dataclass(frozen=True)
class IgnoreRules:
    """The patterns of one file; they hold below the folder `base` (absolute, POSIX, without a final slash)."""

    base: str
    spec: GitIgnoreSpec

    def decide(self, path: str) -> bool | None:
        """Whether these patterns ignore a path below `base` (a folder ends with `/`); None: they do not say."""
        return self.spec.check_file(path[len(self.base) + 1 :]).include


def ignore_rules(base: str, lines: Iterable[str]) -> IgnoreRules:
    """Compile the lines of one file; a line that is no pattern matches nothing, as in git."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most runs meet no .gitignore, and the import takes 20 ms

    patterns: list[GitIgnoreSpecPattern] = []
    for line in lines:
        with suppress(ValueError):
            patterns += GitIgnoreSpec.from_lines([line]).patterns
    return IgnoreRules(base.rstrip("/"), GitIgnoreSpec(patterns))


def is_ignored(path: str, rules: Iterable[IgnoreRules]) -> bool:
    """Whether an absolute path (a folder's ends with `/`) is ignored by rules given nearest first.

    The first rules that decide count. No folder above the path may be ignored: git does not look into those.
    """
    return next((decided for each in rules if (decided := each.decide(path)) is not None), False)
