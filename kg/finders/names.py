"""Personal names that no list holds: where one ends.

Foreign names are runs of the characters used for transliteration, Chinese ones begin with a
surname; jieba's dictionary says where a name ends and a common word begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.name_words import REGNAL

if TYPE_CHECKING:
    from kg.finders.name_words import NameGrammar

_LEAST = 2  # characters of the shortest foreign name
_FULL = 3  # characters of most Chinese names
_LONG = 4  # of a word that does not begin with a name
_REST = 2  # characters behind the letters of a name to which a word within them may reach
_MORE = "等"  # after the last of several names
#: What joins nothing ends a name: 外长郑明和、外相…
_NO_JOINT = re.compile("和[、,;。等]")


def read_name(shadow: str, start: int, grammar: NameGrammar, *, stated: bool = False) -> int:
    """The end of the personal name that begins at ``start``; ``start`` itself if none does.

    ``stated``: a title with its state stands before it, so more can be a name.
    """
    end = _read_usual(shadow, start, grammar)
    if end == start and stated:
        end = _read_rare(shadow, start, grammar)
    if end - start > _LEAST and grammar.rank.match(shadow, end - 1):
        end -= 1
    if end > start and _NO_JOINT.match(shadow, end):
        end += 1
    number = REGNAL.match(shadow, end) if end > start else None
    return number.end() if number else end


def _read_rare(shadow: str, start: int, grammar: NameGrammar) -> int:
    """A name that is a rare word, too (甲国总统比亚), or in characters that names seldom have."""
    if shadow.startswith(grammar.pronouns, start) and ended(shadow, start + _LEAST, grammar):
        return start + _LEAST
    foreign = grammar.foreign.match(shadow, start)
    end = _trim_soft(shadow, start, foreign.end(), grammar) if foreign else start
    if foreign and grammar.rare_word(shadow[start:end]):
        whole = end < foreign.end() or ended(shadow, end, grammar)
        return end if whole or len(grammar.words(shadow[end : end + 4])[0]) > 1 else start
    short = grammar.rare.match(shadow, start)
    if short is None or shadow[start] in grammar.ends or short[0][-1] in grammar.ends:
        return start
    plain = all(len(one) == 1 for one in grammar.words(short[0]))
    return short.end() if plain and set(short[0]) & grammar.letters else start


def ended(shadow: str, end: int, grammar: NameGrammar) -> bool:
    """Whether something that is no part of a name stands at ``end``."""
    following = shadow[end : end + 1]
    return not following.isalpha() or following in grammar.ends


def _read_japanese(shadow: str, start: int, grammar: NameGrammar) -> int:
    """岩屋毅|出席: the second character of a given name does not begin a word."""
    match = grammar.japanese.match(shadow, start)
    if match is None:
        return start
    last = match.end() - 1
    begins_word = len(grammar.words(shadow[last : last + 3])[0]) > 1
    return last if begins_word else last + 1


def _read_usual(shadow: str, start: int, grammar: NameGrammar) -> int:
    japanese = _read_japanese(shadow, start, grammar)
    if japanese > start:
        return japanese
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
    """Whether a common word begins here (高峰, 于今年), though its first character is a surname.

    A whole name that the dictionary has is none, whatever it begins with (石广|生).
    """
    if shadow.startswith(grammar.compound, start):
        return False
    if shadow.startswith(grammar.no_names, start):
        return True
    word = grammar.words(shadow[start : start + 4])[0]
    if len(word) == _FULL:
        return grammar.common(word)
    begins = grammar.common(shadow[start : start + 2]) or _particle(shadow, start, grammar)
    return begins or grammar.common(word)


def _verb(shadow: str, place: int, grammar: NameGrammar) -> bool:
    """Whether the verb of the sentence begins at ``place`` (陈明|说, 陈明|指出, 陈明|代表)."""
    if shadow[place] in grammar.verbs:
        return True
    told = shadow[place + 1 : place + 2] in grammar.verbs
    first = shadow[place] in grammar.ends or shadow[place] in grammar.soft_ends
    return first and not told and grammar.common(shadow[place : place + 2])


def _begins_word(shadow: str, place: int, grammar: NameGrammar) -> bool:
    """Whether a word begins with the character at ``place``, which may end a name (迈尔|提前)."""
    if shadow[place] not in grammar.ends:
        return False
    return len(grammar.words(shadow[place : place + len("提前离会")])[0]) > 1


def _particle(shadow: str, start: int, grammar: NameGrammar) -> bool:
    """Whether the surname at ``start`` is a particle here: a whole word follows it."""
    if shadow[start] not in grammar.particles:
        return False
    return len(grammar.words(shadow[start + 1 : start + 4])[0]) > 1


def _read_foreign(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    dot = shadow.rfind("·", start, end)
    if dot > start:  # what joins its parts makes it a name; only the last one may be longer
        if verb := grammar.inner_verbs.search(shadow, dot + _LEAST, end + 1):
            return _trim_soft(shadow, start, verb.start(), grammar)  # 甲·让|当选
        last = _read_foreign(shadow, dot + 1, end, grammar) if end - dot > _LEAST else end
        return _trim_soft(shadow, start, last if last > dot + 1 else end, grammar)
    verb = grammar.inner_verbs.search(shadow, start + _LEAST, end + _REST)
    end = verb.start() if verb else end
    end = _trim_soft(shadow, start, end, grammar)
    if shadow[start] in grammar.never_first or shadow.startswith(grammar.no_names, start):
        return start
    first, *rest = grammar.words(shadow[start : end if verb else end + 1])
    if end - start == _LEAST + 1 and grammar.common(first) and rest and len(rest[0]) > 1:
        return start  # two words, the second of which goes on
    end = end if verb else _trim_words(shadow, start, end, grammar)
    end = _trim_soft(shadow, start, end, grammar)
    if end - start > _LEAST and _begins_word(shadow, end - 1, grammar):
        end -= 1
    return start if grammar.common(shadow[start:end]) else end


def _trim_soft(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Give back what stands in names, but not at their end (奥兰德|将, not before 等)."""
    if shadow.startswith(_MORE, end):
        return end
    while end - start > _LEAST and shadow[end - 1] in grammar.soft_ends:
        end -= 1
    return end


def _trim_words(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Give back the last characters if they belong to a common word (普京达|成 -> 普京)."""
    following = shadow[end : end + 2]
    if not following or not following[0].isalpha() or following[0] in grammar.ends:
        return end
    place = start
    first = grammar.words(shadow[start : end + 2])[0]
    if len(first) >= _LONG and start + len(first) > end and grammar.common(first):
        return start + len(first)  # no name ends in the middle of 苏格拉底
    for word in grammar.words(shadow[start : end + 2]):
        if place >= start + 2 and place + len(word) > end and place < end:
            return place
        place += len(word)
    return end + _one_more(shadow, end, grammar)


def _one_more(shadow: str, end: int, grammar: NameGrammar) -> int:
    """1 if the next character, unusual in names, can only belong to the name (德高|乐|出席)."""
    first, *rest = grammar.words(shadow[end : end + 3])
    if len(first) > 1 or not rest:
        return 0
    ended = not rest[0][0].isalpha() or rest[0] in grammar.ends
    return int(ended or (len(rest[0]) > 1 and grammar.common(rest[0])))
