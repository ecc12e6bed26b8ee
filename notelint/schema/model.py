"""A note schema, and how a note falls short of it."""

from __future__ import annotations

from notelint.bounds import SECONDS, within
from notelint.dataclass import cached_property, dataclass
from notelint.schema.quick import surely_valid
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from notelint.note.layout import Layout
    from notelint.schema.validation import Validator

    _Result = TypeVar("_Result")


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
        """Whether the properties that are there have values that the schema allows; False says nothing.

        Raises LimitError, as `violations` does.
        """
        clauses = {keyword: clause for keyword, clause in self.document.items() if keyword != "required"}
        return self._bounded(lambda: surely_valid(properties, clauses), properties)

    def violations(self, properties: Mapping[str, Any]) -> tuple[Violation, ...]:
        """How the properties of a note (absent ones left out) fall short, in the order of the schema's properties.

        Raises LimitError where a pattern of the schema takes too long.
        """
        from notelint.schema.validation import violations  # noqa: PLC0415 - as above

        order = {name: place for place, name in enumerate(self.document.get("properties", ()))}
        found = self._bounded(lambda: [*violations(self._validator, properties)], properties)
        return tuple(sorted(found, key=lambda violation: order.get(violation.property or "", len(order))))

    def _bounded(self, call: Callable[[], _Result], properties: Mapping[str, Any]) -> _Result:
        try:
            return within(SECONDS, call)
        except TimeoutError as error:
            from notelint.schema.faults import too_slow  # noqa: PLC0415 - few patterns are

            raise too_slow(self.location, self.document, properties) from error


@dataclass(frozen=True)
class Violation:
    """One way in which a note's properties fall short of the schema.

    `keyword` is JSON Schema's (`required`, `minLength`, ...); `property` the top-level property concerned;
    `instance` and `clause` are JSON pointers (RFC 6901) into the properties and into the schema; `message` says in
    plain words what the value must be ("must be a whole number of 1900 or more").
    """

    keyword: str
    property: str | None
    instance: str
    clause: str
    message: str
