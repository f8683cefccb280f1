import pytest

from cnnlint.config.patterns import Pattern


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
        ("/src", "/p/src/x.py", True),
        ("src/*/gen.py", "/p/src/a/gen.py", True),
        ("src/*/gen.py", "/p/src/a/b/gen.py", False),
        ("src/**/gen.py", "/p/src/gen.py", True),
        ("src/**/gen.py", "/p/src/a/b/gen.py", True),
        ("a?.py", "/p/ab.py", True),
        ("a?.py", "/p/a.py", False),
        ("a[1].py", "/p/a[1].py", True),
        ("tests", "/elsewhere/tests/a.py", False),
        ("**", "/p/x.py", True),
    ],
)
def test_patterns(glob: str, path: str, matches: bool) -> None:
    assert Pattern("/p", glob).matches(path) is matches
