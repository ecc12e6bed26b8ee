"""What is wrong in a document by the rules of its configuration and the command line, and what fixes make of it."""

from __future__ import annotations

from functools import cache, partial

from notelint.bounds import LimitError
from notelint.context import Context
from notelint.dataclass import cached_property, dataclass, field, replace
from notelint.diagnostic import Safety, selects
from notelint.engine.limits import in_time, on_each, on_file
from notelint.engine.lint import Hiding, lint_vault, reported
from notelint.engine.outcome import Outcome, among_all
from notelint.engine.reader import Reader
from notelint.engine.settings import Settings
from notelint.errors import NotelintError
from notelint.habits.survey import Survey
from notelint.rule import read_rules, select_rules
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from notelint.baseline import Baseline
    from notelint.config import Config
    from notelint.diagnostic import Diagnostic
    from notelint.engine.changes import Changes
    from notelint.engine.inputs import Input
    from notelint.files import Files
    from notelint.note.model import Document
    from notelint.rule import Rule
    from notelint.source import Source


def _selectors(config: Config) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names of rules and families in a configuration, each with the path of where it stands."""
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        yield from (((key, place), name) for place, name in enumerate(names))
    yield from ((("severity", name), name) for name in config.severity)
    for patterns, names in config.per_file_ignores:
        (pattern,) = patterns.lines
        yield from ((("per-file-ignores", pattern, place), name) for place, name in enumerate(names))


@dataclass(frozen=True)
class Checker:
    """Finds what is wrong in a document, by what was asked for and by the configuration of its file.

    `seconds` are those that the work on one file may take; None for as many as it takes.
    """

    files: Files
    config_of: Callable[[str], Config]
    settings: Settings = field(default_factory=Settings)
    seconds: float | None = None
    _chosen: dict[str | None, tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def reader(self) -> Reader:
        """What reads the documents."""
        return Reader(self.config_of, self.settings.schema, self.files)

    @cached_property
    def _every_rule(self) -> tuple[Rule, ...]:
        return read_rules()

    @cached_property
    def _usual(self) -> frozenset[str]:
        return frozenset(
            rule.name for rule in self._every_rule if rule.default and (rule.check or self.settings.vault)
        )

    @cached_property
    def _survey(self) -> Survey:
        return Survey(self.files, self.reader.document, lambda path: self.config_of(path).excludes(path))

    @cached_property
    def _read_baseline(self) -> Callable[[str], Baseline]:
        from notelint.baseline import read_baseline  # noqa: PLC0415 - most runs have none

        return cache(read_baseline)

    @cached_property
    def _changed(self) -> Callable[[Source], Changes | None]:
        if not self.settings.since:
            return lambda _: None
        from notelint.engine.changes import changes_since  # noqa: PLC0415 - most runs report of whole files

        return changes_since(self.settings.since, self.files)

    def document(self, source: Source) -> Document:
        """The document that a text is; raises NotelintError where its schema cannot be read."""
        return self._survey.document(source)

    def find(self, document: Document, across: Sequence[Diagnostic] | None = None) -> list[Diagnostic]:
        """What is to be reported of a document; `across` is what a comparison with others found."""
        rules, hiding = self.rules(document.source.path), self._hiding(document.source)
        return reported(*self.by_habit(document), rules, hiding, across)

    def by_habit(self, document: Document) -> tuple[Document, Context]:
        """A document as its siblings' habits have it read, and what checks may ask about it then."""
        context = self.context(document)
        learned = self._survey.learned(document)
        if learned is None:
            return document, context
        from notelint.habits.learned import by_habit  # noqa: PLC0415 - only notes have siblings

        return by_habit(document, learned), replace(context, schema=learned.schema, habits=learned.habits)

    def context(self, document: Document) -> Context:
        """What checks may ask about a document."""
        config = self.config_of(document.source.path)
        return Context(self.reader.schema_of(document), self.files, config.image_roots, config.image_max_bytes)

    def reached(self, document: Document) -> Counter[str]:
        """The files that a document's images and links lead to, and those with a place in them, each how often."""
        from notelint.targets.references import reached  # noqa: PLC0415 - only the proof of a fix asks

        return reached(document, self.context(document))

    def baseline_of(self, path: str) -> Baseline | None:
        """The known findings that count for a file. Raises NotelintError where they cannot be read."""
        name = self.settings.baseline_of(self.config_of(path))
        return self._read_baseline(name) if name else None

    def _hiding(self, source: Source) -> Hiding:
        hiding = Hiding(self._usual, self.settings.suppressions, changed=self._changed(source))
        baseline = self.baseline_of(source.path)
        return replace(hiding, known=baseline.of(source.path), folder=baseline.folder) if baseline else hiding

    def documents(self, sources: Iterable[Source], on_error: Callable[[NotelintError], None]) -> Iterator[Document]:
        """The documents of sources; what takes too long goes to `on_error`."""
        return on_each(sources, self.document, self.seconds, "was not checked", on_error)

    def find_in_vault(
        self, documents: Sequence[Document], on_error: Callable[[NotelintError], None]
    ) -> Iterator[Sequence[Diagnostic]]:
        """What is to be reported of each document, after comparing it with all the others.

        What takes too long goes to `on_error`; all else is still reported.
        """
        across: dict[str, list[Diagnostic]] = {}
        seconds = self.seconds and self.seconds * len(documents)
        try:
            for each in in_time(seconds, partial(self._across, documents), "the files were not compared"):
                across.setdefault(each.source.path, []).append(each)
        except LimitError as error:
            on_error(error)
        taken: dict[str, int] = {}
        for document in documents:
            find = partial(self.find, document, across.get(document.source.path, ()))
            try:
                found = on_file(document.source, find, self.seconds, "was not checked")
                yield among_all(found, _wanted_keys(document), taken)
            except LimitError as error:
                on_error(error)

    def _across(self, documents: Sequence[Document]) -> list[Diagnostic]:
        return [*lint_vault(documents, lambda document: self.rules(document.source.path), self.context)]

    def rules(self, path: str) -> tuple[Rule, ...]:
        """The rules that run on a file."""
        config = self.config_of(path)
        if config.path not in self._chosen:
            self._chosen[config.path] = self._choose(config)
        chosen, left_out = self._chosen[config.path], config.ignored_in(path)
        if not left_out:
            return chosen
        return tuple(rule for rule in chosen if not any(selects(each, rule.name) for each in left_out))

    def _choose(self, config: Config) -> tuple[Rule, ...]:
        """The rules to run: what the command line selects counts instead of the configuration's, its ignores too."""
        for path, selector in _selectors(config):
            try:
                select_rules(self._every_rule, [selector])
            except NotelintError as error:
                raise NotelintError(f"{config.place(*path)}: {error}") from error
        weights = {
            rule.name: severity
            for selector, severity in config.severity.items()
            for rule in select_rules(self._every_rule, [selector])
        }
        ignore = [*config.ignore, *self.settings.ignore]
        chosen = select_rules(self._every_rule, self.settings.select or config.select, ignore)
        return tuple(replace(rule, severity=weights.get(rule.name, rule.severity)) for rule in chosen)

    def outcome(self, each: Input, fixes: Collection[Safety] = (), *, with_keys: bool = False) -> Outcome:
        """What is found in a file, or left in it after fixes: the safe ones, or (with `Safety.UNSAFE`) all."""

        def work() -> Outcome:
            document = self.document(each.source)
            if fixes:
                document, outcome = self._fixed(each, document, unsafe=Safety.UNSAFE in fixes)
            else:
                outcome = Outcome(each, self.find(document))
            keys = _wanted_keys(document) if with_keys else None
            return outcome._replace(holds_note=bool(document.notes), keys=keys)

        try:
            return on_file(each, work, self.seconds, f"was not {'fixed' if fixes else 'checked'}")
        except LimitError as error:
            return Outcome(each, faults=(str(error),))
        except NotelintError as error:
            return Outcome(each, error=str(error))

    def _fixed(self, each: Input, document: Document, *, unsafe: bool) -> tuple[Document, Outcome]:
        # It brings the records along, which a plain check does not need.
        from notelint.engine.fix import fix_document  # noqa: PLC0415

        before = document.source.text
        fixed = fix_document(document, self.document, self.find, reached=self.reached, unsafe=unsafe)
        faults = []
        for diagnostic in fixed.withdrawn:
            line, column = diagnostic.source.position(diagnostic.finding.span.start)
            fault = f"the fix of {diagnostic.rule} would have changed what the note says and was taken back"
            faults.append(f"{each.path}:{line}:{column}: {fault}: please report this fault of notelint")
        after = fixed.document.source.text
        applied = tuple(diagnostic.rule for diagnostic in fixed.applied)
        return fixed.document, Outcome(each, fixed.left, after if after != before else None, applied, tuple(faults))


def _wanted_keys(document: Document) -> Sequence[tuple[str, bool]]:
    if not document.notes:
        return ()
    from notelint.note.keys import wanted_keys  # noqa: PLC0415 - only notes have keys

    return wanted_keys(document.notes)
