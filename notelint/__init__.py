"""notelint checks, fixes and converts Markdown notes on research papers."""

__version__ = "0.1.0"
