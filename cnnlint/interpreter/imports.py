"""Imports: bound lazily, run once, cycles as in Python.

A name that is imported is looked for when it is used, since most of what a program imports it does not need for its models. What a module does
when it runs, such as filling a registry, is then missed; an eager analysis runs modules where they are imported, as Python does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.interpreter import scopes
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.outcome import Raised
from cnnlint.interpreter.values import MISSING, LazyImport, ModuleValue, Namespace, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.native import Library
    from cnnlint.interpreter.vm import Interpreter

Run: TypeAlias = Callable[[Frame], Value]


def import_(node: ir.Import) -> Run:
    """`import a.b.c`, `import a.b as c`."""

    def run(frame: Frame) -> Value:
        frame.at = node.span
        for alias in node.names:
            if frame.vm.eager:
                run_now(frame, alias.name)
            dotted = alias.name if alias.asname else alias.name.partition(".")[0]
            scopes.assign(frame, alias.asname or dotted, lazily(frame, dotted))
        return None

    return run


def import_from(node: ir.ImportFrom) -> Run:
    """`from m import a as b`, `from . import a`, `from m import *`."""

    def run(frame: Frame) -> Value:
        frame.at = node.span
        dotted = absolute(frame.module, node.module, node.level)
        if frame.vm.eager:
            run_now(frame, dotted, [alias.name for alias in node.names])
        for alias in node.names:
            if alias.name == "*":
                import_star(frame, dotted)
            else:
                scopes.assign(frame, alias.asname or alias.name, member(frame, dotted, alias.name))
        return None

    return run


def run_now(frame: Frame, dotted: str, names: Sequence[str] = ()) -> None:
    """Run a module of the program, the packages above it first, and those of `names` that are modules themselves."""
    vm, importer = frame.vm, frame.module.path
    if table_for(vm, dotted, importer) is not None:
        return
    parts = dotted.split(".")
    for count in range(1, len(parts) + 1):
        module = import_module(vm, ".".join(parts[:count]), importer)
        if isinstance(module, ModuleValue):
            run_module(vm, module)
            for name in names if count == len(parts) else ():
                below = submodule(vm, module, name) if name not in module.scope else None
                if isinstance(below, ModuleValue):
                    run_module(vm, below)


def lazily(frame: Frame, dotted: str) -> Value:
    """A module that is looked for when its name is used."""
    vm, importer = frame.vm, frame.module.path
    found = tabled(vm, dotted, importer)
    return LazyImport(lambda: import_module(vm, dotted, importer)) if found is MISSING else found


def tabled(vm: Interpreter, dotted: str, importer: str) -> Value:
    """What a table says that a name stands for, or MISSING."""
    library = table_for(vm, dotted, importer)
    return MISSING if library is None else library.lookup(dotted)


def table_for(vm: Interpreter, dotted: str, importer: str) -> Library | None:
    """The table that a name belongs to. Files of the very package are told nothing: its own files count, as do those of a fallback."""
    root = dotted.partition(".")[0]
    vm.roots.add(root)
    library = vm.libraries(root)
    if library is None or is_inside(vm, dotted, importer):
        return None
    weak = library.fallback and dotted not in library.firm
    return None if weak and vm.loader.load(root, importer) is not None else library


def is_inside(vm: Interpreter, dotted: str, importer: str) -> bool:
    """True if the importing file is part of the package that a name belongs to, and the table of that package gives way."""
    root = dotted.partition(".")[0]
    library, module = vm.libraries(root), vm.modules.get(importer)
    return library is not None and library.gives_way and module is not None and module.name.startswith(f"{root}.")


def member(frame: Frame, dotted: str, name: str) -> Value:
    """A name of a module, looked up when it is used."""
    vm, importer = frame.vm, frame.module.path
    known = tabled(vm, f"{dotted}.{name}", importer)
    if known is not MISSING:
        return known
    where = vm.here()

    def resolve() -> Value:
        module = import_module(vm, dotted, importer)
        if isinstance(module, Unknown):
            return Unknown(module.reason, where)
        if isinstance(module, ModuleValue) and module.path == importer:  # a package that names a module of its own
            below = submodule(vm, module, name)
            if below is not MISSING:
                return below
        found = vm.getattr(module, name, MISSING if isinstance(module, Namespace) else None)
        if found is None and isinstance(module, ModuleValue) and name not in module.scope:
            return Unknown(f"{dotted} has no name {name}", where)
        return found

    return LazyImport(resolve)


def import_star(frame: Frame, dotted: str) -> None:
    """Every public name of a module, or those in its `__all__`."""
    vm = frame.vm
    module = import_module(vm, dotted, frame.module.path)
    if isinstance(module, Namespace):
        library = vm.libraries(module.dotted.partition(".")[0])
        for name in library.members(module.dotted) if library is not None else ():
            scopes.assign(frame, name, vm.library_value(f"{module.dotted}.{name}"))
    elif isinstance(module, ModuleValue):
        run_module(vm, module)
        exported = module.scope.get("__all__")
        names = (
            exported
            if isinstance(exported, (list, tuple))
            else [name for name in module.scope if not name.startswith("_")]
        )
        for name in names:
            if isinstance(name, str) and name in module.scope:
                scopes.assign(frame, name, module.scope[name])


def absolute(module: ModuleValue, name: str, level: int) -> str:
    """The absolute dotted name of a relative import."""
    if not level:
        return name
    package = module.name if module.is_package else module.name.rpartition(".")[0]
    for _ in range(level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{name}" if package and name else package or name


def import_module(vm: Interpreter, dotted: str, importer: str) -> Value:
    """A module by absolute name: one of the program's, else a modelled library's, else unknown."""
    if not dotted:
        return vm.unknown("a relative import from outside of a package")
    known = tabled(vm, dotted, importer)
    if known is not MISSING:
        return known
    found = vm.loader.load(dotted, importer)
    if found is not None:
        path, is_package = found
        if path not in vm.modules:
            vm.modules[path] = ModuleValue(dotted, path, is_package=is_package)
        return vm.modules[path]
    library = vm.libraries(dotted.partition(".")[0])
    if library is not None:
        documented = library.canonical(dotted)
        if documented != dotted:
            return import_module(vm, documented, importer)
        spare = library.spare()
        if spare is not None and (known := spare.lookup(documented)) is not MISSING:
            return known
        return vm.unknown(f"{dotted} is not modelled")
    return vm.unknown(f"the module {dotted} was not found")


def submodule(vm: Interpreter, module: ModuleValue, name: str) -> Value:
    """A module below a package, or MISSING."""
    if not module.is_package:
        return MISSING
    found = import_module(vm, f"{module.name}.{name}", module.path)
    return MISSING if isinstance(found, Unknown) else found


def run_module(vm: Interpreter, module: ModuleValue) -> None:
    """Execute the body of a module, once; a module that is being run already is taken as it stands."""
    if module.state != "new":
        return
    module.state = "running"
    frame = module_frame(vm, module)
    body = vm.loader.module(module.path).body
    saved = vm.journals, vm.uncertain, vm.tries  # a module runs once, whatever branch asks for it first
    vm.journals, vm.uncertain, vm.tries = [], 0, 0
    try:
        with vm.activation(frame):
            for node in body:
                if not run_statement(frame, node):
                    break
    finally:
        vm.journals, vm.uncertain, vm.tries = saved
        module.state = "done"


def module_frame(vm: Interpreter, module: ModuleValue) -> Frame:
    """The frame of a module's body."""
    frame = Frame(vm, module, module.scope, None)
    frame.is_activation = True
    return frame


def run_statement(frame: Frame, node: ir.Stmt) -> bool:
    """Execute one statement of a module; False where the module's execution ends there."""
    from cnnlint.interpreter.compile_statements import statement  # imports and statements know each other

    frame.vm.spend(1)
    try:
        statement(node)(frame)
    except Raised as raised:
        if raised.fact is not None:
            frame.vm.record(raised.fact)
        return False
    return True
