"""The cache on disk: what is damaged or cannot be written is not there, and nothing is a failure."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from cnnlint.source import cache as module
from cnnlint.source.cache import Cache

KEY, OTHER = "ab" * 20, "cd" * 20


def test_what_was_put_is_there_and_git_does_not_see_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    assert cache.get("results", KEY) is None
    assert not (tmp_path / "c").exists()
    cache.put("results", KEY, b"1")
    cache.put("results", KEY, b"2")
    assert (cache.get("results", KEY), cache.get("ir", KEY), cache.problem) == (b"2", None, "")
    assert (tmp_path / "c" / ".gitignore").read_text() == "*\n"
    assert [entry.size for entry in cache.entries()] == [1]


@pytest.mark.parametrize(
    ("kind", "key"), [("../x", KEY), ("results", "../" * 10), ("results", "/etc/passwd"), ("a/b", KEY)]
)
def test_names_cannot_lead_out_of_it(kind: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name of an entry"):
        Cache(tmp_path).put(kind, key, b"")


def test_a_full_disk_is_no_failure_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put("results", KEY, b"1")

    def refuse(path: str, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write", refuse)
    cache.put("results", OTHER, b"2")
    monkeypatch.undo()
    cache.put("results", OTHER, b"2")  # it does not try again
    assert (cache.get("results", OTHER), cache.problem) == (None, "No space left on device")
    assert cache.get("results", KEY) == b"1"


def test_what_is_cut_off_while_it_is_written_never_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put("results", KEY, b"1")

    def refuse(old: str, new: str) -> None:
        raise OSError("gone")

    monkeypatch.setattr(os, "replace", refuse)
    cache.put("results", KEY, b"22")
    assert cache.get("results", KEY) == b"1"
    assert len(list(cache.entries())) == 1


def test_a_folder_that_is_a_file_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("")
    cache = Cache(tmp_path / "c")
    cache.put("results", KEY, b"1")
    assert cache.get("results", KEY) is None
    assert cache.problem
    cache.prune(time.time())
    assert list(cache.entries()) == []


def test_pipes_links_and_folders_are_no_entries(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("results", KEY, b"1")
    place = next(iter(cache.entries())).path
    os.unlink(place)
    os.mkfifo(place)
    assert cache.get("results", KEY) is None
    os.unlink(place)
    (tmp_path / "secret").write_text("x")
    os.symlink(tmp_path / "secret", place)
    assert cache.get("results", KEY) is None
    os.unlink(place)
    os.mkdir(place)
    assert cache.get("results", KEY) is None


def test_what_is_not_used_and_what_is_too_much_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [f"{number:02x}" * 20 for number in range(5)]
    for key in keys:
        cache.put("results", key, b"x" * 100)
    now = time.time()
    for age, entry in enumerate(sorted(cache.entries(), key=lambda entry: entry.path)):
        os.utime(entry.path, (now - age * 3600, now - (age * 3600 if age < 4 else 31 * 86400)))
    cache.prune(now, most_bytes=1000)
    assert [key in _keys(cache) for key in keys] == [True, True, True, True, False]
    cache.prune(now, most_bytes=200)  # once a day is enough
    assert len(_keys(cache)) == 4
    cache.prune(now + 2 * 86400, most_bytes=200)
    assert [key in _keys(cache) for key in keys] == [True, True, False, False, False]


def _keys(cache: Cache) -> set[str]:
    return {Path(entry.path).parent.name + Path(entry.path).name for entry in cache.entries()}


def test_clearing_removes_what_is_ours_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    cache.put("results", KEY, b"1")
    cache.put("ir", OTHER, b"1")
    assert cache.clear() == 2
    assert not (tmp_path / "c").exists()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "net.py").write_text("")
    ours = Cache(tmp_path)
    ours.put("results", KEY, b"1")
    assert ours.clear() == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["src"]
    assert ours.clear() == 0
