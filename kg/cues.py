"""Words that tell how a fact is meant and what a passage is about (``cues.toml``)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Factuality
from kg.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cue words; the comments say what it means that one is found."""

    factuality: tuple[tuple[Factuality, re.Pattern[str]], ...]  # the first that fits counts
    video: re.Pattern[str]
    planned: re.Pattern[str]  # a lead with these is of a meeting to come
    digest: re.Pattern[str]  # in a headline: many short items follow
    asked: re.Pattern[str]  # who is invited is still to come
    guests: re.Pattern[str]  # who attends like this is a guest
    invited: re.Pattern[str]  # who attends like this need not be a member
    addressing: re.Pattern[str]  # before participants who are spoken to
    no_state: re.Pattern[str]  # after a state's name: it is its people or papers that act
    background: re.Pattern[str]  # around the name of a meeting: it is another one
    bilateral: re.Pattern[str]  # a talk between two, not a session
    sessional: re.Pattern[str]  # not such a talk, though the word is the same
    speech: re.Pattern[str]  # who stands before these is heard from now on

    def meant(self, factuality: Factuality) -> re.Pattern[str]:
        """The words for one factuality."""
        return dict(self.factuality)[factuality]


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFKC", any_of(words)))


def compile_cues(table: Mapping[str, Any]) -> Cues:
    """Compile the tables of ``cues.toml``. Raises KeyError or TypeError when one is missing."""
    factuality = tuple(
        (Factuality(name), _pattern(words)) for name, words in table["factuality"].items()
    )
    words = {name: _pattern(row) for name, row in table["reading"].items()}
    return Cues(factuality, _pattern(table["mode"]["video"]), **words)
