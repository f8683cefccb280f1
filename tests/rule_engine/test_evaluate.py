"""Rules over files: subjects, chains, order, places, labels and notes."""

from __future__ import annotations

import pytest

from cnnlint.analysis.result import FileAnalysis
from cnnlint.diagnostics import Diagnostic, Related
from cnnlint.interpreter.outcome import Fact
from cnnlint.rule_engine import Rule, evaluate, read_rule
from cnnlint.symbolic import symbol
from support.nets import Net, fact, place, with_facts


def rule(for_each: str, message: str, *lines: str, id_: str = "OUR001") -> Rule:
    text = "\n".join(
        [f"id: {id_}", "name: ours", "severity: info", "category: house", f"for_each: {for_each}", f"message: {message!r}",
         "docs: {what: ours}", *lines]
    )  # fmt: skip
    found, errors = read_rule(text, "ours.yaml")
    assert found is not None, [str(error) for error in errors]
    return found


def messages(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.message for diagnostic in found]


NET = Net(8, 8, 3).conv(4).relu().conv(4).at(1).conv(8).at(2).plus(3)


@pytest.mark.parametrize(
    ("for_each", "message", "lines", "expected"),
    [
        ("model", "{model.name}", [], ["net"]),
        ("layer", "{layer.name}", [], ["conv0", "activation0", "conv1", "conv2", "add0"]),
        ("layer", "{layer.name}", ['where: layer.role == "conv"'], ["conv0", "conv1", "conv2"]),
        ("layer", "{layer.name}", ["when: layer.rate > 0"], []),
        ("layer", "{layer.name}", ["when: not layer.rate > 0"], []),
        ("layer", "{n}", ["let: {n: layer.index * 2}", "when: n > 5"], ["6", "8"]),
        ("edge", "{source.name}-{target.name}", [], ["conv0-activation0", "activation0-conv1", "activation0-conv2", "conv1-add0", "conv2-add0"]),
        ("chain", "{a.name}-{b.name}", ["chain: {a: a.bias, b: true}"], ["conv0-activation0", "conv1-add0", "conv2-add0"]),
        ("chain", "{a.name}-{b.name}", ["chain: {a: true, b: b.bias}"], []),  # the activation is read twice
        ("chain", "{a.name}-{c.name}", ["chain: {a: a.index > 0, c: c.index > a.index}"], ["conv1-add0", "conv2-add0"]),
    ],
)  # fmt: skip
def test_subjects(for_each: str, message: str, lines: list[str], expected: list[str]) -> None:
    assert sorted(messages(evaluate([rule(for_each, message, *lines)], NET.file()))) == sorted(expected)


LINE = Net(9).dense(8).same("dropout", rate=0.1).same("identity").relu().dense(4)


@pytest.mark.parametrize(
    ("chain", "through", "expected"),
    [
        ('{a: a.role == "dense", b: b.role == "activation"}', "", []),
        ('{a: a.role == "dense", b: b.role == "activation"}', 'layer.role in ("dropout", "identity")', ["dense0 activation0"]),
        ('{a: a.role == "dense", b: b.role == "dense"}', 'layer.role == "dropout"', []),
        ('{a: a.role == "dense", m: true, b: b.role == "activation"}', "", []),
        ('{a: a.role == "dense", m: true, n: true, b: b.role == "activation"}', "", ["dense0 activation0"]),
        ('{a: a.role == "dense", m: m.rate > 0, n: n.index == m.index + 1, b: true}', "", ["dense0 activation0"]),
        ('{a: a.role == "dense", b: b.rate > 0.5}', "", []),
    ],
)  # fmt: skip
def test_chains(chain: str, through: str, expected: list[str]) -> None:
    lines = [f"chain: {chain}", f"through: {through}"] if through else [f"chain: {chain}"]
    assert messages(evaluate([rule("chain", "{a.name} {b.name}", *lines)], LINE.file())) == expected


def test_a_result_of_the_model_is_not_read_by_the_next_layer_alone() -> None:
    model = Net(9).dense(8).relu().model()
    model.outputs = (*model.outputs, *model.layers[0].outputs)
    ours = rule("chain", "{a.name}", "chain: {a: true, b: true}")
    assert evaluate([ours], FileAnalysis("net.py", "", (model,))) == []


def test_losses_and_facts() -> None:
    net = Net(9).dense(1).loss("torch.nn.BCELoss", False)
    assert messages(evaluate([rule("loss", "{loss.op} {loss.source.name}")], net.file())) == ["torch.nn.BCELoss dense0"]
    model = net.model()
    found = evaluate([rule("fact", "{fact.kind} in {model.name}")], with_facts(fact("raises"), models=[model]))
    assert messages(found) == ["raises in net"]
    assert messages(evaluate([rule("fact", "{fact.kind} in {model.name}")], with_facts(fact("raises")))) == [
        "raises in ?"
    ]


def test_diagnostics_come_by_place_and_then_by_rule() -> None:
    rules = [rule("layer", "b", id_="OUR002"), rule("layer", "a", id_="OUR001")]
    found = evaluate(rules, Net(9).dense(1).relu().file())
    assert [(one.at.line, one.rule) for one in found] == [
        (10, "OUR001"),
        (10, "OUR002"),
        (11, "OUR001"),
        (11, "OUR002"),
    ]


def test_labels_notes_and_places() -> None:
    ours = rule(
        "layer", "here", "at: layer.call", "label: '{layer.name}'", 'where: layer.role == "conv"',
        "labels: [{at: model, text: the model}, {at: 'layer.consumers[0]', text: next}, {at: model.input, text: 'rate {layer.rate}'}]",
        "note: [always, {when: layer.bias, text: 'biased\n\nby {layer.name}'}, {when: not layer.bias, text: never}, 'rate {layer.rate}']",
    )  # fmt: skip
    found = evaluate([ours], Net(8, 8, 3).conv(4).relu().file())[0]
    assert found.at == place(110)
    assert found.label == "conv0"
    assert found.related == (Related(place(2), "the model"), Related(place(11), "next"))
    assert found.help == ("always", "biased", "by conv0")
    assert (found.model, found.layer) == ("net", "conv0")


def test_places_of_this_file_come_first() -> None:
    net = Net(9).dense(1)
    net.layers[0].defined = place(3, "library.py")
    assert evaluate([rule("layer", "x")], net.file())[0].at == place(110)
    net.layers[0].at = place(4, "library.py")
    assert evaluate([rule("layer", "x")], net.file())[0].at == place(2)
    net.layers[0].defined = net.layers[0].at = None
    assert evaluate([rule("layer", "x", "at: layer.call")], net.file())[0].at == place(2)


def test_a_fact_in_another_file_is_pointed_at_from_this_one() -> None:
    elsewhere = Fact(
        "raises",
        "it raises",
        place(3, "library.py"),
        related=((place(5), "called from here"), (place(8), "and from here")),
    )
    found = evaluate([rule("fact", "x")], with_facts(elsewhere))[0]
    assert found.at == place(5)
    assert [(one.at, one.label) for one in found.related] == [
        (place(3, "library.py"), "it happens here"),
        (place(8), "and from here"),
    ]


def test_unknown_sizes_never_fire() -> None:
    net = Net(symbol("H"), symbol("W"), 3).conv(4).pool().conv(4).global_pool().dense(3)
    for condition in (
        "layer.size[0] > 4",
        "layer.size[0] <= 4",
        "layer.size == 3",
        "layer.size != 3",
        "not layer.size == 3",
    ):
        ours = rule("layer", "x", f"when: {condition}", 'where: layer.role == "conv"')
        assert evaluate([ours], net.file()) == []
    certain = rule("layer", "{layer.size}", "when: layer.size[0] < model.input.size[0]", 'where: layer.role == "conv"')
    assert messages(evaluate([certain], net.file()))[0] == "H - 2×W - 2"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, ()),
        (2, ("so it is with 1 more layer that is built here",)),
        (4, ("so it is with 3 more layers that are built here",)),
    ],
)
def test_layers_that_are_built_in_one_place_are_one_finding(count: int, words: tuple[str, ...]) -> None:
    net = Net(64, 64, 3)
    for _ in range(count):
        net.conv(4)
    for layer in net.layers:
        layer.defined = place(7)
    found = evaluate([rule("layer", "{layer.name}")], net.file())
    assert [(one.message, one.help) for one in found] == [("conv0", words)]


def test_facts_that_are_met_in_one_place_are_one_finding() -> None:
    facts = [fact("raises", words) for words in ("first", "second", "first", "third", "fourth", "fifth")]
    found = evaluate([rule("fact", "{fact.words}")], with_facts(*facts))
    assert [(one.message, one.help) for one in found] == [("first", ("also: second", "also: third", "also: fourth"))]


def test_what_two_models_share_is_said_once() -> None:
    one, other = Net(8, 8, 3).conv(4).model(), Net(16, 16, 3, name="other").conv(4).model()
    file = FileAnalysis("net.py", "", (one, other))
    assert [found.model for found in evaluate([rule("layer", "{layer.name}")], file)] == ["net"]
    assert messages(evaluate([rule("model", "{model.input.size}")], file)) == ["16×16", "8×8"]
