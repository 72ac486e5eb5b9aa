"""Answers that are kept: the same for everybody, computed once, and never too many."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from kg.asking.sparql import QueryError
from kg.asking.workers import Reply
from kg.serve.asking import Answers


def reply(size):
    return Reply("solutions", b"x" * size)


def counted(answers, sizes):
    """What was computed when these keys were asked for one after the other; key is size."""
    done = []
    for size in sizes:
        found = answers.get(size, lambda size=size: done.append(size) or reply(size), bool)
        assert found == reply(size)
    return done


def test_an_answer_is_computed_once():
    assert counted(Answers(), [1, 2, 1, 2, 1]) == [1, 2]


def test_the_oldest_go_when_there_are_too_many_bytes():
    answers = Answers(kept=3200, largest=800)
    assert counted(answers, [400, 500, 400]) == [400, 500]
    assert counted(answers, [600]) == [600]
    assert counted(answers, [600, 400, 500]) == [500]


def test_many_small_answers_are_too_many_at_last():
    answers = Answers(kept=10_000)
    counted(answers, range(100))
    assert counted(answers, range(100)) == list(range(100))


def test_what_is_too_large_is_not_kept():
    answers = Answers(kept=3000, largest=800)
    assert counted(answers, [100, 900, 900, 100]) == [100, 900, 900]


def test_an_error_is_not_kept():
    answers = Answers()

    def fail():
        raise QueryError("timeout", "stopped")

    with pytest.raises(QueryError):
        answers.get("q", fail, bool)
    assert answers.get("q", lambda: reply(1), bool) == reply(1)


def together(first, second):
    """Two threads ask the same, the second while the first is at it; what both got."""
    answers, begun, go = Answers(), Event(), Event()
    got = {}

    def ask(name, work):
        try:
            got[name] = answers.get("q", work, bool)
        except QueryError as error:
            got[name] = error.code

    def slow():
        begun.set()
        go.wait(10)
        return first()

    threads = [
        Thread(target=ask, args=("first", slow)),
        Thread(target=ask, args=("second", second)),
    ]
    threads[0].start()
    begun.wait(10)
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join()
    return got


def test_who_comes_while_it_is_computed_waits_for_it():
    done = []
    got = together(lambda: reply(1), lambda: done.append(1) or reply(2))
    assert got == {"first": reply(1), "second": reply(1)}
    assert not done


def test_who_still_waits_asks_again_when_the_other_has_gone():
    def leave():
        raise QueryError("cancelled", "nobody waits for the answer any more")

    assert together(leave, lambda: reply(2)) == {"first": "cancelled", "second": reply(2)}


def test_who_has_gone_does_not_wait():
    answers, begun, go = Answers(), Event(), Event()
    slow = Thread(
        target=lambda: answers.get("q", lambda: (begun.set(), go.wait(10), reply(1))[-1], bool)
    )
    slow.start()
    begun.wait(10)
    with pytest.raises(QueryError, match="nobody waits"):
        answers.get("q", lambda: reply(1), lambda: True)
    go.set()
    slow.join()
