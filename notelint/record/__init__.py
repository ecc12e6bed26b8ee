"""The clean, versioned record that a note becomes."""

from notelint.record.build import build_record, records
from notelint.record.model import Record, from_json, to_json

__all__ = ["Record", "build_record", "from_json", "records", "to_json"]
