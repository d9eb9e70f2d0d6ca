"""A decorator for the many small frozen dataclasses, which makes each in a third of the usual time.

The standard decorator compiles six methods for every class. For two hundred classes this takes a tenth of a second and
three megabytes at every start. Here a class gets only an ``__init__`` of its own; comparison, hash, text and the
refusal of changes are functions that all classes share. Type checkers see the standard decorator.
`docs/architecture/0023-make-dataclasses-light.md` has the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen, slots=False, kw_only=False, eq=True):
        """Return the decorator of a class, as ``dataclasses.dataclass`` with these arguments does.

        ``frozen`` must be True. Such a class inherits from such classes alone.
        """
        assert frozen, "use dataclasses.dataclass for a class that can change"

        def make(cls):
            for name, function in (_SHARED | _COMPARING if eq else _SHARED).items():
                if name not in vars(cls):
                    setattr(cls, name, function)
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            made.__init__ = _build_init(made)
            return made

        return make

    def _build_init(cls):
        """Return the function that sets the fields of a new object from its arguments."""
        names = {"set_field": object.__setattr__, "missing": dataclasses.MISSING}
        plain, by_name, body = ["self"], [], []
        for field in dataclasses.fields(cls):
            name, value = field.name, field.name
            if field.default_factory is not dataclasses.MISSING:
                names[f"make_{name}"] = field.default_factory
                default = "=missing"
                value = f"make_{name}() if {name} is missing else {name}"
            elif field.default is not dataclasses.MISSING:
                names[f"default_{name}"] = field.default
                default = f"=default_{name}"
                value = name if field.init else f"default_{name}"
            else:
                default = ""
            if field.init:
                (by_name if field.kw_only else plain).append(name + default)
            body.append(f" set_field(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            body.append(" self.__post_init__()")
        listed = ", ".join([*plain, *(["*", *by_name] if by_name else [])])
        exec(f"def __init__({listed}):\n" + ("\n".join(body) or " pass"), names)
        return names["__init__"]

    _readers = {}
    """The function that reads all fields of an object, by class."""

    def _read_fields(value):
        kind = type(value)
        reader = _readers.get(kind)
        if reader is None:
            compared = [field.name for field in dataclasses.fields(kind) if field.compare]
            reader = _readers[kind] = attrgetter(*compared) if compared else lambda value: ()
        return reader(value)

    def _compare(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self is other or _read_fields(self) == _read_fields(other)

    def _hash(self):
        return hash(_read_fields(self))

    def _format(self):
        values = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
        return f"{type(self).__qualname__}({values})"

    def _refuse_change(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_deletion(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _get_state(self):
        return getattr(self, "__dict__", None) or {name: getattr(self, name) for name in self.__dataclass_fields__}

    def _set_state(self, state):
        for name, value in state.items():
            object.__setattr__(self, name, value)

    _COMPARING = {"__eq__": _compare, "__hash__": _hash}
    _SHARED = {
        "__repr__": _format,
        "__setattr__": _refuse_change,
        "__delattr__": _refuse_deletion,
        "__getstate__": _get_state,
        "__setstate__": _set_state,
    }
