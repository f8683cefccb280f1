"""Every shipped rule on layer graphs built by hand: where it fires and where it does not, and that its file is in order."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cnnlint.analysis.result import FileAnalysis
from cnnlint.diagnostics import Diagnostic
from cnnlint.graph.schema import FACTS
from cnnlint.rule_engine import Rule, evaluate, shipped_rules, shipped_rules_path
from cnnlint.symbolic import symbol
from support.nets import Net, fact, place, with_facts

RULES = shipped_rules().rules


def check(file: FileAnalysis, code: str) -> list[Diagnostic]:
    rule = next(rule for rule in RULES if rule.id == code)
    return evaluate([rule], file)


def digits(**head: object) -> Net:
    return Net(28, 28, 1, framework="keras").conv(32).conv(64).conv(64, activation="relu")


def small_imagenet(extent: int) -> Net:
    net = Net(extent, extent, 3).conv(64, 7, 2, 3).pool()
    for _ in range(4):
        net.conv(64, 3, 1, 1).relu()
    return net.global_pool().dense(10)


FIRES: list[tuple[str, Callable[[], Net], str]] = [
    ("CNN201", digits, "the last feature map sees 7×7 of a 28×28 input (25 %)"),
    ("CNN201", lambda: digits().flatten().dense(10), "the last feature map sees 7×7 of a 28×28 input (25 %)"),
    ("CNN201", lambda: digits().global_pool().dense(10), "the last feature map sees 7×7 of a 28×28 input (25 %)"),
    ("CNN201", lambda: Net(28, 28, 1).conv(32).conv(64).pool().flatten().dense(10), "sees 6×6 of a 28×28 input (21 %)"),
    ("CNN201", lambda: Net(28, 28, 1).conv(8).conv(8).relu().same("dropout", rate=0.5).flatten().dense(9), "sees 5×5"),
    ("CNN202", lambda: Net(28, 28, 1).conv(32).pool().conv(64).pool().flatten().dense(10), "sees 10×10 of a 28×28 input (36 %)"),
    ("CNN203", lambda: small_imagenet(20), "2 of 5 convolutions come after every path has seen the whole 20×20 input"),
    ("CNN301", lambda: Net(28, 28, 1).conv(8, 9).conv(8, 9).flatten().dense(10),
     "a (N, 12, 12, 8) map is flattened before anything has made it smaller"),
    ("CNN301", lambda: Net(28, 28, 1).conv(8, 9).conv(8, 9).flatten().same("dropout", rate=0.5).dense(10), "a (N, 12, 12, 8) map"),
    ("CNN302", lambda: Net(8, 8, 16).up(8, 3, 2), "up writes some pixels more often than others: a 3×3 window moved by 2×2"),
    ("CNN303", lambda: Net(32, 32, 3).conv(8, 3).conv(8, 1, 2).relu(), "conv1 never reads some of its input: a 1×1 window moved by 2×2"),
    ("CNN304", lambda: Net(3, 224, 224, framework="keras").conv(16, padding=1).global_pool().dense(10),
     "the input (N, 3, 224, 224) is read as a picture of 3×224 pixels with 224 channels"),
    ("CNN404", lambda: Net(9).dense(1).loss("torch.nn.CrossEntropyLoss", True), "dense0 gives one value"),
    ("CNN404", lambda: Net(9, framework="keras").dense(1, activation="sigmoid").loss("keras.losses.CategoricalCrossentropy", False),
     "dense0 gives one value"),
    ("CNN401", lambda: Net(784).dense(10).same("softmax", activation="softmax", axis=1).loss("torch.nn.CrossEntropyLoss", True),
     "a softmax stands before torch.nn.CrossEntropyLoss, which applies one itself"),
    ("CNN401", lambda: Net(9).dense(1).same("activation", activation="sigmoid").loss("torch.nn.BCEWithLogitsLoss", True), "a sigmoid stands before"),
    ("CNN402", lambda: Net(784, framework="keras").dense(10, activation="linear").loss("keras.losses.CategoricalCrossentropy", False),
     "dense0 gives figures of any size"),
    ("CNN402", lambda: Net(784).dense(1).loss("torch.nn.BCELoss", False), "dense0 gives figures of any size"),
    ("CNN403", lambda: Net(20).dense(1, activation="softmax"), "dense0 is a softmax over one value"),
    ("CNN403", lambda: Net(20).dense(1).same("softmax", activation="softmax", axis=1), "softmax0 is a softmax over one value"),
    ("CNN501", lambda: digits().flatten().dense(10),
     "85 % of the model's 365,514 parameters are in dense0, behind a flatten of 484 positions"),
    ("CNN601", lambda: Net(32, 32, 3).conv(8).same("norm", norm="batch", affine=True).relu(),
     "the bias of conv0 is taken out again by norm0"),
    ("CNN602", lambda: Net(20).dense(64).same("dropout", rate=0.1).dense(10), "dense0 and dense1 have no activation between them"),
    ("CNN603", lambda: Net(20).dense(64).relu().relu(), "activation1 does nothing: activation0 has applied relu already"),
    ("CNN604", lambda: Net(20).same("dropout", rate=0.5).dense(9).same("norm", norm="batch", affine=True), "dropout0 changes the variance"),
]  # fmt: skip

SILENT: list[tuple[str, Callable[[], Net]]] = [
    ("CNN201", lambda: Net(28, 28, 1).conv(32).pool().conv(64).pool().flatten().dense(10)),  # 10/28, in a good classifier
    ("CNN201", lambda: Net(28, 28, 1).conv(32).pool().conv(64).pool().conv(64).flatten().dense(10)),  # 18/28
    ("CNN201", lambda: Net(28, 28, 1).conv(32).conv(64)),  # a map for every pixel
    ("CNN201", lambda: Net(symbol("H"), symbol("W"), 1).conv(32).conv(64).global_pool().dense(10)),
    ("CNN201", lambda: Net(28, 28, 1).flatten().dense(128).dense(10)),  # sees single positions, and then all
    ("CNN201", lambda: Net(1024, 3).conv(64, 1).conv(64, 1).global_pool().dense(10)),  # points
    ("CNN201", lambda: Net(400, 50).conv(128, 5).global_pool().dense(2)),  # a bag of words
    ("CNN201", lambda: Net(784).dense(10)),
    ("CNN201", lambda: Net(28, 28, 3).conv(64).conv(64).relu()),  # a block by itself
    ("CNN201", lambda: Net(28, 28, 3).conv(64).conv(64).relu().flatten()),  # features for something else
    ("CNN201", lambda: Net(14, 14, 512).conv(64).conv(64).conv(64).relu().global_pool().dense(10)),  # a head by itself
    ("CNN202", lambda: digits().flatten().dense(10)),
    ("CNN202", lambda: Net(28, 28, 1).conv(32).pool().conv(64).pool().conv(64).flatten().dense(10)),
    ("CNN203", lambda: small_imagenet(224)),
    ("CNN203", lambda: Net(symbol("H"), symbol("W"), 3).conv(8).conv(8).global_pool().dense(10)),
    ("CNN301", lambda: Net(28, 28, 1).conv(32).pool().conv(64).flatten().dense(10)),
    ("CNN301", lambda: Net(28, 28, 1).flatten().dense(10)),
    ("CNN301", lambda: digits().flatten().dense(10)),  # of which CNN201 speaks
    ("CNN301", lambda: Net(28, 28, 1).conv(8, 9).conv(8, 9).global_pool().dense(10)),
    ("CNN301", lambda: Net(8, 8, 12).conv(32).conv(32).conv(32).flatten().dense(10)),  # the board of a game
    ("CNN302", lambda: Net(8, 8, 16).up(8, 4, 2).up(8, 2, 2).up(8, 3, 1)),
    ("CNN303", lambda: Net(32, 32, 3).conv(8, 3, 2).conv(8, 1).conv(8, 2, 2).relu()),
    ("CNN303", lambda: Net(32, 32, 3).conv(8, 3, padding=1).conv(8, 3, 2, 1).at(0).conv(8, 1, 2).plus(1).relu()),  # a shortcut
    ("CNN304", lambda: Net(224, 224, 3, framework="keras").conv(16).global_pool().dense(10)),
    ("CNN304", lambda: Net(3, 40, 64, framework="keras").conv(16, 1).global_pool().dense(10)),
    ("CNN304", lambda: Net(3, 224, 224).conv(16, padding=1).global_pool().dense(10)),
    ("CNN404", lambda: Net(9).dense(2).loss("torch.nn.CrossEntropyLoss", True)),
    ("CNN404", lambda: Net(9).dense(1).loss("torch.nn.BCEWithLogitsLoss", True)),
    ("CNN404", lambda: Net(9).dense(symbol("K")).loss("torch.nn.CrossEntropyLoss", True)),
    ("CNN401", lambda: Net(784).dense(10).loss("torch.nn.CrossEntropyLoss", True)),
    ("CNN401", lambda: Net(784).dense(10).same("softmax", activation="softmax").loss("torch.nn.NLLLoss", False)),
    ("CNN401", lambda: Net(784).dense(10).same("softmax", activation="softmax").loss("mine", None)),
    ("CNN401", lambda: Net(784).dense(10).same("softmax", activation="log_softmax").loss("torch.nn.CrossEntropyLoss", True)),
    ("CNN402", lambda: Net(784, framework="keras").dense(10, activation="softmax").loss("keras.losses.CategoricalCrossentropy", False)),
    ("CNN402", lambda: Net(784, framework="keras").dense(10).loss("keras.losses.CategoricalCrossentropy", False)),
    ("CNN402", lambda: Net(784, framework="keras").dense(10, activation="linear").loss("keras.losses.MeanSquaredError", False)),
    ("CNN403", lambda: Net(20).dense(2, activation="softmax")),
    ("CNN403", lambda: Net(20).dense(1, activation="sigmoid")),
    ("CNN403", lambda: Net(20).dense(symbol("K")).same("softmax", activation="softmax", axis=1)),
    ("CNN501", lambda: digits().global_pool().dense(10)),
    ("CNN501", lambda: Net(28, 28, 1).flatten().dense(512).dense(10)),
    ("CNN501", lambda: Net(8, 8, 64).conv(512, 7).pool().flatten().dense(1000).dense(1000)),  # one position is left
    ("CNN601", lambda: Net(32, 32, 3).conv(8, bias=False).same("norm", norm="batch", affine=True)),
    ("CNN601", lambda: Net(32, 32, 3).conv(8).same("norm", norm="layer", affine=True)),
    ("CNN601", lambda: Net(32, 32, 3).conv(8).relu().same("norm", norm="batch", affine=True)),
    ("CNN601", lambda: Net(32, 32, 3, framework="keras").conv(8, activation="relu").same("norm", norm="batch", affine=True)),
    ("CNN601", lambda: Net(32, 32, 3).conv(8).same("norm", norm="batch", affine=True).at(0).relu().plus(1)),  # also read by another
    ("CNN602", lambda: Net(20).dense(64).relu().dense(10)),
    ("CNN602", lambda: Net(512).dense(8).dense(512)),
    ("CNN602", lambda: Net(20, framework="keras").dense(64).dense(10)),  # whether it has an activation is not known
    ("CNN603", lambda: Net(20).dense(64).relu().same("activation", activation="sigmoid")),
    ("CNN603", lambda: Net(20).relu().dense(64).relu()),
    ("CNN604", lambda: Net(20).dense(9).same("norm", norm="batch", affine=True).same("dropout", rate=0.5)),
    ("CNN604", lambda: Net(20).same("dropout", rate=0).same("norm", norm="batch", affine=True)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "net", "words"), FIRES)
def test_fires(code: str, net: Callable[[], Net], words: str) -> None:
    found = check(net().file(), code)
    assert [words in diagnostic.message for diagnostic in found] == [True], [one.message for one in found]
    assert "?" not in found[0].message


@pytest.mark.parametrize(("code", "net"), SILENT)
def test_is_silent(code: str, net: Callable[[], Net]) -> None:
    assert check(net().file(), code) == []


@pytest.mark.parametrize("kind", FACTS)
def test_one_rule_words_each_kind_of_fact(kind: str) -> None:
    found = evaluate(RULES, with_facts(fact(kind, expected=64, actual=32, layer="conv2")))
    assert len(found) == 1
    assert found[0].at.line in (12, 30)
    warned = ("over-budget", "unused-suppression", "malformed-directive", "annotation-mismatch", "unused-result")
    milder = dict.fromkeys(warned, "warning") | {"not-parsed": "info"}
    assert found[0].severity == milder.get(kind, "error")


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_of_which_no_details_are_known_is_still_reported_in_full_words(kind: str) -> None:
    found = evaluate(RULES, with_facts(fact(kind, words="it cannot be so", error="")))
    assert [one.message for one in found] == ["it cannot be so"]
    assert not any("?" in line for line in found[0].help)


def test_a_mismatch_points_at_the_number_and_at_the_call() -> None:
    found = check(
        with_facts(fact("feature-mismatch", "takes 400 features and gets 256", expected=400, actual=256, layer="fc1")),
        "CNN102",
    )
    assert found[0].message == "fc1 takes 400 features and gets 256"
    assert found[0].label == "built for 400 features"
    assert found[0].layer == "fc1"
    assert [(one.at, one.label) for one in found[0].related] == [
        (place(30), "gets 256 features here"),
        (place(40), "called from here"),
    ]


def test_the_digit_example_shows_what_the_readme_shows() -> None:
    found = check(digits().file(), "CNN201")[0]
    assert found.label == "each of its 22×22 units sees 7×7 pixels"
    assert [(one.at, one.label) for one in found.related] == [(place(1), "input 28×28×1")]
    assert found.at == place(12)
    assert (found.model, found.layer, found.severity) == ("net", "conv2", "warning")


def test_only_facts_are_errors() -> None:
    assert [rule.id for rule in RULES if rule.severity == "error" and rule.for_each != "fact"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_file_is_in_order(rule: Rule) -> None:
    path = Path(rule.path)
    assert path.name == f"{rule.id}-{rule.name}.yaml"
    assert path.parent.name == rule.category
    assert rule.since
    assert rule.docs.what
    assert rule.docs.why
    assert rule.docs.mend
    if not rule.untested:
        assert rule.bad
        assert rule.good


def test_the_shipped_rules_have_no_errors_and_all_are_found() -> None:
    assert [str(error) for error in shipped_rules().errors] == []
    assert len(RULES) == len(list(shipped_rules_path().rglob("*.yaml"))) >= 12
    assert sorted(rule.id for rule in RULES) == [rule.id for rule in RULES]
    by_hundred = {rule.category: rule.id[:4] for rule in RULES}
    assert all(by_hundred[rule.category] == rule.id[:4] for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_are_python(rule: Rule) -> None:
    for example in (*rule.bad, *rule.good):
        if rule.id != "CNN901" or example in rule.good:
            compile(example.code, rule.path, "exec")
        assert not re.search(r"[^\x00-\x7f]", example.code)


def test_a_rule_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RULES[0].severity = "info"  # type: ignore[misc]
