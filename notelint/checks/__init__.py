"""The checks: one pure function a module, listed here by the name of its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.file_encoding import file_encoding
from notelint.checks.front_matter_duplicate_key import front_matter_duplicate_key
from notelint.checks.front_matter_syntax import front_matter_syntax
from notelint.checks.heading_separator import heading_separator
from notelint.checks.heading_whitespace import heading_whitespace
from notelint.checks.image_absolute import image_absolute
from notelint.checks.image_case import image_case
from notelint.checks.image_empty import image_empty
from notelint.checks.image_missing import image_missing
from notelint.checks.image_root import image_root
from notelint.checks.image_unencoded import image_unencoded
from notelint.checks.note_heading import note_heading
from notelint.checks.note_property_missing import note_property_missing
from notelint.checks.note_value import note_value
from notelint.checks.section_alias import section_alias
from notelint.checks.section_duplicate import section_duplicate
from notelint.checks.section_empty import section_empty
from notelint.checks.section_level import section_level
from notelint.checks.section_missing import section_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.checks.context import Check

CHECKS: Mapping[str, Check] = {
    "file-encoding": file_encoding,
    "front-matter-duplicate-key": front_matter_duplicate_key,
    "front-matter-syntax": front_matter_syntax,
    "heading-separator": heading_separator,
    "heading-whitespace": heading_whitespace,
    "image-absolute": image_absolute,
    "image-case": image_case,
    "image-empty": image_empty,
    "image-missing": image_missing,
    "image-root": image_root,
    "image-unencoded": image_unencoded,
    "note-heading": note_heading,
    "note-property-missing": note_property_missing,
    "note-value": note_value,
    "section-alias": section_alias,
    "section-duplicate": section_duplicate,
    "section-empty": section_empty,
    "section-level": section_level,
    "section-missing": section_missing,
}
