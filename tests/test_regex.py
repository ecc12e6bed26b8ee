"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import notelint
from notelint.regex import _TAKEN_OVER, regex

TEXT = "ab AB abb"


@pytest.mark.parametrize("flags", [0, re.IGNORECASE], ids=["exact", "any case"])
def test_it_does_what_a_compiled_one_does(flags: int) -> None:
    """Each method gives the same, the first time and the next."""
    late, compiled = regex(r"(?P<a>a)b+", flags), re.compile(r"(?P<a>a)b+", flags)
    for _ in range(2):
        assert late.findall(TEXT) == compiled.findall(TEXT)
        assert [found.span() for found in late.finditer(TEXT, 1, 8)] == [
            found.span() for found in compiled.finditer(TEXT, 1, 8)
        ]
        for name in ("match", "fullmatch", "search"):
            assert str(getattr(late, name)(TEXT)) == str(getattr(compiled, name)(TEXT))
        assert (late.sub("c", TEXT), late.subn("c", TEXT)) == (compiled.sub("c", TEXT), compiled.subn("c", TEXT))
        assert late.split(TEXT, 1) == compiled.split(TEXT, 1)
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert late.groupindex == compiled.groupindex


def test_every_method_is_there() -> None:
    """What a compiled pattern can do, this can."""
    public = {name for name in dir(re.compile("")) if not name.startswith("_")}
    assert public == {*_TAKEN_OVER, "pattern"} | {"scanner"}


def test_it_is_compiled_on_first_use() -> None:
    """A broken pattern is not refused before it is used."""
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search(TEXT)


def modules() -> list[str]:
    """The modules of notelint."""
    found = pkgutil.walk_packages(notelint.__path__, "notelint.")
    return [each.name for each in found if not each.name.endswith("__main__") and "parquet" not in each.name]


@pytest.mark.parametrize("module", modules())
def test_our_patterns_compile(module: str) -> None:
    """No pattern of a module is broken, whether or not another test uses it."""
    for value in vars(import_module(module)).values():
        if isinstance(value, type(regex(""))):
            assert value.groups >= 0
