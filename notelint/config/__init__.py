"""The user's configuration: `notelint.toml`, or `[tool.notelint]` in `pyproject.toml`; the nearest to a file counts.

Patterns are those of .gitignore, and they and all paths count from the folder of the file that says them.
"""

from notelint.config.model import Config, Layer, Patterns, SchemaChoice
from notelint.config.reading import configurations, read_config

__all__ = ["Config", "Layer", "Patterns", "SchemaChoice", "configurations", "read_config"]
