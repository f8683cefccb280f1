"""pathlib: paths as texts; what they lead to is not known."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.effects import outside
from cnnlint.interpreter.builtins.tables import OBJECT, constructor
from cnnlint.interpreter.host import host_call, slot, text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.stdlib.os import DISK, path_text
from cnnlint.interpreter.values import ClassMethod, ClassValue, Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("pathlib")
PURE = LIBRARY.new_class("pathlib.PurePath", OBJECT)
PATH = LIBRARY.new_class("pathlib.Path", PURE)
for name in ("PurePosixPath", "PureWindowsPath"):
    LIBRARY.add(f"pathlib.{name}", PURE)
for name in ("PosixPath", "WindowsPath"):
    LIBRARY.add(f"pathlib.{name}", PATH)
ASKS = """exists is_file is_dir is_symlink stat lstat open read_text read_bytes write_text write_bytes iterdir glob rglob resolve
absolute expanduser samefile owner readlink walk"""
EFFECTS = "mkdir rmdir unlink touch rename replace chmod symlink_to"
TEXT = "_path"  # the attribute that holds the text


def path(cls: ClassValue, text: object) -> Instance:
    """A path object."""
    made = Instance(cls)
    made.attrs[TEXT] = str(text)
    return made


def host(self: Instance) -> PurePosixPath:
    """The path as Python's own."""
    return PurePosixPath(text_of(slot(self, TEXT)))


def new(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    return path(cls, PurePosixPath(*(path_text(vm, part) for part in args)))


constructor(PURE)(new)
PURE.namespace["__init__"] = Native("pathlib.Path.__init__", lambda vm, self, /, *args, **kwargs: None)
for name in ASKS.split():
    PATH.namespace[name] = Native(f"pathlib.Path.{name}", outside(DISK))
for name in ("cwd", "home"):
    PATH.namespace[name] = ClassMethod(Native(f"pathlib.Path.{name}", outside(DISK)))
for name in EFFECTS.split():
    LIBRARY.method(PATH, name)(lambda vm, self, /, *args, **kwargs: None)


@LIBRARY.method(PURE, "__str__", "__fspath__", "as_posix", "__repr__")
def as_text(vm: Interpreter, self: Instance, /) -> Value:
    return str(host(self))


@LIBRARY.method(PURE, "joinpath", "__truediv__")
def joined(vm: Interpreter, self: Instance, /, *others: Value) -> Value:
    return path(self.cls, host(self).joinpath(*(path_text(vm, other) for other in others)))


@LIBRARY.method(PURE, "__rtruediv__")
def joined_from_right(vm: Interpreter, self: Instance, other: Value, /) -> Value:
    return path(self.cls, path_text(vm, other) / host(self))


@LIBRARY.method(PURE, "__eq__")
def equal(vm: Interpreter, self: Instance, other: Value, /) -> Value:
    return isinstance(other, Instance) and other.cls.is_subclass(PURE) and host(self) == host(other)


def part(name: str) -> None:
    """An attribute of the text of a path."""
    LIBRARY.attribute(PURE, name)(lambda vm, self: getattr(host(self), name))


def changed(name: str) -> None:
    """A method that gives another path."""

    @LIBRARY.method(PURE, name)
    def change(vm: Interpreter, self: Instance, text: Value, /) -> Value:
        found = host_call(vm, getattr(host(self), name), [text_of(text)], {})
        return found if isinstance(found, Unknown) else path(self.cls, found)


for name in ("name", "stem", "suffix", "suffixes", "parts", "root", "anchor", "drive"):
    part(name)
for name in ("with_suffix", "with_name", "with_stem"):
    changed(name)
LIBRARY.attribute(PURE, "parent")(lambda vm, self: path(self.cls, host(self).parent))
LIBRARY.attribute(PURE, "parents")(lambda vm, self: tuple(path(self.cls, one) for one in host(self).parents))
LIBRARY.method(PURE, "is_absolute")(lambda vm, self, /: host(self).is_absolute())
