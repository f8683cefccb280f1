"""os, os.path and shutil-like effects: paths are texts; what the disk and the environment hold is not known."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from cnnlint.interpreter.builtins.effects import outside
from cnnlint.interpreter.host import host_call, text_of
from cnnlint.interpreter.native import Host, Library
from cnnlint.interpreter.stdlib.inert import does_nothing, is_outside
from cnnlint.interpreter.values import MISSING, Instance, Likely, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("os")
DISK, ENVIRONMENT = "what the disk holds", "a variable of the environment"
PURE = "join basename dirname split splitext splitdrive normpath normcase isabs commonprefix commonpath relpath"
ASKS = "abspath realpath exists lexists isfile isdir islink getsize getmtime getctime getatime expanduser expandvars samefile ismount"


def path_text(vm: Interpreter, path: Value) -> str:
    """The text of a path, given as text or as an object with `__fspath__`."""
    method = path.cls.lookup("__fspath__") if isinstance(path, Instance) else MISSING
    return text_of(path if method is MISSING else vm.call(method, (path,)))


def pure(function: Any) -> Host:
    """A native of paths that asks nothing of the disk."""

    def native(vm: Interpreter, /, *paths: Value) -> Value:
        texts = [
            [path_text(vm, part) for part in vm.elements(path)]
            if isinstance(path, (list, tuple))
            else path_text(vm, path)
            for path in paths
        ]
        return host_call(vm, function, texts, {})

    return native


for name in PURE.split():
    LIBRARY.function(f"os.path.{name}")(pure(getattr(posixpath, name)))
LIBRARY.values.pop("os.path.relpath")  # depends on where the program is started
is_outside(LIBRARY, " ".join(f"path.{name}" for name in (*ASKS.split(), "relpath")), DISK)
is_outside(
    LIBRARY,
    "listdir walk scandir stat lstat getcwd open popen readlink access uname getpid getppid getlogin cpu_count times urandom "
    "get_terminal_size system fork",
    DISK,
)
does_nothing(
    LIBRARY,
    "makedirs mkdir remove unlink rmdir removedirs rename renames replace chdir chmod symlink link utime putenv unsetenv umask kill",
)
LIBRARY.function("os.fspath")(lambda vm, path, /: path_text(vm, path))
for name, value in {
    "sep": "/",
    "pardir": "..",
    "curdir": ".",
    "extsep": ".",
    "linesep": "\n",
    "devnull": "/dev/null",
}.items():
    LIBRARY.add(f"os.{name}", value)
    LIBRARY.add(f"os.path.{name}", value)

ENVIRON = LIBRARY.new_class("os._Environ")
for name in ("keys", "values", "items", "copy", "__getitem__", "__iter__", "__len__"):
    ENVIRON.namespace[name] = Native(f"os.environ.{name}", outside(ENVIRONMENT))


@LIBRARY.method(ENVIRON, "get", "pop", "setdefault")
def variable(vm: Interpreter, self: Value, key: Value, default: Value = None) -> Value:
    """A variable that is most likely not set: what the program has for then, as with arguments that have a default."""
    return Likely(ENVIRONMENT, vm.here(), None) if default is None else default


@LIBRARY.function("os.getenv", "os.getenvb")
def getenv(vm: Interpreter, key: Value, default: Value = None) -> Value:
    return variable(vm, ENVIRON, key, default)


@LIBRARY.method(ENVIRON, "__contains__")
def has_variable(vm: Interpreter, self: Instance, key: Value) -> Value:
    return Likely(ENVIRONMENT, vm.here(), False)


for name in ("update", "clear", "__setitem__", "__delitem__"):
    LIBRARY.method(ENVIRON, name)(lambda vm, self, /, *args, **kwargs: None)
LIBRARY.add("os.environ", Instance(ENVIRON))
LIBRARY.new_class("os.PathLike")
