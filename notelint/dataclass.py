"""The part of `dataclasses` that notelint uses, for a tenth of what it costs at start-up, and `cached_property`.

The standard decorator imports `inspect` and compiles six methods for each class, used or not: 60 ms for some ninety
classes, more than all the rest of checking one note. Here only `__init__` is compiled, when a class has its first
object; the other methods are the same functions for all classes. A type checker sees the standard library's names.
"""

from __future__ import annotations

from operator import attrgetter

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["MISSING", "cached_property", "dataclass", "field", "fields", "is_dataclass", "replace"]

_FIELDS = "__notelint_fields__"
_MISSING = object()
# Past the `__setattr__` of a frozen class. To ask for `__dict__` would make one: half as much memory again an object,
# and all its attributes are three times as slow to read.
_set = object.__setattr__


class _Field:
    """How one field is filled where its value is not given, and where it counts."""

    name = ""

    def __init__(
        self,
        *,
        default: object = _MISSING,
        default_factory: Callable[[], object] | object = _MISSING,
        repr: bool = True,  # noqa: A002 - dataclasses has these names
        compare: bool = True,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


class _CachedProperty:
    """As that of functools from Python 3.12 on: before, a lock took more than half of the time of a first access."""

    def __init__(self, compute: Callable[[Any], object]) -> None:
        self.__doc__ = compute.__doc__
        self._compute = compute

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, found: object, _owner: type | None = None) -> object:
        if found is None:
            return self
        value = self._compute(found)
        _set(found, self._name, value)
        return value


def _dataclass(cls: type | None = None, /, *, frozen: bool = False, eq: bool = True) -> Any:  # noqa: ANN401 - decorates
    """As `dataclasses.dataclass`. Bases have no `__slots__`, annotations are text, and all of them are fields."""
    if cls is None:
        return lambda cls: _dataclass(cls, frozen=frozen, eq=eq)
    found = {**getattr(cls, _FIELDS, {}), **{name: _field_of(cls, name) for name in cls.__annotations__}}
    compared = [name for name, each in found.items() if each.compare]
    members: dict[str, object] = {
        _FIELDS: found,
        "__match_args__": tuple(found),
        "__init__": _first_init(cls),
        "__repr__": _repr,
    }
    if eq:
        # An attrgetter of no name is an error, and all objects of a class without fields are equal.
        members |= {"_compared": attrgetter(*(compared or ["__class__"])), "__eq__": _eq}
        members["__hash__"] = _hash if frozen else None
    if frozen:
        members |= {"__setattr__": _refuse, "__delattr__": _refuse}
    for name, member in members.items():
        setattr(cls, name, member)
    return cls


def _field_of(cls: type, name: str) -> _Field:
    value = cls.__dict__.get(name, _MISSING)
    found = value if isinstance(value, _Field) else _Field(default=value)
    found.name = name
    if found.default is not _MISSING:
        setattr(cls, name, found.default)
    elif value is found:
        delattr(cls, name)
    return found


def _first_init(cls: type) -> Callable[..., None]:
    """An `__init__` that puts the real one in its place."""

    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807 - becomes the class's
        made = _init(cls, getattr(cls, _FIELDS))
        type.__setattr__(cls, "__init__", made)
        made(self, *args, **kwargs)

    return __init__


def _init(cls: type, found: Mapping[str, _Field]) -> Callable[..., None]:
    """The `__init__` that sets the fields."""
    scope: dict[str, Any] = {"_missing": _MISSING, "_set": _set}
    parameters, lines = [], []
    for name, each in found.items():
        value, parameter = name, name
        if each.default_factory is not _MISSING:
            scope[f"_make_{name}"] = each.default_factory
            parameter, value = f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
        elif each.default is not _MISSING:
            scope[f"_default_{name}"] = each.default
            parameter = f"{name}=_default_{name}"
        parameters.append(parameter)
        lines.append(f"_set(self, '{name}', {value})")
    body = "\n ".join(lines) or "pass"
    exec(f"def __init__({', '.join(['self', *parameters])}):\n {body}", scope)  # noqa: S102 - as dataclasses does
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _repr(self: object) -> str:
    found: Mapping[str, _Field] = getattr(self, _FIELDS)
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, each in found.items() if each.repr)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:  # noqa: ANN401 - of any such class
    return self._compared(self) == self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:  # noqa: ANN401 - of any such class
    return hash(self._compared(self))


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__qualname__} is frozen: {name!r} cannot change")


def _is_dataclass(found: object) -> bool:
    return hasattr(found, _FIELDS)


def _fields(found: object) -> tuple[_Field, ...]:
    """The fields of such a class or object, in order."""
    its: Mapping[str, _Field] = getattr(found, _FIELDS)
    return tuple(its.values())


def _replace(found: Any, /, **changes: object) -> Any:  # noqa: ANN401 - of any such class
    """The same object with other values for some fields."""
    return type(found)(**{name: getattr(found, name) for name in getattr(found, _FIELDS)} | changes)


if TYPE_CHECKING:
    from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
    from functools import cached_property
else:
    MISSING, cached_property = _MISSING, _CachedProperty
    dataclass, field, fields, is_dataclass, replace = _dataclass, _Field, _fields, _is_dataclass, _replace
