from pathlib import Path

import pytest

from cnnlint.config import ConfigError, Pattern, Settings, load, merge

EVERYTHING = """
[project]
name = "nets"

[tool.cnnlint]
select = ["CNN1", "receptive-field"]
extend-select = ["CNN501"]
ignore = ["CNN201"]
exclude = ["old"]
rules = ["lint/rules"]
fail-level = "error"
output-format = "concise"
mode = "train"
input = ["N", 3, 64, 64]

[tool.cnnlint.severity]
CNN202 = "info"

[tool.cnnlint.params.CNN201]
minimum = 0.4
kinds = ["a", 2]

[tool.cnnlint.per-file-ignores]
"tests/*" = ["CNN2"]
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(EVERYTHING)
    assert load([str(tmp_path)]) == Settings(
        select=("CNN1", "receptive-field"),
        extend_select=("CNN501",),
        ignore=("CNN201",),
        exclude=(Pattern(str(tmp_path), "old"),),
        rules=(str(tmp_path / "lint/rules"),),
        fail_level="error",
        output_format="concise",
        mode="train",
        input=(("", ("N", 3, 64, 64)),),
        severity={"CNN202": "info"},
        params={"CNN201": {"minimum": 0.4, "kinds": ("a", 2)}},
        per_file_ignores={Pattern(str(tmp_path), "tests/*"): ("CNN2",)},
    )


@pytest.mark.parametrize(
    ("said", "inputs"),
    [
        ('"1,3,H,W"', (("", (1, 3, "H", "W")),)),
        ('"x=1,8"', (("x", (1, 8)),)),
        ('{a = "N,8", b = [2, 4]}', (("a", ("N", 8)), ("b", (2, 4)))),
    ],
)
def test_input_is_a_text_a_list_or_a_table(tmp_path: Path, said: str, inputs: object) -> None:
    (tmp_path / "cnnlint.toml").write_text(f"input = {said}")
    assert load([str(tmp_path)]).input == inputs


def test_the_nearest_file_counts_and_one_without_our_table_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.cnnlint]\nmode = "train"\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    model = inner / "net.py"
    model.touch()
    assert load([str(model)]).mode == "train"
    assert load([f"{model}::Net(3)"]).mode == "train"
    (inner / "pyproject.toml").write_text("[tool.cnnlint]\n")
    assert load([str(model)]) == Settings()
    (inner / "cnnlint.toml").write_text('mode = "eval"\n')
    assert load([str(model)]).mode == "eval"
    assert load([str(model), str(tmp_path)]).mode == "train"


def test_isolated_and_explicit(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.cnnlint]\nmode = "train"\n')
    other = tmp_path / "ci.toml"
    other.write_text('fail-level = "info"\n')
    assert load([str(tmp_path)], isolated=True) == Settings()
    assert load([str(tmp_path)], explicit=str(other)) == Settings(fail_level="info")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '\n[tool.cnnlint]\nmode = "eval"\nselct = []\n',
            "pyproject.toml:4: selct is not a setting; did you mean select?",
        ),
        ("[tool.cnnlint]\nxyzzy = 1\n", "pyproject.toml:2: xyzzy is not a setting"),
        ('[tool.cnnlint]\nselect = "CNN1"\n', "pyproject.toml:2: select must be a list of strings"),
        (
            '[tool.cnnlint]\nmode = "evall"\n',
            "pyproject.toml:2: mode must be one of eval, train, not 'evall'; did you mean eval?",
        ),
        ("[tool.cnnlint]\nfail-level = 1\n", "pyproject.toml:2: fail-level must be one of error, warning, info, not 1"),
        ('[tool.cnnlint]\n[tool.cnnlint.severity]\nCNN1 = "bad"\n', "pyproject.toml:3: severity.CNN1 must be one of"),
        ("[tool.cnnlint]\nparams = 3\n", "pyproject.toml:2: params must be a table"),
        ("[tool.cnnlint.params]\nCNN201 = 3\n", "pyproject.toml:2: params.CNN201 must be a table"),
        (
            "[tool.cnnlint.params.CNN201]\nminimum = 1979-05-27\n",
            "pyproject.toml:2: params.CNN201.minimum must be a number",
        ),
        ("[tool.cnnlint]\ninput = [1, true]\n", "pyproject.toml:2: input must be a shape"),
        ("[tool.cnnlint]\ninput = [1, 0]\n", "pyproject.toml:2: input cannot be read: a size is a number from 1"),
        ('[tool.cnnlint.input]\nx = "1,,2"\n', "pyproject.toml:2: input.x cannot be read"),
        ('tool.cnnlint.per-file-ignores."a.py" = 3\n', "pyproject.toml:1: per-file-ignores.a.py must be a list"),
        ("[tool]\ncnnlint = 3\n", "pyproject.toml: tool.cnnlint is not a table"),
        ("[tool.cnnlint\n", "pyproject.toml:1: "),
    ],
)
def test_what_is_wrong_is_said_with_the_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load([str(tmp_path)])
    assert message in str(caught.value)


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: No such file"):
        load([], explicit=str(tmp_path / "none.toml"))
    (tmp_path / "cnnlint.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load([str(tmp_path)])


def test_merge_adds_what_adds_and_overrides_the_rest() -> None:
    base = Settings(select=("CNN1",), extend_select=("CNN501",), ignore=("a",), mode="train", rules=("r",))
    over = Settings(ignore=("b",), mode="eval", rules=("s",))
    assert merge(base, over) == Settings(
        select=("CNN1",), extend_select=("CNN501",), ignore=("a", "b"), mode="eval", rules=("r", "s")
    )
    assert merge(base, Settings(select=("CNN3",))).extend_select is None
