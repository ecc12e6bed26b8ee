"""`notelint rule`: the document of a rule, or the list of all rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from notelint.commands.output import write_output
from notelint.rule import read_rule, read_rules

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from notelint.rule import Rule


def run(options: Namespace) -> int:
    """Print the rule's document; without a name, a line for each rule. As JSON: an object, or an array of them."""
    if options.output_format == "json":
        found = _facts(read_rule(options.name)) if options.name else [_facts(rule) for rule in read_rules()]
        write_output([json.dumps(found, ensure_ascii=False, indent=2), "\n"])
    else:
        write_output([read_rule(options.name).document] if options.name else _lines())
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


def _lines() -> Iterator[str]:
    rules = read_rules()
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        marks = [rule.severity, *(["off by default"] * (not rule.default)), *([f"{rule.fix} fix"] if rule.fix else [])]
        yield f"{rule.name:{width}}  {rule.summary} ({', '.join(marks)})\n"
