"""notelint checks, fixes and converts Markdown notes on research papers.

The Python interface is what `__all__` names; docs/python.md shows it. Each name is imported when it is first used.
"""

__version__ = "0.2.0"
__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "NotelintError",
    "__version__",
    "check",
    "convert",
    "fix",
    "load_schema",
    "records",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from notelint.api import Edit, Finding, Fix, check, convert, fix, load_schema, records
    from notelint.errors import NotelintError


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'notelint' has no attribute {name!r}")
    from notelint import api  # noqa: PLC0415 - the command line needs none of it, and most of it is slow to import

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
