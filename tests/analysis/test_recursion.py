"""The limit of recursion is the process's: what several threads ask for ends with the last of them."""

from __future__ import annotations

import sys
import threading

from cnnlint.recursion import calls_of


def test_the_limit_is_what_it_was_whoever_ends_first() -> None:
    usual = sys.getrecursionlimit()
    first, second = calls_of(usual + 500), calls_of(usual + 9000)
    first.__enter__()
    second.__enter__()
    assert sys.getrecursionlimit() == usual + 9000
    first.__exit__(None, None, None)
    assert sys.getrecursionlimit() == usual + 9000
    second.__exit__(None, None, None)
    assert sys.getrecursionlimit() == usual


def test_threads_leave_it_as_it_was() -> None:
    usual = sys.getrecursionlimit()

    def work() -> None:
        for _ in range(50):
            with calls_of(usual + 1000):
                assert sys.getrecursionlimit() >= usual + 1000

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.getrecursionlimit() == usual
