from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnnlint.source import Problem, SourceFile, read, reading


def _read(tmp_path: Path, raw: bytes) -> SourceFile | Problem:
    path = tmp_path / "file.py"
    path.write_bytes(raw)
    found = read(path)
    assert found.path == path
    return found


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        ("é = '€'\n".encode(), "é = '€'\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'",
            "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'€'",
        ),
        (b"\xef\xbb\xbf# coding: utf-8\nx", "# coding: utf-8\nx"),
        (b"x\r\ny\rz", "x\r\ny\rz"),
        ("# coding: euc-jp\n'日本'".encode("euc-jp"), "# coding: euc-jp\n'日本'"),
        (b"x = 1\n# coding: latin-1 is only read in the first two lines\n# coding: latin-1\n", None),
        (b"\0", "\0"),
    ],
)
def test_decoding(tmp_path: Path, raw: bytes, text: str | None) -> None:
    found = _read(tmp_path, raw)
    assert isinstance(found, SourceFile)
    assert found.text == (raw.decode() if text is None else text)


@pytest.mark.parametrize(
    ("raw", "words", "line"),
    [
        (b"x = 1\ny = '\xe9'\n", "byte 0xe9 on line 2", 2),
        (b"x = 1\n" * 5000 + b"y = '\xe9'\n", "on line 5001", 5001),
        (b"# coding: ascii\r\n\r\n'\xe9'", "on line 3", 3),
        (b"# coding: nonsense\n", "declares an encoding", 1),
        (b"\xef\xbb\xbf# coding: latin-1\n", "declares an encoding", 1),
        ("x = 1".encode("utf-16"), "UTF-16", 1),
        (b"# coding: hex\nx", "hex", 1),
        (b"# coding: rot13\nx", "rot13", 1),
        (b"# coding: ../../evil\nx", "declares an encoding", 1),
        (b"\xef\xbb\xbf\xff", "byte 0xff", 1),
    ],
)
def test_what_cannot_be_decoded(tmp_path: Path, raw: bytes, words: str, line: int) -> None:
    found = _read(tmp_path, raw)
    assert isinstance(found, Problem)
    assert found.kind == "encoding"
    assert words in found.message
    assert found.line == line


def test_no_such_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.py", tmp_path / "none" / "x.py"):
        found = read(path)
        assert isinstance(found, Problem)
        assert (found.kind, found.message) == ("missing", "does not exist")


@pytest.mark.parametrize("name", ["", "null\0"])
def test_no_ordinary_file(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name)
    assert isinstance(found, Problem)
    assert found.kind == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    found = read(tmp_path / "pipe.py")
    assert isinstance(found, Problem)
    assert found.kind == "unreadable"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert isinstance(_read(tmp_path, b"#" * 100), SourceFile)
    found = _read(tmp_path, b"#" * 101)
    assert isinstance(found, Problem)
    assert found.kind == "too-large"


def test_lines_are_pythons() -> None:
    assert SourceFile(Path("x"), "a\r\nb\rc\fd\u2028e\n").lines == ("a", "b", "c\fd\u2028e", "")
