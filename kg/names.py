"""Personal names that no list holds: where one ends.

Foreign names are runs of the characters used for transliteration, Chinese ones begin with a
surname; jieba's dictionary says where a name ends and a common word begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.words import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: Characters of the shortest foreign name.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """The compiled tables of ``names.toml`` and the words of offices."""

    foreign: re.Pattern[str]
    letters: frozenset[str]  # of foreign names
    chinese: re.Pattern[str]
    delegation: re.Pattern[str]
    ends: frozenset[str]
    soft_ends: frozenset[str]  # in names too, but not at their end
    no_names: tuple[str, ...]  # common words that look like a name
    never_first: frozenset[str]  # in names too, but not at their beginning
    compound: tuple[str, ...]  # surnames of two characters
    verbs: frozenset[str]  # after a name, not its third character
    particles: frozenset[str]  # surnames, but before a word something else
    former: tuple[str, ...]  # titles of people who no longer stand for the state
    inner_verbs: re.Pattern[str]  # words made of letters of foreign names
    regnal: re.Pattern[str]  # 六世
    rare: re.Pattern[str]  # a short name in whatever characters, with what follows it
    joints: frozenset[str]  # between two offices of one title
    watchers: frozenset[str]  # titles of people who are heard, but do not act
    after: re.Pattern[str]
    home: str  # the state of the reports
    home_offices: frozenset[str]
    home_bodies: tuple[str, ...]  # an office that begins so is one of ``home``, wherever it stands
    home_ministers: frozenset[str]  # of ``home`` where no state stands before them
    ministers: tuple[str, ...]  # how offices end that may follow words of their field
    fields: re.Pattern[str]
    parties: re.Pattern[str]
    ruled: Mapping[str, str]  # party -> the state that it rules
    posted: re.Pattern[str]  # before a state: the person is sent there, not its own
    ranks: Mapping[str, int]  # office -> 3 for a head of state, 2 of government, 1 below it
    homes: Mapping[str, str]  # who is known -> the state or organisation of that person
    words: Callable[[str], Sequence[str]]
    common: Callable[[str], bool]
    rare_word: Callable[[str], bool]  # of the language, but seldom used: a foreign name may be it


def compile_names(  # noqa: PLR0913 - what other files know, each by its name
    words: Mapping[str, Any],
    after: Sequence[str],
    ranks: Mapping[str, int],
    homes: Mapping[str, str],
    *,
    segment: Callable[[str], Sequence[str]],
    common: Callable[[str], bool],
    rare_word: Callable[[str], bool],
) -> NameGrammar:
    """Compile the tables of ``names.toml``.

    ``after`` are words that follow names, ``ranks`` and ``homes`` of offices and of who is
    known; ``segment`` cuts a text into words, ``common`` tells whether a word is one that is
    nobody's name, ``rare_word`` whether it may be one yet.
    """
    foreign = "".join(sorted(set(re.sub(r"\s", "", words["transliteration"]))))
    run = f"[{foreign}]{{2,}}"
    single = "".join(sorted(set(re.sub(r"\s", "", words["surnames"]))))
    surname = f"(?:{'|'.join(words['compound_surnames'])}|[{single}])"
    letter = f"[^{words['not_in_names']}\\W\\da-zA-Z]"
    one = f"{surname}{letter}{{1,2}}"
    return NameGrammar(
        foreign=re.compile(f"{run}(?:[·.-][{foreign}]+)*|[{foreign}]+(?:[·.-][{foreign}]+)+"),
        letters=frozenset(foreign),
        chinese=re.compile(f"{surname}氏{letter}{{1,2}}|{one}"),
        delegation=re.compile(
            rf"[,。;:\n!\s]({one}(?:、{one})*)等?(?:同志)?(?:也|还|一同|分别)?(?:参加|出席|陪同)"
        ),
        regnal=re.compile("[一二三四五六七八九十]{1,3}世(?![纪界])"),
        rare=re.compile(f"(?![国府夫团]){letter}{{2,3}}(?=[、,。;()和与等])"),
        after=re.compile(any_of(after)),
        ranks={word: rank for word, rank in ranks.items() if word not in words["local"]},
        homes=homes,
        words=segment,
        common=common,
        rare_word=rare_word,
        **_plain(words),
        **_titles(words),
    )


def _plain(words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``NameGrammar`` that are words around names, as they are in the file."""
    return {
        "ends": frozenset(words["ends"]),
        "soft_ends": frozenset(words["soft_ends"]),
        "no_names": tuple(words["no_names"]),
        "never_first": frozenset(words["never_first"]),
        "verbs": frozenset(words["verbs"]),
        "compound": tuple(words["compound_surnames"]),
        "particles": frozenset(words["particles"]),
        "inner_verbs": re.compile(any_of(words["inner_verbs"])),
    }


def _titles(words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``NameGrammar`` that ``kg.standing`` reads titles by."""
    return {
        "former": tuple(words["former"]),
        "joints": frozenset(("", *words["joints"])),
        "watchers": frozenset(words["watchers"]),
        "home": words["home"],
        "home_offices": frozenset(words["home_offices"]),
        "home_bodies": tuple(words["home_bodies"]),
        "home_ministers": frozenset(words["home_ministers"]),
        "ministers": tuple(words["ministers"]),
        "fields": re.compile(f"(?:{any_of(words['fields'])}){{1,8}}"),
        "parties": re.compile(rf"({any_of(list(words['ruled']))})(?:中央)?(?:委员会)?\Z"),
        "ruled": words["ruled"],
        "posted": re.compile(rf"(?:{any_of(words['posted'])})\Z"),
    }


def read_name(shadow: str, start: int, grammar: NameGrammar, *, stated: bool = False) -> int:
    """The end of the personal name that begins at ``start``; ``start`` itself if none does.

    ``stated``: a title with its state stands before it, so more can be a name.
    """
    end = _read_usual(shadow, start, grammar)
    if end == start and stated:
        end = _read_rare(shadow, start, grammar)
    number = grammar.regnal.match(shadow, end) if end > start else None
    return number.end() if number else end


def _read_rare(shadow: str, start: int, grammar: NameGrammar) -> int:
    """A name that is a rare word, too (甲国总统比亚), or in characters that names seldom have."""
    foreign = grammar.foreign.match(shadow, start)
    if foreign and grammar.rare_word(foreign[0]):
        end = foreign.end()
        return end if _ended(shadow, end, grammar) else start
    short = grammar.rare.match(shadow, start)
    if short is None or shadow[start] in grammar.ends or short[0][-1] in grammar.ends:
        return start
    letters = set(short[0]) & grammar.letters
    return (
        short.end() if letters and all(len(one) == 1 for one in grammar.words(short[0])) else start
    )


def _ended(shadow: str, end: int, grammar: NameGrammar) -> bool:
    """Whether something that is no part of a name stands at ``end``."""
    following = shadow[end : end + 1]
    return not following.isalpha() or following in grammar.ends


def _read_usual(shadow: str, start: int, grammar: NameGrammar) -> int:
    foreign = grammar.foreign.match(shadow, start)
    if foreign and foreign.end() - start >= _LEAST:
        return _read_foreign(shadow, start, foreign.end(), grammar)
    chinese = grammar.chinese.match(shadow, start)
    if chinese is None or _no_surname(shadow, start, grammar):
        return start
    end = chinese.end()
    if end - start > _LEAST and _verb(shadow, end - 1, grammar):
        end -= 1
    return _trim_words(shadow, start, end, grammar)


def _no_surname(shadow: str, start: int, grammar: NameGrammar) -> bool:
    """Whether a common word begins here (高峰, 于今年), though its first character is a surname."""
    if shadow.startswith(grammar.compound, start):
        return False
    if shadow.startswith(grammar.no_names, start):
        return True
    if grammar.common(shadow[start : start + 2]) or _particle(shadow, start, grammar):
        return True
    return grammar.common(grammar.words(shadow[start : start + 4])[0])


def _verb(shadow: str, place: int, grammar: NameGrammar) -> bool:
    """Whether the verb of the sentence begins at ``place`` (陈明|说, 陈明|指出)."""
    if shadow[place] in grammar.verbs:
        return True
    told = shadow[place + 1 : place + 2] in grammar.verbs
    return shadow[place] in grammar.ends and not told and grammar.common(shadow[place : place + 2])


def _particle(shadow: str, start: int, grammar: NameGrammar) -> bool:
    """Whether the surname at ``start`` is a particle here: a whole word follows it."""
    if shadow[start] not in grammar.particles:
        return False
    return len(grammar.words(shadow[start + 1 : start + 4])[0]) > 1


def _read_foreign(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    verb = grammar.inner_verbs.search(shadow, start + _LEAST, end + 1)
    end = verb.start() if verb else end
    while end - start > _LEAST and shadow[end - 1] in grammar.soft_ends:
        end -= 1
    if shadow[start] in grammar.never_first:
        return start
    first, *rest = grammar.words(shadow[start : end + 1])
    if end - start == _LEAST + 1 and grammar.common(first) and rest and len(rest[0]) > 1:
        return start  # two words, the second of which goes on
    end = _trim_words(shadow, start, end, grammar)
    return start if grammar.common(shadow[start:end]) else end


def _trim_words(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Give back the last characters if they belong to a common word (普京达|成 -> 普京)."""
    following = shadow[end : end + 2]
    if not following or not following[0].isalpha() or following[0] in grammar.ends:
        return end
    place = start
    for word in grammar.words(shadow[start : end + 2]):
        if place >= start + 2 and place + len(word) > end and place < end:
            return place
        place += len(word)
    return end + _goes_on(shadow, end, grammar)


def _goes_on(shadow: str, end: int, grammar: NameGrammar) -> int:
    """1 if the next character, unusual in names, can only belong to the name (德高|乐|出席)."""
    first, *rest = grammar.words(shadow[end : end + 3])
    if len(first) > 1 or not rest:
        return 0
    ended = not rest[0][0].isalpha() or rest[0] in grammar.ends
    return int(ended or (len(rest[0]) > 1 and grammar.common(rest[0])))
