"""A note schema."""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass
from notelint.schema.quick import surely_valid
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from notelint.note.layout import Layout
    from notelint.schema.validation import Validator
    from notelint.schema.violation import Violation


@dataclass(frozen=True)
class Schema:
    """A note schema: `name` (`paper-study`), `location` as a user would name it, the JSON `document`, its `layout`."""

    name: str
    location: str
    document: Mapping[str, Any]
    layout: Layout

    @cached_property
    def _validator(self) -> Validator:
        from notelint.schema.validation import validator  # noqa: PLC0415 - only who validates pays for jsonschema

        return validator(self.document)

    def surely_allows(self, properties: Mapping[str, Any]) -> bool:
        """Whether the properties that are there have values that the schema allows; False says nothing."""
        clauses = {keyword: clause for keyword, clause in self.document.items() if keyword != "required"}
        return surely_valid(properties, clauses)

    def violations(self, properties: Mapping[str, Any]) -> tuple[Violation, ...]:
        """How the properties of a note (absent ones left out) fall short, in the order of the schema's properties."""
        from notelint.schema.validation import violations  # noqa: PLC0415 - as above

        order = {name: place for place, name in enumerate(self.document.get("properties", ()))}
        found = violations(self._validator, properties)
        return tuple(sorted(found, key=lambda violation: order.get(violation.property or "", len(order))))
