"""What a check has reported and mended so far: its closing lines, and how the run ends."""

from __future__ import annotations

from collections import Counter

from notelint.dataclass import dataclass, field
from notelint.diagnostic import Severity
from notelint.report.summary import counted, summary
from notelint.selector import selects
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.diagnostic import Diagnostic, Safety


@dataclass
class Tally:
    """Counts what passes by; `mended` has the rules by the path of the file."""

    severities: Counter[Severity] = field(default_factory=Counter)
    fixes: Counter[Safety] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    mended: dict[str, Counter[str]] = field(default_factory=dict)
    differences: int = 0

    def counting(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The diagnostics, counted as they pass."""
        for each in diagnostics:
            self.severities[each.severity] += 1
            self.files.add(each.source.path)
            if each.finding.fix:
                self.fixes[each.finding.fix.safety] += 1
            yield each

    def add(self, path: str, severities: Mapping[Severity, int], fixes: Mapping[Safety, int]) -> None:
        """Count what another tally has counted of one file."""
        if severities:
            self.files.add(path)
        for severity, number in severities.items():
            self.severities[severity] += number
        for safety, number in fixes.items():
            self.fixes[safety] += number

    def differing(self, differences: Iterable[str]) -> Iterator[str]:
        """The differences that are not empty, counted as they pass."""
        for each in filter(None, differences):
            self.differences += 1
            yield each

    def mend(self, path: str, rules: Iterable[str]) -> None:
        """Count what was mended in a file, by the rule of each fix."""
        if rules := Counter(rules):
            self.mended[path] = rules


def exit_code(tally: Tally, options: Namespace) -> int:
    """1 where something was found that weighs enough or, with `--diff`, would be changed; else 0."""
    if options.exit_non_zero_on_fix and tally.mended:
        return 1
    if options.exit_zero or options.fail_on == "never":
        return 0
    enough = list(Severity)[: list(Severity).index(Severity(options.fail_on)) + 1]
    return int(bool(tally.differences) or any(tally.severities[each] for each in enough))


def closing_lines(tally: Tally, read: int, options: Namespace) -> Iterator[str]:
    """What is said at the end of a run over so many files."""
    if not options.vault and (waiting := [each for each in options.select or () if selects("vault", each)]):
        yield f"notelint: {' and '.join(waiting)} needs the files compared with each other: add --vault"
    mended = sum(rules.total() for rules in tally.mended.values())
    if not read:
        yield f"notelint: no Markdown files in {', '.join(options.paths)}"
    elif options.diff:
        yield f"{counted(tally.differences, 'file')} would be changed."
    else:
        if options.show_fixes:
            for path, rules in tally.mended.items():
                yield f"{path}: {', '.join(f'{count} {rule}' for rule, count in sorted(rules.items()))}"
        if mended or options.fix_only:
            yield f"Mended {counted(mended, 'problem')} in {counted(len(tally.mended), 'file')}."
        if tally.severities:
            yield summary(tally.severities, tally.fixes, len(tally.files))
        elif not options.fix_only:
            yield f"No problems{' left' * bool(mended)} in {counted(read, 'file')}."
