"""The checks: one pure function a module, listed here by the name of its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.baseline_stale import baseline_stale
from notelint.checks.file_byte_order_mark import file_byte_order_mark
from notelint.checks.file_conflict_marker import file_conflict_marker
from notelint.checks.file_encoding import file_encoding
from notelint.checks.file_line_ends import file_line_ends
from notelint.checks.file_unclosed_fence import file_unclosed_fence
from notelint.checks.front_matter_date import front_matter_date
from notelint.checks.front_matter_duplicate_key import front_matter_duplicate_key
from notelint.checks.front_matter_duplicate_tag import front_matter_duplicate_tag
from notelint.checks.front_matter_order import front_matter_order
from notelint.checks.front_matter_syntax import front_matter_syntax
from notelint.checks.front_matter_unclosed import front_matter_unclosed
from notelint.checks.front_matter_unknown import front_matter_unknown
from notelint.checks.heading_duplicate import heading_duplicate
from notelint.checks.heading_empty import heading_empty
from notelint.checks.heading_hash import heading_hash
from notelint.checks.heading_increment import heading_increment
from notelint.checks.heading_punctuation import heading_punctuation
from notelint.checks.heading_separator import heading_separator
from notelint.checks.heading_style import heading_style
from notelint.checks.heading_whitespace import heading_whitespace
from notelint.checks.image_absolute import image_absolute
from notelint.checks.image_alt import image_alt
from notelint.checks.image_case import image_case
from notelint.checks.image_empty import image_empty
from notelint.checks.image_filename_alt import image_filename_alt
from notelint.checks.image_missing import image_missing
from notelint.checks.image_remote import image_remote
from notelint.checks.image_root import image_root
from notelint.checks.image_size import image_size
from notelint.checks.image_type import image_type
from notelint.checks.image_unencoded import image_unencoded
from notelint.checks.image_untracked import image_untracked
from notelint.checks.link_anchor import link_anchor
from notelint.checks.link_bare import link_bare
from notelint.checks.link_empty import link_empty
from notelint.checks.link_missing import link_missing
from notelint.checks.link_scheme import link_scheme
from notelint.checks.link_tracking import link_tracking
from notelint.checks.link_undefined import link_undefined
from notelint.checks.math_braces import math_braces
from notelint.checks.math_environment import math_environment
from notelint.checks.math_unclosed import math_unclosed
from notelint.checks.note_duplicate import note_duplicate
from notelint.checks.note_heading import note_heading
from notelint.checks.note_identifier import note_identifier
from notelint.checks.note_level import note_level
from notelint.checks.note_link import note_link
from notelint.checks.note_missing import note_missing
from notelint.checks.note_property_missing import note_property_missing
from notelint.checks.note_value import note_value
from notelint.checks.note_year import note_year
from notelint.checks.section_alias import section_alias
from notelint.checks.section_content import section_content
from notelint.checks.section_duplicate import section_duplicate
from notelint.checks.section_empty import section_empty
from notelint.checks.section_level import section_level
from notelint.checks.section_missing import section_missing
from notelint.checks.section_order import section_order
from notelint.checks.section_outside import section_outside
from notelint.checks.section_pseudo import section_pseudo
from notelint.checks.section_todo import section_todo
from notelint.checks.section_unknown import section_unknown
from notelint.checks.suppression_blanket import suppression_blanket
from notelint.checks.suppression_reason import suppression_reason
from notelint.checks.suppression_unknown import suppression_unknown
from notelint.checks.suppression_unused import suppression_unused
from notelint.checks.table_delimiter import table_delimiter
from notelint.checks.table_row_width import table_row_width
from notelint.checks.text_control_character import text_control_character
from notelint.checks.text_emphasis import text_emphasis
from notelint.checks.text_mojibake import text_mojibake
from notelint.checks.vault_conflict import vault_conflict
from notelint.checks.vault_duplicate import vault_duplicate
from notelint.checks.vault_key import vault_key
from notelint.checks.vault_spelling import vault_spelling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.checks.context import Check
    from notelint.checks.vault import VaultCheck

CHECKS: Mapping[str, Check] = {
    "baseline-stale": baseline_stale,
    "file-byte-order-mark": file_byte_order_mark,
    "file-conflict-marker": file_conflict_marker,
    "file-encoding": file_encoding,
    "file-line-ends": file_line_ends,
    "file-unclosed-fence": file_unclosed_fence,
    "front-matter-date": front_matter_date,
    "front-matter-duplicate-key": front_matter_duplicate_key,
    "front-matter-duplicate-tag": front_matter_duplicate_tag,
    "front-matter-order": front_matter_order,
    "front-matter-syntax": front_matter_syntax,
    "front-matter-unclosed": front_matter_unclosed,
    "front-matter-unknown": front_matter_unknown,
    "heading-duplicate": heading_duplicate,
    "heading-empty": heading_empty,
    "heading-hash": heading_hash,
    "heading-increment": heading_increment,
    "heading-punctuation": heading_punctuation,
    "heading-separator": heading_separator,
    "heading-style": heading_style,
    "heading-whitespace": heading_whitespace,
    "image-absolute": image_absolute,
    "image-alt": image_alt,
    "image-case": image_case,
    "image-empty": image_empty,
    "image-filename-alt": image_filename_alt,
    "image-missing": image_missing,
    "image-remote": image_remote,
    "image-root": image_root,
    "image-size": image_size,
    "image-type": image_type,
    "image-unencoded": image_unencoded,
    "image-untracked": image_untracked,
    "link-anchor": link_anchor,
    "link-bare": link_bare,
    "link-empty": link_empty,
    "link-missing": link_missing,
    "link-scheme": link_scheme,
    "link-tracking": link_tracking,
    "link-undefined": link_undefined,
    "math-braces": math_braces,
    "math-environment": math_environment,
    "math-unclosed": math_unclosed,
    "note-duplicate": note_duplicate,
    "note-heading": note_heading,
    "note-identifier": note_identifier,
    "note-level": note_level,
    "note-link": note_link,
    "note-missing": note_missing,
    "note-property-missing": note_property_missing,
    "note-value": note_value,
    "note-year": note_year,
    "section-alias": section_alias,
    "section-content": section_content,
    "section-duplicate": section_duplicate,
    "section-empty": section_empty,
    "section-level": section_level,
    "section-missing": section_missing,
    "section-order": section_order,
    "section-outside": section_outside,
    "section-pseudo": section_pseudo,
    "section-todo": section_todo,
    "section-unknown": section_unknown,
    "suppression-blanket": suppression_blanket,
    "suppression-reason": suppression_reason,
    "suppression-unknown": suppression_unknown,
    "suppression-unused": suppression_unused,
    "table-delimiter": table_delimiter,
    "table-row-width": table_row_width,
    "text-control-character": text_control_character,
    "text-emphasis": text_emphasis,
    "text-mojibake": text_mojibake,
}

# Those that look at many documents at once.
VAULT_CHECKS: Mapping[str, VaultCheck] = {
    "vault-conflict": vault_conflict,
    "vault-duplicate": vault_duplicate,
    "vault-key": vault_key,
    "vault-spelling": vault_spelling,
}
