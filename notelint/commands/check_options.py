"""The options of `notelint check`, as the command line gives them, and what they mean together."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.diagnostic import Safety
from notelint.engine.inputs import STDIN, refuse_unread_name
from notelint.engine.settings import Settings
from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class CheckOptions:
    """Each has the name of its option; None where that was not given."""

    paths: list[str]
    stdin_filename: str
    output: str | None
    schema: str | None
    config: list[str]
    isolated: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    fix_only: bool
    show_fixes: bool
    select: list[str] | None
    ignore: list[str] | None
    vault: bool
    ignore_suppressions: bool
    add_ignore: str | None
    baseline: str | None
    no_baseline: bool
    diff_base: str | None
    output_format: str
    statistics: bool
    fail_on: str
    exit_zero: bool
    exit_non_zero_on_fix: bool
    jobs: int | None
    timeout: int
    no_cache: bool
    watch: bool
    force_exclude: bool
    quiet: bool
    verbose: bool
    no_color: bool

    @property
    def fixing(self) -> bool:
        """Whether files are written."""
        return (self.fix or self.fix_only) and not self.diff

    @property
    def fixes(self) -> Sequence[Safety]:
        """The fixes to apply, or to show."""
        if not (self.fixing or self.diff):
            return ()
        return tuple(Safety) if self.unsafe_fixes else (Safety.SAFE,)

    @property
    def is_cached(self) -> bool:
        """Whether what earlier runs found may count, and what this one finds is kept."""
        return not (self.no_cache or self.vault or self.diff_base or self.add_ignore is not None)

    @property
    def settings(self) -> Settings:
        """What the findings depend on."""
        return Settings(
            self.schema,
            tuple(self.select or ()),
            tuple(self.ignore or ()),
            suppressions=not self.ignore_suppressions,
            baselines=not self.no_baseline,
            baseline=self.baseline,
            vault=self.vault,
            since=self.diff_base,
        )

    def refuse_what_does_not_go_together(self) -> None:
        """Raise NotelintError where one option makes another mean nothing."""
        refuse_unread_name(self.stdin_filename, self.paths)
        fixing = self.fix or self.fix_only
        if self.unsafe_fixes and not (fixing or self.diff):
            raise NotelintError("--unsafe-fixes says which fixes to apply: add --fix or --diff")
        if self.vault and (fixing or self.diff):
            raise NotelintError("--vault only reports: remove --fix and --diff")
        if self.add_ignore is not None and (fixing or self.diff or self.vault or STDIN in self.paths):
            raise NotelintError("--add-ignore writes into files: remove --fix, --diff, --vault and -")
        if self.add_ignore is not None and ("--" in self.add_ignore or ">" in self.add_ignore):
            ends = "the reason stands in a comment, which -- and > could end"
            raise NotelintError(f"--add-ignore: {ends}: leave them out")
        if self.statistics and self.output_format not in {"full", "concise"}:
            raise NotelintError(f"--statistics has its own format: remove --output-format {self.output_format}")
