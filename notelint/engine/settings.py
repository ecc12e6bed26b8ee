"""What a check is asked for, and all that its findings depend on beside the files."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.errors import NotelintError
from notelint.paths import absolute
from notelint.source import digest, encoded
from notelint.store import read_bytes
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.config import Config


@dataclass(frozen=True)
class Settings:
    """What is asked for beside the configuration, and counts before it.

    `schema` is the name of a note schema or the path of one; `select` and `ignore` name rules and families. Comments
    hide findings unless `suppressions` is off, and a baseline (the configured one, or `baseline`) those that it lists
    unless `baselines` is. `vault` adds the rules that compare files with each other. Of a revision of git, `since`,
    only what was changed after it is reported.
    """

    schema: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    suppressions: bool = True
    baselines: bool = True
    baseline: str | None = None
    vault: bool = False
    since: str | None = None

    def baseline_of(self, config: Config) -> str | None:
        """The path of the baseline that counts where this configuration does; None for none."""
        return (self.baseline or config.baseline) if self.baselines else None


def fingerprints(settings: Settings, config_of: Callable[[str], Config]) -> Callable[[str], str]:
    """A function from a path to a digest of all that its findings depend on beside its content and other files."""
    found: dict[str | None, str] = {}

    def fingerprint(path: str) -> str:
        config = config_of(path)
        if config.path not in found:
            named = [settings.schema, settings.baseline_of(config), *(each.schema for each in config.schemas)]
            contents = [_content(each) for each in named if each]
            found[config.path] = digest(encoded(repr((absolute("."), settings, config, contents))))
        return found[config.path]

    return fingerprint


def _content(path: str) -> str | None:
    """A digest of a file; None where it cannot be read, which the check will say."""
    try:
        return digest(read_bytes(path))
    except NotelintError:
        return None
