"""The modules that a program has made, so that those are found which it neither keeps at module level nor runs.

A class whose objects are to be noted has `note` as its `finished`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.interpreter.values import Instance, Log, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_DEPTH = 8  # of lists in lists


@dataclass(frozen=True, slots=True)
class Made:
    """An object, whether the program certainly comes to make it, and whether a method of another such object makes it, for its own use."""

    module: Instance
    is_certain: bool
    is_inner: bool


def made(vm: Interpreter) -> list[Made]:
    """All so far, in the order in which they were finished."""
    found: list[Made] = vm.state.setdefault("made", Log())
    return found


def note(vm: Interpreter, module: Instance) -> None:
    """Remember an object whose construction went well."""
    found = made(vm)
    vm.touch(found)
    found.append(Made(module, vm.certain, is_made_within(vm)))


def is_made_within(vm: Interpreter) -> bool:
    """True inside of a method of an object of such a class."""
    frame = vm.frame
    while frame is not None:
        receiver, is_method = frame.receiver, frame.function is not None and frame.function.body is not None
        if is_method and isinstance(receiver, Instance) and receiver.cls.finished is note:
            return True
        frame = frame.caller
    return False


def whole(vm: Interpreter, path: str) -> list[Made]:
    """Those made in the file `path` or of its classes that are no part of another, and of which none made later has taken what they came with."""
    outer = {id(one.module): one for one in made(vm) if not one.is_inner}
    held = {key: {id(part) for part in below(one.module)} for key, one in outer.items()}
    parts = set().union(*held.values())
    wholes = [key for key in outer if key not in parts]
    given = {key for key, one in outer.items() if is_made_in(one.module, path)}
    found, taken = [], set[int]()
    for key in reversed(wholes):
        foreign = held[key].difference(given, *(held[part] for part in held[key] & given))
        if is_of(outer[key].module, path) and taken.isdisjoint(foreign):
            found.append(outer[key])
        taken |= held[key]
    return found[::-1]


def is_made_in(module: Instance, path: str) -> bool:
    """True for what a call in the file has made."""
    return module.site is not None and module.site.path == path


def is_of(module: Instance, path: str) -> bool:
    """True for what the file has made, or is an object of one of its classes."""
    return is_made_in(module, path) or (module.cls.node is not None and module.cls.path == path)


def below(module: Instance) -> Iterator[Instance]:
    """The modules that a module holds in its attributes, and those that they hold, each once."""
    seen = {id(module)}
    pending = list(held_in(module.attrs))
    while pending:
        part = pending.pop()
        if id(part) not in seen:
            seen.add(id(part))
            yield part
            pending.extend(held_in(part.attrs))


def held_in(value: Value, depth: int = MAX_DEPTH) -> Iterator[Instance]:
    """The modules in a value, be it in lists and dicts."""
    if isinstance(value, Instance):
        if value.cls.finished is note:
            yield value
    elif depth and isinstance(value, (list, tuple, dict, set, frozenset)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from held_in(one, depth - 1)
