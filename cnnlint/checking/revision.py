"""Findings at an earlier revision of a git repository: the one place where a program is started, and only for `--diff-from`.

The revision's Python files are laid out in a temporary folder and analysed there, so that what a file imports is of that revision too. git is
asked for objects alone; no hook, filter or helper of the repository is run.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from cnnlint.analysis import analyze_paths
from cnnlint.checking.errors import Refused
from cnnlint.checking.session import Checker
from cnnlint.diagnostics import Diagnostic
from cnnlint.diagnostics.baseline import Key, compare, key_of
from cnnlint.source.installed import beside

_SUFFIXES = (".py", ".ipynb")


def new_since(
    revision: str, diagnostics: Sequence[Diagnostic], checker: Checker, text: Callable[[str], str | None]
) -> tuple[Diagnostic, ...]:
    """The findings that were not there at a revision. Raises Refused where git cannot tell."""
    if not diagnostics:
        return ()
    repository = Repository(os.path.dirname(os.path.abspath(diagnostics[0].at.path)))
    commit = repository.commit(revision)
    paths = sorted({found.at.path for found in diagnostics})
    with tempfile.TemporaryDirectory(prefix="cnnlint-") as folder:
        repository.lay_out(commit, folder)
        before = Counter(_known(paths, repository, commit, Path(folder), checker))
    return compare(diagnostics, partial(key_of, text=text, name=repository.name), before).new


def _known(paths: Iterable[str], repository: Repository, commit: str, folder: Path, checker: Checker) -> Iterator[Key]:
    """The keys of what was found in these files, by the names that they have now."""
    renamed = repository.renamed(commit)
    for path in paths:
        now = repository.name(path)
        old = folder / renamed.get(now, now)
        if not old.is_file():
            continue
        options = replace(checker.options, python=checker.options.python or _environment(path))
        for analysis in analyze_paths([str(old)], options):
            for found in checker.checked(analysis, path).diagnostics:
                yield key_of(found, lambda _, text=analysis.text: text, lambda _, name=now: name)  # type: ignore[misc]


def _environment(path: str) -> str:
    """The environment that the files of today are read with, whose folder the temporary one does not have."""
    near = beside(os.path.dirname(path))
    return os.environ.get("VIRTUAL_ENV", "") or (near[0] if near else "")


class Repository:
    """The git repository that a folder lies in."""

    def __init__(self, folder: str) -> None:
        self.root = folder
        self.root = self._text("rev-parse", "--show-toplevel").rstrip("\n")

    def commit(self, revision: str) -> str:
        """The full name of a revision's commit."""
        return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()

    def name(self, path: str) -> str:
        """A file's path from the top of the repository on, with forward slashes."""
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))).as_posix()

    def renamed(self, commit: str) -> dict[str, str]:
        """For each file that was renamed since: what it was called."""
        fields = self._text("diff-tree", "-r", "-M", "-z", "--diff-filter=R", "--name-status", commit, "HEAD").split(
            "\0"
        )
        return {fields[i + 2]: fields[i + 1] for i in range(0, len(fields) - 2, 3)}

    def lay_out(self, commit: str, folder: str) -> None:
        """Write the revision's Python files and notebooks below a folder."""
        listing = self._text("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")
        wanted = dict(_blobs(listing))
        content = self._run(["cat-file", "--batch"], "".join(f"{blob}\n" for blob in wanted.values()).encode())
        at = 0
        for name in wanted:
            header_end = content.index(b"\n", at)
            size = int(content[at:header_end].split()[-1])
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content[header_end + 1 : header_end + 1 + size])
            at = header_end + 1 + size + 1

    def _text(self, *arguments: str) -> str:
        return self._run(arguments).decode("utf-8", "surrogateescape")

    def _run(self, arguments: Sequence[str], given: bytes = b"") -> bytes:
        command = ["git", "-c", "core.fsmonitor=false", "-C", self.root, *arguments]
        environ: Mapping[str, str] = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
        try:
            ended = subprocess.run(command, input=given, capture_output=True, check=True, env=environ)  # noqa: S603
        except FileNotFoundError:
            raise Refused("--diff-from needs git, which is not there") from None
        except subprocess.CalledProcessError as error:
            said = (
                error.stderr.decode("utf-8", "replace").strip()
                or f"there is no revision {arguments[-1].removesuffix('^{commit}')}"
            )
            raise Refused(f"--diff-from: {said}") from None
        return ended.stdout


def _blobs(listing: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of a listing of a tree, the ordinary files that are read: name and object."""
    for line in listing:
        about, _, name = line.partition("\t")
        mode, _, blob = about.partition(" blob ")
        if mode in ("100644", "100755") and name.endswith(_SUFFIXES) and ".." not in name.split("/"):
            yield name, blob
