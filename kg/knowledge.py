"""Everything the readers know, loaded once and never changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.groups import GroupGrammar, compile_groups
from kg.initiatives import InitiativeGrammar, compile_initiatives
from kg.lexicon import Lexicon, build_lexicon
from kg.meeting_names import MeetingGrammar, compile_grammar
from kg.model import DataError
from kg.names import NameGrammar, compile_names
from kg.rules import RuleBook, load_rules
from kg.titles import TitleGrammar, compile_titles
from kg.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What jieba cuts as one piece; any other character stands alone.
_RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+|.", re.DOTALL)
_OFFICES = (
    "head_of_state",
    "head_of_government",
    "deputy",
    "minister",
    "organisation_head",
    "envoy",
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The gazetteer, the grammars of names and the rules."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    names: NameGrammar
    groups: GroupGrammar
    meetings: MeetingGrammar
    titles: TitleGrammar
    initiatives: InitiativeGrammar
    rules: RuleBook


def ontology_folder() -> Path:
    """The folder of the data: inside an installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "_ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Jieba's dictionary: how often each word is used, and which words are personal names.

    ``cut`` gives what jieba itself gives without its model of unknown words. Its own tokenizer
    first lists the beginnings of all words, which takes longer than all our short cuts.
    """

    uses: Mapping[str, int]
    people: frozenset[str]
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
                (log(uses) - self.total + best[end][0], end)
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
    jieba = find_spec("jieba")  # importing it would take as long as reading the file
    if jieba is None or jieba.origin is None:
        raise DataError("jieba", "is not installed")
    fields = Path(jieba.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    words, uses, tags = fields[::3], [*map(int, fields[1::3])], fields[2::3]
    return _Dictionary(
        uses=dict(zip(words, uses, strict=True)),
        people=frozenset(word for word, tag in zip(words, tags, strict=True) if tag[:2] == "nr"),
        total=log(sum(uses)),
        longest=max(map(len, words)),
    )


def segment(text: str) -> Sequence[str]:
    """``text`` cut into the words of jieba's dictionary."""
    return tuple(_dictionary().cut(text))


def is_common(word: str) -> bool:
    """Whether ``word`` is a word of the language of two to four characters, not a name."""
    known = _dictionary()
    return 2 <= len(word) <= 4 and word in known.uses and word not in known.people  # noqa: PLR2004


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Load everything below ``root`` (default: the project's own ``ontology`` folder).

    Raises DataError naming the file and the reason when one of them is wrong.
    """
    root = root or ontology_folder()
    folder = root / "gazetteer"
    gazetteer = load_gazetteer(folder)
    prefixes = gazetteer.words("prefixes")
    offices = [word for kind in _OFFICES for word in gazetteer.words(kind)]
    titles = frozenset((*offices, *(prefix + word for prefix in prefixes for word in offices)))
    names = read_words(folder / "names.toml")
    return Knowledge(
        gazetteer=gazetteer,
        lexicon=build_lexicon(gazetteer, titles, read_words(folder / "blockers.toml")["words"]),
        names=compile_names(names, gazetteer.words("offices_after_name"), segment, is_common),
        groups=compile_groups(read_words(folder / "groups.toml")),
        meetings=compile_grammar(read_words(folder / "meetings.toml")),
        titles=compile_titles(read_words(folder / "documents.toml")),
        initiatives=compile_initiatives(read_words(folder / "initiative_words.toml")),
        rules=load_rules(root / "rules"),
    )
