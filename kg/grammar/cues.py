"""Words that tell how a fact is meant and what a passage is about (``cues.toml``)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.grammar.mentions import ALL_KINDS, LEADER
from kg.model import DataError, Factuality
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


FILE = "cues.toml"
#: Characters at most in which who asks is told.
_WHO = 24
#: Fields that are not one row of ``reading``.
_APART = frozenset(
    ("factuality", "unmeant", "video", "virtual", "online", "named", "off", "capacities")
)
_HELD = frozenset(("held", "held_there", "not_yet", "meets_too"))
_CHANGED = frozenset(("intended", "dropped", "put_off", "moved", "hedges"))


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cue words; the comments say what it means that one is found."""

    factuality: tuple[tuple[Factuality, re.Pattern[str]], ...]  # the first that fits counts
    unmeant: re.Pattern[str]  # what looks like one of those words, or of a rule's, and is none
    video: re.Pattern[str]
    virtual: re.Pattern[str]  # in the name of a meeting: it is held by video
    online: re.Pattern[str]  # after a meeting: likewise
    intended: re.Pattern[str]  # right before a place or day, or in the match: it was only meant
    dropped: re.Pattern[str]  # right before, or in ``off``: the meeting is not held
    put_off: re.Pattern[str]  # likewise: it is held later
    moved: re.Pattern[str]  # before the new place or day
    off: re.Pattern[str]  # what tells right after a meeting that it is not held as meant
    held: re.Pattern[str]  # after a meeting: it is held, as the rest of its clause tells
    held_there: re.Pattern[str]  # right before a meeting: likewise
    meets_too: re.Pattern[str]  # after a body: it meets, and what follows is told of that
    not_yet: re.Pattern[str]  # in the clause of a meeting: it is not held yet, if at all
    planned: re.Pattern[str]  # a lead with these is of a meeting to come, or of what is beside it
    digest: re.Pattern[str]  # in a headline: many short items follow
    asks: re.Pattern[str]  # at the start of a paragraph of a digest: a question, an item
    asked: re.Pattern[str]  # who is invited is still to come
    trip: re.Pattern[str]  # who is under way to a meeting does not attend it yet
    coming: re.Pattern[str]  # who does so to the meeting that goes on has come
    arrives: re.Pattern[str]  # who does so to attend is there once the meeting has begun
    venue: re.Pattern[str]  # where such a way leads to the meeting itself
    over: re.Pattern[str]  # around such a way: it lies behind
    briefing: re.Pattern[str]  # after a meeting: it is announced
    parts: re.Pattern[str]  # in the name of a part of a meeting
    guests: re.Pattern[str]  # who attends like this is a guest
    invited: re.Pattern[str]  # who attends like this need not be a member
    addressing: re.Pattern[str]  # before participants who are spoken to
    no_state: re.Pattern[str]  # after a state's name: it is its people or papers that act
    background: re.Pattern[str]  # around the name of a meeting: it is another one
    contrast: re.Pattern[str]  # between others and the name of a meeting: theirs, not this one
    told_after: re.Pattern[str]  # of those words: what is told may be of that meeting
    beside: re.Pattern[str]  # right after the name of a meeting: talks were held during it
    attends: re.Pattern[str]  # between its attendant and the name of a meeting
    besides: re.Pattern[str]  # likewise: the report tells of that one until the paragraph ends
    goes_on: re.Pattern[str]  # at the start of a line: it tells more of what the last one did
    undated: re.Pattern[str]  # before 出席峰会: it need not be in the year of the report
    bilateral: re.Pattern[str]  # a talk between two, not a session
    that: re.Pattern[str]  # right before 会议: it is the one named last in the sentence
    papers: re.Pattern[str]  # at the start of a sentence: a text is quoted, and no person
    tells: re.Pattern[str]  # right behind it: likewise
    message: re.Pattern[str]  # in the clause of a person: he is quoted from what he sent
    passes: re.Pattern[str]  # right after a meeting: it is the one of the report
    announced: re.Pattern[str]  # between a proposal and who welcomes it: it may be this
    afterwards: re.Pattern[str]  # who then attends another meeting is there beside the report
    gathers: re.Pattern[str]  # after a city: some meet there
    quoted: re.Pattern[str]  # of those: somebody who was not there is quoted
    sessional: re.Pattern[str]  # not such a talk, though the word is the same
    speech: re.Pattern[str]  # who stands before these is heard from now on
    address: re.Pattern[str]  # after 某人在某峰会上的: a line with these heads what he says
    polite: re.Pattern[str]  # after the office of somebody who is spoken to
    opinion: re.Pattern[str]  # in a headline: an author comments, and quotes whom he likes
    spokesmen: re.Pattern[str]  # in a title: who bears it tells of meetings where he was not
    counted: re.Pattern[str]  # in a report of a forum: those who meet there are its members
    comment: re.Pattern[str]  # in a headline: what is said of a meeting, not at it
    meets: re.Pattern[str]  # who does this with those who attend does not attend by it
    too: re.Pattern[str]  # after such a verb: the next one has the same subject
    wishes: re.Pattern[str]  # between a subject and a verb: it is others who do that
    describes: re.Pattern[str]  # after 出席峰会: the clause describes those who attend it
    during: re.Pattern[str]  # after the name of a meeting: what is told is done beside it
    aside: re.Pattern[str]  # after the name of a meeting: something beside the meeting
    capacities: Mapping[str, re.Pattern[str]]  # role -> as what somebody attends
    named: Mapping[str, re.Pattern[str]]  # predicate -> words with which a bare state is nobody

    def plain(self, text: str) -> str:
        """``text`` without what only looks like words that turn a fact or forbid it."""
        return self.unmeant.sub(" ", text)

    def is_question(self, text: str) -> bool:
        """Whether ``text`` begins with who asks (某社记者:); his name alone is none."""
        return self.asks.search(text, 0, _WHO) is not None and text[-1] in "。!?"

    def meant(self, factuality: Factuality) -> re.Pattern[str]:
        """The words for one factuality."""
        return dict(self.factuality)[factuality]


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFKC", any_of(words)))


def compile_cues(table: Mapping[str, Any]) -> Cues:
    """Compile the tables of ``cues.toml``. Raises DataError naming the table or word list."""
    tables = {"factuality", "unmeant", "changed", "mode", "held", "reading", "named", "capacity"}
    _check_keys("", table, tables)
    _check_keys("unmeant", table["unmeant"], {"inside", "ranks", "verbs"})
    _check_keys("mode", table["mode"], {"video", "virtual"})
    _check_keys("held", table["held"], {"after", "before", "meets", "not_yet"})
    _check_keys("changed", table["changed"], _CHANGED)
    single = {item.name for item in fields(Cues)} - _CHANGED - _APART - _HELD
    _check_keys("reading", table["reading"], single)
    _check_keys("factuality", table["factuality"], set(Factuality) - {Factuality.ACTUAL})
    factuality = tuple(
        (Factuality(name), _pattern(words)) for name, words in table["factuality"].items()
    )
    named = {name: _pattern(words) for name, words in table["named"].items()}
    changed = table["changed"]
    rows = {**table["reading"], **{name: changed[name] for name in _CHANGED - {"hedges"}}}
    words = {name: _pattern(row) for name, row in rows.items()}
    modes = _modes(table["mode"], table["held"]) | _held(table["held"], changed)
    capacities = {role: _capacity(row) for role, row in table["capacity"].items()}
    apart = {"off": _off(changed), "unmeant": _unmeant(table["unmeant"])}
    return Cues(factuality, **modes, **words, **apart, capacities=capacities, named=named)


def _unmeant(words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """虚拟, 反对(保护主义并通过《…》)."""
    verbs = f"(?:{any_of(words['verbs'])})(?=[^,;:。!?、{ALL_KINDS}]{{1,16}}?[并,])"
    ranks = f"(?<={LEADER})(?:{any_of(words['ranks'])})"
    return re.compile(f"{any_of(words['inside'])}|{ranks}|{verbs}")


def _capacity(words: Iterable[str]) -> re.Pattern[str]:
    """以…国领导人身份, 作为…国: what stands between somebody and 出席."""
    one = f"[^,;:、的]{{0,8}}?(?:{any_of(words)})"
    return re.compile(f"以{one}[^,;:、的]{{0,6}}?身[份分]|作为{one}")


def _modes(
    words: Mapping[str, Iterable[str]], held: Mapping[str, Iterable[str]]
) -> dict[str, re.Pattern[str]]:
    """By what means a meeting is held: 以视频(会议)方式举行, but not 以线上线下结合的方式举行."""
    virtual, verbs = any_of(words["virtual"]), any_of(held["after"])
    online = re.compile(f"(?:{virtual})[^,;:。!?下合]{{0,8}}(?:{verbs})")
    return {"video": _pattern(words["video"]), "virtual": re.compile(virtual), "online": online}


def _held(
    words: Mapping[str, Iterable[str]], changed: Mapping[str, Iterable[str]]
) -> dict[str, re.Pattern[str]]:
    """某峰会4日在某地举行, 在某地举行的某峰会上, : that a meeting is held, and that it is not."""
    clause, off = "[^,;:。!?将拟", (changed[name] for name in ("intended", "dropped", "put_off"))
    return {
        "held": re.compile(
            f"{clause}在]{{0,12}}(?:在{clause}的]{{1,16}})?(?:(?:{any_of(words['after'])})的?|开的)[,;:]"
        ),
        "held_there": re.compile(f"(?:{any_of(words['before'])})[的了]?(?:首次|首场)?$"),
        "meets_too": re.compile(f"[^,;:。!?]{{0,16}}(?:{any_of(words['meets'])})[,;。]"),
        "not_yet": _pattern((*words["not_yet"], *chain(*off))),
    }


def _off(words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """What follows the name of a meeting that is not held: (因…而)(被迫)取消, 推迟至."""
    hedges = f"(?:{any_of(words['hedges'])})*"
    ends = "(?=了?(?:[,。;!?)后的至到一两数几多]|举行|召开|[0-9]|$))"
    verbs = f"(?:{any_of((*words['dropped'], *words['put_off']))}){ends}|{any_of(words['moved'])}"
    return re.compile(f"[”』]?{hedges}(?:因[^,;:。]{{1,30}}?)?{hedges}(?:{verbs})")


def _check_keys(where: str, table: Mapping[str, Any], expected: Iterable[str]) -> None:
    """Every key of a table is expected, and every expected one is there."""
    for name in sorted(set(expected) ^ set(table)):
        what = "unknown" if name in table else "missing"
        raise DataError(FILE, f"{what} key", f"{where}.{name}".strip("."))
