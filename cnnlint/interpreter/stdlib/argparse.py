"""argparse: which arguments there are is known, what the command line says is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import OPEN
from cnnlint.interpreter.builtins.effects import nothing
from cnnlint.interpreter.host import reason, text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.inert import silent_class
from cnnlint.interpreter.values import Instance, Native, Rest, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("argparse")
NAMESPACE = LIBRARY.new_class("argparse.Namespace")
PARSER = LIBRARY.new_class("argparse.ArgumentParser")
for name in ("Action", "HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter", "FileType"):
    silent_class(LIBRARY, f"argparse.{name}")
for name in ("RawDescriptionHelpFormatter", "MetavarTypeHelpFormatter", "BooleanOptionalAction", "ArgumentError"):
    silent_class(LIBRARY, f"argparse.{name}")
for name, value in {
    "SUPPRESS": "==SUPPRESS==",
    "REMAINDER": "...",
    "OPTIONAL": "?",
    "ZERO_OR_MORE": "*",
    "ONE_OR_MORE": "+",
}.items():
    LIBRARY.add(f"argparse.{name}", value)
ARGUMENTS = (
    "_arguments"  # the attribute of a parser that holds its arguments: how each is written, by the name of its value
)


@LIBRARY.method(NAMESPACE, "__init__")
def init_namespace(vm: Interpreter, self: Instance, /, **kwargs: Value) -> Value:
    vm.touch(self.attrs)
    self.attrs.update(kwargs)
    return None


@LIBRARY.method(NAMESPACE, "__contains__")
def contains(vm: Interpreter, self: Instance, key: Value, /) -> Value:
    if OPEN in self.attrs and text_of(key) not in self.attrs:
        raise NotKnown("what the command line says")
    return text_of(key) in self.attrs


@LIBRARY.method(PARSER, "__init__")
def init_parser(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    self.attrs[ARGUMENTS] = {}
    for parent in vm.elements(kwargs.get("parents", ())):
        if isinstance(parent, Instance) and ARGUMENTS in parent.attrs:
            self.attrs[ARGUMENTS].update(parent.attrs[ARGUMENTS])
        else:
            self.attrs[ARGUMENTS][Rest(vm.unknown("the arguments of another parser"))] = ("", None)
    return None


def arguments_of(vm: Interpreter, self: Instance) -> dict[Value, Value]:
    """The arguments of a parser, about to be changed."""
    found: dict[Value, Value] = self.attrs.setdefault(ARGUMENTS, {})
    vm.touch(found)
    return found


@LIBRARY.method(PARSER, "add_argument")
def add_argument(vm: Interpreter, self: Instance, /, *name_or_flags: Value, **kwargs: Value) -> Value:
    try:
        flags = [text_of(flag) for flag in name_or_flags]
        longest = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else "")
        name = text_of(kwargs["dest"]) if "dest" in kwargs else longest.lstrip("-").replace("-", "_")
    except NotKnown as unknown:
        arguments_of(vm, self)[Rest(vm.unknown(unknown.reason))] = ("", None)
        return None
    switched = {"store_true": False, "store_false": True}.get(str(kwargs.get("action")))
    arguments_of(vm, self)[name] = (longest or name, kwargs.get("default", switched))
    return None


@LIBRARY.method(PARSER, "set_defaults")
def set_defaults(vm: Interpreter, self: Instance, /, **kwargs: Value) -> Value:
    arguments_of(vm, self).update({name: (name, value) for name, value in kwargs.items()})
    return None


@LIBRARY.method(PARSER, "add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser")
def part_of_parser(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    dest = kwargs.get("dest")
    if isinstance(dest, str):
        arguments_of(vm, self)[dest] = (dest, None)
    return self


@LIBRARY.method(PARSER, "parse_args", "parse_intermixed_args")
def parse_args(vm: Interpreter, self: Instance, args: Value = None, namespace: Value = None) -> Value:
    found = namespace if isinstance(namespace, Instance) else Instance(NAMESPACE)
    vm.touch(found.attrs)
    nothing_said = args in ([], ())
    for name, (flag, default) in self.attrs.get(ARGUMENTS, {}).items():
        if isinstance(name, Rest):
            found.attrs[OPEN] = Unknown(reason(name), vm.here())
        elif nothing_said:
            found.attrs[name] = default
        else:
            found.attrs[name] = vm.unknown(f"command line argument {flag}")
    return found


@LIBRARY.method(PARSER, "parse_known_args")
def parse_known_args(vm: Interpreter, self: Instance, args: Value = None, namespace: Value = None) -> Value:
    return parse_args(vm, self, args, namespace), [Rest(vm.unknown("what else the command line says"))]


@LIBRARY.method(PARSER, "error", "exit")
def leave(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    vm.throw("SystemExit", "")


@LIBRARY.method(PARSER, "get_default")
def get_default(vm: Interpreter, self: Instance, dest: Value) -> Value:
    raise NotKnown("the default of a command line argument")


for name in ("print_help", "print_usage", "register", "format_help", "convert_arg_line_to_args"):
    PARSER.namespace[name] = Native(f"argparse.ArgumentParser.{name}", nothing)
