"""A rule: its document in rules/, which says what and why, joined to its check, which says how."""

from __future__ import annotations

from notelint.checks import CHECKS, VAULT_CHECKS, needs
from notelint.dataclass import cached_property, dataclass
from notelint.diagnostic import Safety, Severity, selects
from notelint.errors import NotelintError, did_you_mean
from notelint.resources import rule_document, rule_head
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notelint.checks.vault import VaultCheck
    from notelint.context import Check, Need


@dataclass(frozen=True)
class Rule:
    """`default` says whether the rule is on where the user selected nothing; `fix` is None where nothing is fixed.

    A rule has one of two checks: of a document, which is to be asked only where it has what the rule `needs`, or of
    many at once.
    """

    name: str
    severity: Severity
    default: bool
    fix: Safety | None
    check: Check | None
    vault_check: VaultCheck | None
    needs: Need

    @cached_property
    def document(self) -> str:
        """The whole Markdown text about the rule."""
        return rule_document(self.name)

    @cached_property
    def summary(self) -> str:
        """The first paragraph of the document, on one line."""
        _, _, body = self.document.split("---\n", 2)
        _, summary, _ = body.lstrip().split("\n\n", 2)
        return " ".join(summary.split())

    @property
    def family(self) -> str:
        """The first part of the name, by which rules are selected together: `image`, `front-matter`."""
        return "front-matter" if self.name.startswith("front-matter-") else self.name.partition("-")[0]


def read_rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(read_rule(name) for name in sorted((*CHECKS, *VAULT_CHECKS)))


def read_rule(name: str) -> Rule:
    """The rule of that name; raises NotelintError where there is none."""
    if name not in CHECKS and name not in VAULT_CHECKS:
        raise _unknown(name)
    # Read by hand: a run needs the front matter of every rule, and the YAML reader takes longer to import than this.
    _, front_matter, _ = rule_head(name).split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front_matter.splitlines())
    return Rule(
        name=name,
        severity=Severity(facts["severity"]),
        default=facts["default"] == "on",
        fix=None if facts["fix"] == "none" else Safety(facts["fix"]),
        check=CHECKS.get(name),
        vault_check=VAULT_CHECKS.get(name),
        needs=needs(name),
    )


def select_rules(rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to run: those selected (with none, those on by default) without those ignored.

    A selector is a rule's name, a family (`image` for all of `image-*`) or `all`. Raises NotelintError for one that
    means no rule.
    """
    chosen = _named(rules, select) or {rule.name for rule in rules if rule.default}
    chosen -= _named(rules, ignore)
    return tuple(rule for rule in rules if rule.name in chosen)


def _named(rules: Sequence[Rule], selectors: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for selector in selectors:
        found = {rule.name for rule in rules if selects(selector, rule.name)}
        if not found:
            raise _unknown(selector, {rule.family for rule in rules})
        names |= found
    return names


def _unknown(name: str, families: Iterable[str] = ()) -> NotelintError:
    known = (*families, *CHECKS, *VAULT_CHECKS)
    remedy = did_you_mean(name, known, "`notelint rule --all` lists the rules")
    return NotelintError(f"unknown rule {name!r}: {remedy}")
