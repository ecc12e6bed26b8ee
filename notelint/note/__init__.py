"""From blocks to notes: groups, notes, sections, facts, images and links, each with its place."""

from notelint.note.document import read_document, weigh_file

__all__ = ["read_document", "weigh_file"]
