"""Several configuration files, models that a project names, and where a setting is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.config import ConfigError, ModelEntry, Pattern, load, sources
from cnnlint.config.keys import KEYS
from cnnlint.config.schema import json_schema
from cnnlint.config.shown import shown


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text)


def test_a_file_extends_another(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    write(
        tmp_path,
        base='ignore = ["CNN1"]\nmode = "train"\nexclude = ["old"]\n[severity]\nCNN201 = "info"\n[params.CNN201]\na = 1\nb = 2\n',
    )
    write(
        inner,
        cnnlint='extend = "../base.toml"\nignore = ["CNN2"]\nexclude = ["new"]\n[severity]\nCNN202 = "error"\n[params.CNN201]\nb = 3\n',
    )
    said = load([str(inner)])
    assert (said.ignore, said.mode) == (("CNN1", "CNN2"), "train")
    assert said.exclude == (Pattern(str(tmp_path), "old"), Pattern(str(inner), "new")) or [
        (pattern.glob, Path(pattern.folder).resolve()) for pattern in said.exclude or ()
    ] == [("old", tmp_path.resolve()), ("new", inner.resolve())]
    assert said.severity == {"CNN201": "info", "CNN202": "error"}
    assert said.params == {"CNN201": {"a": 1, "b": 3}}


def test_extending_in_a_circle_or_nothing_is_refused(tmp_path: Path) -> None:
    write(tmp_path, cnnlint='mode = "eval"\nextend = "other.toml"\n', other='extend = "cnnlint.toml"\n')
    with pytest.raises(ConfigError, match=r"other\.toml:1: extend leads back to .*cnnlint\.toml"):
        load([str(tmp_path)])
    (tmp_path / "other.toml").unlink()
    with pytest.raises(ConfigError, match=r"cnnlint\.toml:2: extend: .*other\.toml: No such file"):
        load([str(tmp_path)])


def test_models_are_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        cnnlint='[[models]]\nentry = "net.py::Net(18)"\ninput = "N,3,8,8"\nmode = "train"\n[[models]]\nentry = "b.py::B"\n',
    )
    first, second = load([str(tmp_path)]).models or ()
    assert first == ModelEntry(f"{tmp_path}/net.py::Net(18)", (("", ("N", 3, 8, 8)),), "train")
    assert (second.path, second.name, second.input, second.mode) == (f"{tmp_path}/b.py", "B", (), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("models = 3\n", "1: models must be an array of tables"),
        ('[[models]]\nentry = "net.py"\n', 'models.entry needs an entry, as "src/net.py::Net'),
        ("[[models]]\nmode = 'eval'\n", "models needs an entry"),
        (
            '[[models]]\nentry = "a.py::B"\nimput = "3"\n',
            "models.imput is not a setting of a model; did you mean input?",
        ),
        ('[[models]]\nentry = "a.py::B"\nmode = "both"\n', "models.mode must be one of eval, train, not 'both'"),
        ("respect-gitignore = 1\n", "1: respect-gitignore must be true or false"),
        ("max-warnings = -1\n", "1: max-warnings must be a number, 0 or more"),
        ("extend = 1\n", "1: extend must be a path"),
    ],
)
def test_what_cannot_be_said(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, cnnlint=text)
    with pytest.raises(ConfigError) as refused:
        load([str(tmp_path)])
    assert message in str(refused.value)


def test_settings_are_shown_with_their_places(tmp_path: Path) -> None:
    write(
        tmp_path,
        base='ignore = ["CNN1"]\nmode = "train"\n',
        cnnlint='extend = "base.toml"\nignore = ["CNN2"]\n[severity]\nCNN201 = "info"\n',
    )
    rows = {
        name: (value, place.replace(str(tmp_path) + "/", "")) for name, value, place in shown(sources([str(tmp_path)]))
    }
    assert rows["ignore"] == ('["CNN1", "CNN2"]', "base.toml:1, cnnlint.toml:2")
    assert rows["mode"] == ('"train"', "base.toml:2")
    assert rows["severity"] == ('{CNN201 = "info"}', "cnnlint.toml:3")
    assert rows["persona"] == ("regular", "default")
    assert rows.keys() == KEYS.keys() - {"extend"}


def test_the_schema_has_every_key_and_no_other() -> None:
    schema = json_schema()
    assert schema["properties"].keys() == KEYS.keys()
    assert schema["additionalProperties"] is False
    assert schema["properties"]["models"]["items"]["required"] == ["entry"]
