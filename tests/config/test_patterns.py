import os
from pathlib import Path

import pytest

from cnnlint.config.patterns import Pattern
from cnnlint.source import discover


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("tests", "/p/tests/a.py", True),
        ("tests", "/p/src/tests/a.py", True),
        ("tests", "/p/src/tests", True),
        ("tests", "/p/mytests/a.py", False),
        ("tests/", "/p/tests/a.py", True),
        ("*_test.py", "/p/deep/er/a_test.py", True),
        ("*_test.py", "/p/a_tests.py", False),
        ("src/old", "/p/src/old/x.py", True),
        ("src/old", "/p/lib/src/old/x.py", False),
        ("src/*/gen.py", "/p/src/a/gen.py", True),
        ("src/*/gen.py", "/p/src/a/b/gen.py", True),
        ("src/*/gen.py", "/p/src/gen.py", False),
        ("a?.py", "/p/ab.py", True),
        ("a?.py", "/p/a.py", False),
        ("tests", "/elsewhere/tests/a.py", False),
        ("*", "/p/x.py", True),
    ],
)
def test_patterns(glob: str, path: str, matches: bool) -> None:
    assert Pattern("/p", glob).matches(path) is matches


@pytest.mark.parametrize("glob", ["old", "src/old", "*.gen.py", "src/*/deep", "n?t.py", "nowhere/at"])
@pytest.mark.parametrize("given", ["whole", ".", "src", "../p", "src/old"])
def test_finding_files_leaves_out_what_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glob: str, given: str
) -> None:
    root = tmp_path / "p"
    for name in ("net.py", "src/net.py", "src/old/net.py", "src/a.gen.py", "src/b/deep/x.py", "lib/old/y.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    monkeypatch.chdir(root)
    given = str(root) if given == "whole" else given
    pattern = Pattern(str(root), glob)
    found = {os.path.abspath(path) for path in discover([Path(given)], [pattern.seen_from(given)]).files}
    everything = {os.path.abspath(path) for path in discover([Path(given)]).files}
    kept = {path for path in everything if not pattern.matches(path)}
    # A folder that is given itself is looked through, whatever matches it.
    assert found == (everything if pattern.matches(given) else kept)
