"""What is wrong in a document, by the rules of its configuration and of the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from posixpath import join
from typing import TYPE_CHECKING

from notelint.checks.context import Context
from notelint.errors import NotelintError
from notelint.lint import reported
from notelint.rule import select_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notelint.commands.inputs import Reader
    from notelint.config import Config
    from notelint.diagnostic import Diagnostic
    from notelint.files import Files
    from notelint.lint import Hiding
    from notelint.note.model import Document
    from notelint.rule import Rule
    from notelint.source import Source


@dataclass(frozen=True)
class Checker:
    """Finds what is wrong in a document, by the rules of its configuration and the command line."""

    reader: Reader
    files: Files
    config_of: Callable[[str], Config]
    select: Sequence[str] | None
    ignore: Sequence[str] | None
    hiding: Hiding
    known: tuple[Rule, ...]
    _chosen: dict[str | None, tuple[Rule, ...]] = field(default_factory=dict)

    def document(self, source: Source) -> Document:
        return self.reader.document(source)

    def find(self, document: Document) -> list[Diagnostic]:
        config = self.config_of(document.source.path)
        roots = tuple(join(config.folder, each) for each in config.image_roots)
        context = Context(self.reader.schema_of(document), self.files, roots, config.image_max_bytes)
        return reported(document, context, self._rules(config), self.hiding)

    def _rules(self, config: Config) -> tuple[Rule, ...]:
        if config.path not in self._chosen:
            self._chosen[config.path] = self._choose(config)
        return self._chosen[config.path]

    def _choose(self, config: Config) -> tuple[Rule, ...]:
        """The rules to run: what the command line selects counts instead of the configuration's, its ignores too."""
        try:
            weights = {
                rule.name: severity
                for selector, severity in config.severity.items()
                for rule in select_rules(self.known, [selector])
            }
            select_rules(self.known, config.select, config.ignore)
        except NotelintError as error:
            raise NotelintError(f"{config.path}: {error}") from error
        ignore = [*config.ignore, *(self.ignore or ())]
        chosen = select_rules(self.known, self.select or config.select, ignore)
        return tuple(replace(rule, severity=weights.get(rule.name, rule.severity)) for rule in chosen)
