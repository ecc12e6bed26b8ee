"""What a check has reported and fixed so far: its closing lines, and how the run ends."""

from __future__ import annotations

from collections import Counter

from notelint.dataclass import dataclass, field
from notelint.diagnostic import Severity, selects
from notelint.engine.inputs import STDIN
from notelint.report.text import counted, summary
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.commands.check import CheckOptions
    from notelint.diagnostic import Diagnostic, Safety
    from notelint.engine.outcome import Outcome


@dataclass
class Tally:
    """Counts what passes by; `fixed` has the rules by the path of the file, `notes` whether files held a note.

    `known` is how many findings the baselines hide, by the path of each.
    """

    severities: Counter[Severity] = field(default_factory=Counter)
    fixes: Counter[Safety] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    fixed: dict[str, Counter[str]] = field(default_factory=dict)
    differences: int = 0
    notes: Counter[bool] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    def counting(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The diagnostics, counted as they pass."""
        for each in diagnostics:
            self.severities[each.severity] += 1
            self.files.add(each.source.path)
            if each.finding.fix:
                self.fixes[each.finding.fix.safety] += 1
            yield each

    def noting(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, with the files that hold a note counted, and those that do not, as they pass."""
        for each in outcomes:
            if each.holds_note is not None:
                self.notes[each.holds_note] += 1
            yield each

    def differing(self, differences: Iterable[str]) -> Iterator[str]:
        """The differences that are not empty, counted as they pass."""
        for each in filter(None, differences):
            self.differences += 1
            yield each

    def add_fixed(self, path: str, rules: Iterable[str]) -> None:
        """Count what was fixed in a file, by the rule of each fix."""
        if rules := Counter(rules):
            self.fixed[path] = rules


def exit_code(tally: Tally, options: CheckOptions) -> int:
    """1 where something was found that weighs enough or, with `--diff`, would be changed; else 0."""
    if options.exit_non_zero_on_fix and tally.fixed:
        return 1
    if options.exit_zero or options.fail_on == "never":
        return 0
    enough = list(Severity)[: list(Severity).index(Severity(options.fail_on)) + 1]
    return int(bool(tally.differences) or any(tally.severities[each] for each in enough))


def closing_lines(tally: Tally, paths: Sequence[str], options: CheckOptions) -> Iterator[str]:
    """What is said at the end of a run over these files."""
    if not options.vault and (waiting := [each for each in options.select or () if selects("vault", each)]):
        yield f"notelint: {' and '.join(waiting)} needs the files compared with each other: add --vault"
    yield from _few_notes(tally, paths, options)
    fixed = sum(rules.total() for rules in tally.fixed.values())
    if not paths:
        named = ", ".join(options.paths)
        yield f"notelint: no Markdown files in {named}: hidden and ignored ones are read when they are named"
    elif options.diff:
        yield f"{counted(tally.differences, 'file')} would be changed."
    else:
        if options.show_fixes:
            for path, rules in tally.fixed.items():
                yield f"{path}: {', '.join(f'{count} {rule}' for rule, count in sorted(rules.items()))}"
        if fixed or options.fix_only:
            yield f"Fixed {counted(fixed, 'problem')} in {counted(len(tally.fixed), 'file')}."
        if tally.severities:
            yield summary(tally.severities, tally.fixes, len(tally.files))
        elif (checked := tally.notes.total()) and not options.fix_only:
            in_files = f"in {counted(checked, 'file')}{_of_them(tally)}{_but_for(tally)}"
            yield f"No problems{' left' * bool(fixed)} {in_files}."


def _few_notes(tally: Tally, paths: Sequence[str], options: CheckOptions) -> Iterator[str]:
    """A line where fewer than half of the files were read as notes: of the others, little was checked."""
    notes, files = tally.notes[True], tally.notes.total()
    if notes * 2 >= files or options.fix_only:
        return
    if len(paths) > 1:
        those = f"{notes} of {files} files were" if notes > 1 else f"{notes or 'none'} of {files} files was"
        read = f"{those} read as {'notes on papers' if notes > 1 else 'a note on a paper'}"
        advice = ["notelint explain FILE shows why one was not"]
    elif paths == [STDIN]:
        name = "standard input" if options.stdin_filename == STDIN else options.stdin_filename
        read, advice = f"{name} was not read as a note on a paper", []
    else:
        from shlex import quote  # noqa: PLC0415 - most runs are on notes

        read = f"{paths[0]} was not read as a note on a paper"
        advice = [f"notelint explain {quote(paths[0])} shows why"]
    advice += [] if options.schema else ["--schema names a schema"]
    yield f"notelint: {'; '.join([read, ', '.join(advice)] if advice else [read])}"


def _but_for(tally: Tally) -> str:
    """What is known and not reported, where there is any."""
    known = [f"{counted(number, 'known finding')} in {path}" for path, number in tally.known.items() if number]
    return f", but for {' and '.join(known)}" if known else ""


def _of_them(tally: Tally) -> str:
    """How many of several files were notes, where not all were."""
    notes, files = tally.notes[True], tally.notes.total()
    if files < 2 or notes == files:
        return ""
    return f", {notes or 'none'} of them {'notes' if notes > 1 else 'a note'}"
