"""The checks: one pure function a rule, in modules by family, each loaded when one of its rules has work."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from notelint.checks.vault import ContextOf, VaultCheck
    from notelint.context import Check, Context, Need
    from notelint.diagnostic import Finding
    from notelint.note.model import Document

# What no text should hold, and the first signs of those that were read in the wrong encoding: most texts have none.
_STRANGE = regex("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffdÂÃâã-é]")


def _has_many_notes(document: Document, _: Context) -> object:
    return len(document.notes) > 1


def _heads_notes(document: Document, _: Context) -> object:
    """Whether notes begin at headings."""
    return document.layout and document.layout.headings


def _has_strange_signs(document: Document, _: Context) -> bool:
    return _STRANGE.search(document.source.text) is not None


# What must hold if a rule, or the rules of a family, are to find anything in a document: the longest name says.
_NEEDS: Mapping[str, Need] = {
    "baseline-stale": lambda _, context: context.stale,
    "file-byte-order-mark": lambda document, _: document.source.start,
    "file-conflict-marker": lambda document, _: all(mark in document.source.text for mark in ("<<<<<<< ", ">>>>>>> ")),
    "file-encoding": lambda document, _: document.source.misread,
    "file-line-ends": lambda document, _: "\r" in document.source.text,
    "file-unclosed-fence": lambda document, _: "```" in document.source.text or "~~~" in document.source.text,
    "front-matter-duplicate-key": lambda document, _: document.front_matter and document.front_matter.duplicates,
    "front-matter-syntax": lambda document, _: document.front_matter and document.front_matter.problems,
    "front-matter-unclosed": lambda document, _: (
        not document.front_matter.closed if document.front_matter else "---" in document.source.text
    ),
    "front-matter": lambda document, _: document.front_matter,
    "heading-hash": lambda document, _: "#" in document.source.text,
    "heading-whitespace": lambda document, _: any(mark in document.source.text for mark in "#=-"),
    "heading": lambda document, _: document.blocks.headings,
    "image": lambda document, _: document.images or "poster" in document.source.text,
    "link-undefined": lambda document, _: "][" in document.source.text,
    "link": lambda document, _: any(mark in document.source.text for mark in ("[", "<", "://")),
    "math-braces": lambda document, _: "$" in (text := document.source.text) and ("{" in text or "}" in text),
    "math-environment": lambda document, _: any(mark in document.source.text for mark in ("\\begin", "\\end")),
    "math-unclosed": lambda document, _: "$$" in document.source.text,
    "note-duplicate": _has_many_notes,
    "note-heading": _heads_notes,
    "note-identifier": lambda document, _: document.layout,
    "note-label": lambda _, context: context.habits,
    "note-level": lambda document, context: len(document.notes) > 1 or context.habits,
    "note-missing": lambda document, _: document.configured and not document.notes,
    "note": lambda document, _: document.layout,
    "section-empty": lambda document, _: document.blocks.headings or document.notes,
    "section-order": lambda document, _: document.layout and document.layout.ordered,
    "section-outside": _heads_notes,
    "section": lambda document, _: document.notes,
    "suppression-unused": lambda _, context: context.unused,
    "suppression": lambda document, _: "notelint" in document.source.text,
    "table": lambda document, _: "|" in document.source.text,
    "text-bold-unclosed": lambda document, _: "**" in document.source.text,
    "text-control-character": _has_strange_signs,
    "text-emphasis": lambda document, _: "**" in document.source.text,
    "text-mojibake": _has_strange_signs,
    "all": lambda document, _: document.source.text,
}


def needs(rule: str) -> Need:
    """What must hold if a rule is to find anything; of rules that need the same, it is the same function."""
    selector = rule
    while selector not in _NEEDS:
        selector = selector.rpartition("-")[0] or "all"
    return _NEEDS[selector]


# The rules by the module of their checks; the names of these are those of the rules, with underscores.
MODULES: Mapping[str, tuple[str, ...]] = {
    "file": (
        "file-byte-order-mark",
        "file-conflict-marker",
        "file-encoding",
        "file-line-ends",
        "file-unclosed-fence",
    ),
    "front_matter": (
        "front-matter-date",
        "front-matter-duplicate-key",
        "front-matter-duplicate-tag",
        "front-matter-order",
        "front-matter-syntax",
        "front-matter-unclosed",
        "front-matter-unknown",
    ),
    "heading": (
        "heading-duplicate",
        "heading-empty",
        "heading-hash",
        "heading-increment",
        "heading-punctuation",
        "heading-separator",
        "heading-style",
        "heading-trailing-whitespace",
        "heading-whitespace",
    ),
    "image": (
        "image-absolute",
        "image-alt",
        "image-case",
        "image-empty",
        "image-filename-alt",
        "image-missing",
        "image-remote",
        "image-root",
        "image-size",
        "image-type",
        "image-unencoded",
        "image-untracked",
    ),
    "labels": ("note-label",),
    "link": (
        "link-anchor",
        "link-bare",
        "link-empty",
        "link-missing",
        "link-scheme",
        "link-space",
        "link-tracking",
        "link-undefined",
    ),
    "math": (
        "math-braces",
        "math-environment",
        "math-unclosed",
    ),
    "missing": ("note-property-missing",),
    "note": (
        "note-duplicate",
        "note-heading",
        "note-level",
        "note-link",
        "note-missing",
    ),
    "note_facts": (
        "note-authors",
        "note-conflict",
        "note-identifier",
        "note-organization",
        "note-value",
        "note-year",
    ),
    "section": (
        "section-alias",
        "section-level",
        "section-missing",
        "section-order",
        "section-outside",
        "section-pseudo",
        "section-unknown",
    ),
    "section_content": (
        "section-content",
        "section-duplicate",
        "section-empty",
        "section-todo",
    ),
    "suppression": (
        "baseline-stale",
        "suppression-blanket",
        "suppression-reason",
        "suppression-unknown",
        "suppression-unused",
    ),
    "table": (
        "table-delimiter",
        "table-indent",
        "table-row-width",
    ),
    "text": (
        "text-bold-unclosed",
        "text-control-character",
        "text-emphasis",
        "text-invisible",
        "text-mojibake",
    ),
    "text_cjk": (
        "text-cjk-spacing",
        "text-fullwidth-space",
        "text-mixed-han",
        "text-punctuation-space",
    ),
    "vault": (
        "vault-conflict",
        "vault-duplicate",
        "vault-image-duplicate",
        "vault-key",
        "vault-tag",
    ),
}
_MODULE_OF: Mapping[str, str] = {rule: module for module, rules in MODULES.items() for rule in rules}


def _check(rule: str) -> Check:
    """The check of a rule: the function of that name, whose module is loaded when it is first called."""

    def check(document: Document, context: Context) -> Iterator[Finding]:
        found: Iterator[Finding] = _load(rule)(document, context)
        return found

    return check


def _vault_check(rule: str) -> VaultCheck:
    def check(documents: Sequence[Document], context_of: ContextOf) -> Iterator[tuple[Document, Finding]]:
        found: Iterator[tuple[Document, Finding]] = _load(rule)(documents, context_of)
        return found

    return check


@cache
def _load(rule: str) -> Any:  # noqa: ANN401 - a Check or a VaultCheck
    return getattr(import_module(f"notelint.checks.{_MODULE_OF[rule]}"), rule.replace("-", "_"))


CHECKS: Mapping[str, Check] = {rule: _check(rule) for rule in sorted(_MODULE_OF) if not rule.startswith("vault-")}
VAULT_CHECKS: Mapping[str, VaultCheck] = {rule: _vault_check(rule) for rule in MODULES["vault"]}
