"""What libraries know of Chinese characters: simplified forms (OpenCC), words (jieba).

Each function reads its library's data once and returns an immutable value.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The blocks of Chinese characters in the Basic Multilingual Plane.
HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))

#: What jieba cuts as one piece; any other character stands alone.
_RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+|.", re.DOTALL)
#: Lengths of words that are no phrases.
_USUAL_LENGTHS = range(2, 5)
#: Short texts whose words are remembered.
_REMEMBERED = 1 << 14
#: Numbers of uses in jieba's dictionary.
_OFTEN, _VERY_OFTEN, _SELDOM = 10, 100, 130
#: Tags of nouns, short forms, phrases and idioms; of verbs and adjectives used as nouns.
_NOUNS = frozenset(("n", "j", "l", "i", "vn", "an", "ng"))


@cache
def simplified_forms() -> Mapping[str, str]:
    """Each traditional character with its simplified one, by OpenCC's first choice.

    Characters that are also good simplified ones (著) are left out, as OpenCC does.
    """
    from opencc import OpenCC  # noqa: PLC0415 -- costs 25 ms; not needed to import us

    han = [chr(code) for first, end in HAN_RANGES for code in range(first, end)]
    plain = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return MappingProxyType({old: new for old, new in zip(han, plain, strict=True) if old != new})


@cache
def common_words() -> frozenset[str]:
    """Words of two to four characters that jieba counted at least ten times.

    Rarer ones are mostly accidents when two unrelated lines meet.
    """
    uses = _dictionary().uses.items()
    return frozenset(word for word, n in uses if n >= _OFTEN and len(word) in _USUAL_LENGTHS)


@cache
def character_weights() -> Mapping[str, float]:
    """The natural logarithm of how often a (simplified) character is met, below zero.

    Counted over jieba's words with at least 100 occurrences: about 4 000 characters.
    """
    counts: Counter[str] = Counter()
    for word, number in _dictionary().uses.items():
        if number >= _VERY_OFTEN and len(word) <= _USUAL_LENGTHS[-1]:
            counts.update(dict.fromkeys(word, number))
    total = math.log(counts.total())
    return MappingProxyType({char: math.log(n) - total for char, n in counts.items()})


@lru_cache(maxsize=_REMEMBERED)
def segment(text: str) -> Sequence[str]:
    """``text`` cut into the words of jieba's dictionary; the same names come again and again."""
    return tuple(_dictionary().cut(text))


def is_common(word: str) -> bool:
    """Whether ``word`` is a word of the language of two to four characters, not a name.

    What the dictionary has as a long and rare place is a foreign name as often (费尔南多).
    """
    known = _dictionary()
    usual = len(word) in _USUAL_LENGTHS
    place = len(word) == _USUAL_LENGTHS[-1] and word in known.places and is_rare(word)
    return usual and word in known.uses and word not in known.people and not place


def is_noun(word: str) -> bool:
    """Whether ``word`` can be part of a name: it is no usual verb, particle or adverb.

    Long entries are mostly phrases, and often tagged as names; their end tells what they are.
    """
    grammar = _dictionary().grammar
    return not (word in grammar or (len(word) > len("主题") and word[-2:] in grammar))


def is_rare(word: str) -> bool:
    """Whether ``word`` is in the dictionary, but seldom used: mostly a name of something."""
    return _dictionary().uses.get(word, _SELDOM) < _SELDOM


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Jieba's dictionary: how often each word is used, and what some of them are.

    ``cut`` gives what jieba itself gives without its model of unknown words. Its own tokenizer
    first lists the beginnings of all words, which takes longer than all our short cuts.
    """

    uses: Mapping[str, int]
    people: frozenset[str]
    places: frozenset[str]
    grammar: frozenset[str]  # usual words that are neither nouns nor phrases
    total: float  # logarithm of the number of all uses
    longest: int

    def cut(self, text: str) -> Iterator[str]:
        """Cut ``text`` into the most probable words; letters and digits stay together."""
        for run in _RUN.findall(text):
            letters = ""
            for word in self._cut(run):
                if len(word) == 1 and word.isascii() and word.isalnum():
                    letters += word
                    continue
                if letters:
                    yield letters
                letters = ""
                yield word
            if letters:
                yield letters

    def _cut(self, run: str) -> Iterator[str]:
        """From the end back: the best way from each place is one word and the best way after."""
        size = len(run)
        best = [(0.0, size)] * (size + 1)
        for start in range(size - 1, -1, -1):
            best[start] = max(
                (math.log(uses) - self.total + best[end][0], end)
                for uses, end in self._words(run, start)
            )
        place = 0
        while place < size:
            yield run[place : best[place][1]]
            place = best[place][1]

    def _words(self, run: str, start: int) -> list[tuple[int, int]]:
        """Uses and end of each word that begins at ``start``, or else of one character."""
        ends = range(start + 1, min(start + self.longest, len(run)) + 1)
        found = ((self.uses.get(run[start:end], 0), end) for end in ends)
        return [(uses, end) for uses, end in found if uses] or [(1, start + 1)]


@cache
def _dictionary() -> _Dictionary:
    """Read the file of the dictionary: lines of word, uses and tag."""
    spec = find_spec("jieba")  # importing it would take as long as reading the file
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    fields = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    words, uses, tags = fields[::3], [*map(int, fields[1::3])], fields[2::3]
    return _Dictionary(
        uses=dict(zip(words, uses, strict=True)),
        people=frozenset(word for word, tag in zip(words, tags, strict=True) if tag[:2] == "nr"),
        places=frozenset(word for word, tag in zip(words, tags, strict=True) if tag == "ns"),
        grammar=frozenset(
            word
            for word, number, tag in zip(words, uses, tags, strict=True)
            if number >= _OFTEN and tag[0] not in _NOUNS and tag not in _NOUNS
        ),
        total=math.log(sum(uses)),
        longest=max(map(len, words)),
    )
