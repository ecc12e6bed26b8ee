"""`notelint rule`: the document of a rule, or the list of all rules or of a family."""

from __future__ import annotations

from notelint.commands.output import write_output
from notelint.json_text import to_json
from notelint.rule import read_rules, select_rules
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

from notelint.rule import Rule


def run(options: Namespace) -> int:
    """Print the rule's document; of a family, or without a name, a line a rule. As JSON: an object, or an array."""
    rules = read_rules()
    named = next((rule for rule in rules if rule.name == options.name), None)
    listed = select_rules(rules, [options.name or "all"])
    if options.output_format == "json":
        found = _facts(named) if named else [_facts(rule) for rule in listed]
        write_output([to_json(found, indent=2), "\n"])
    else:
        write_output([named.document] if named else _lines(listed))
    return 0


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "family": rule.family,
        "summary": rule.summary,
        "severity": rule.severity,
        "default": rule.default,
        "fix": rule.fix,
        "document": rule.document,
    }


def _lines(rules: Sequence[Rule]) -> Iterator[str]:
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        marks = [rule.severity, *(["off by default"] * (not rule.default)), *([f"{rule.fix} fix"] if rule.fix else [])]
        yield f"{rule.name:{width}}  {rule.summary} ({', '.join(marks)})\n"
