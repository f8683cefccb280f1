"""What a statement computes or builds and nobody keeps: `x.view(-1, 400)` in a line of its own, a dropout that is called and not assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.analysis.parts import way_to
from cnnlint.frameworks.loaded import frameworks
from cnnlint.interpreter.outcome import Fact
from cnnlint.interpreter.values import Instance
from cnnlint.source.location import Location
from cnnlint.syntax import ir
from cnnlint.syntax.writing import brief

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session
    from cnnlint.interpreter.frame import Frame


def watch(session: Session) -> None:
    """Note from now on what the statements of the file drop."""

    def dropped(frame: Frame, value: Instance, node: ir.Call) -> None:
        place = Location(frame.module.path, *node.span)
        if place in session.dropped or place.path != session.path:
            return
        is_shown = frame.function is None and place.path.endswith(".ipynb")  # as the value of a cell
        if not is_shown and any(one.is_dropped(session.vm, value, place, node) for one in frameworks()):
            session.dropped[place] = brief(node.func)

    session.vm.on_dropped = dropped


def facts(session: Session) -> list[Fact]:
    """What is dropped, but for what is refused, and what is only tried out: in a block that may be there to see it raise."""
    tree = session.loader.module(session.path)
    wrong = {fact.at.line for fact, _ in session.found}
    found = []
    for place, name in session.dropped.items():
        if place.line not in wrong and not any(
            isinstance(statement, (ir.With, ir.Try)) for statement in way_to(tree.body, place)
        ):
            words = f"the result of {name} is not kept"
            found.append(Fact("unused-result", words, place, details={"function": name}))
    return found
