"""Everything the readers know, loaded once and never changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.finders.deputies import DeputyGrammar, compile_deputies
from kg.finders.group_words import GroupGrammar, compile_groups
from kg.finders.initiatives import InitiativeGrammar, compile_initiatives
from kg.finders.meeting_names import MeetingGrammar, compile_grammar
from kg.finders.name_words import NameGrammar, compile_names
from kg.finders.offices import HEAD_OF_GOVERNMENT, HEAD_OF_STATE, MINISTER, compile_offices
from kg.finders.titles import TitleGrammar, compile_titles
from kg.gazetteers.gazetteer import Gazetteer, load_gazetteer
from kg.gazetteers.lexicon import Lexicon, build_lexicon
from kg.gazetteers.short_states import compile_short_states
from kg.grammar.rules import RuleBook, load_rules
from kg.ontology import ontology_folder
from kg.sources.datelines import compile_frames
from kg.text.hanzi import is_common, is_rare, segment
from kg.text.wording import Wording, load_wording
from kg.text.words import any_of, read_words

if TYPE_CHECKING:
    from pathlib import Path

_OFFICES = (
    "head_of_state",
    "head_of_government",
    "deputy",
    "minister",
    "organisation_head",
    "envoy",
)
#: The word lists of which several parts are made.
_TABLES = ("names", "groups", "sources")
#: Of a word in two lists the later one counts.
_RANKS = (
    ("minister", MINISTER),
    ("deputy", MINISTER),
    ("head_of_government", HEAD_OF_GOVERNMENT),
    ("head_of_state", HEAD_OF_STATE),
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The gazetteer, the grammars of names and the rules."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    names: NameGrammar
    deputies: DeputyGrammar
    groups: GroupGrammar
    meetings: MeetingGrammar
    titles: TitleGrammar
    initiatives: InitiativeGrammar
    rules: RuleBook
    wording: Wording  # of what stands around a text: who published it, where and when
    frames: re.Pattern[str]  # what in a text is no report: datelines, bylines
    abroad: re.Pattern[str]  # outlets of other states than the one whose reports these are

    def for_outlet(self, head: str) -> Knowledge:
        """The same for a report with this ``head``: to an outlet abroad 外长A is of no state."""
        if self.abroad.search(head) is None:
            return self
        offices = self.names.offices
        own = frozenset(
            office
            for office in offices.home_offices
            if offices.also in office or not office.endswith(offices.ministers)
        )
        offices = replace(offices, home_offices=own, home_ministers=frozenset())
        return replace(self, names=replace(self.names, offices=offices))


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Load everything below ``root`` (default: the project's own ``ontology`` folder).

    Raises DataError naming the file and the reason when one of them is wrong.
    """
    folder = (root or ontology_folder()) / "gazetteer"
    gazetteer = load_gazetteer(folder)
    prefixes = gazetteer.words("prefixes")
    offices = [word for kind in _OFFICES for word in gazetteer.words(kind)]
    titles = frozenset((*offices, *(prefix + word for prefix in prefixes for word in offices)))
    ranks = {word: rank for kind, rank in _RANKS for word in gazetteer.words(kind)}
    names, groups, sources = (read_words(folder / f"{name}.toml") for name in _TABLES)
    return Knowledge(
        gazetteer=gazetteer,
        lexicon=build_lexicon(
            gazetteer,
            titles,
            read_words(folder / "blockers.toml"),
            compile_short_states(gazetteer.short_states, groups["counted"]),
        ),
        names=compile_names(
            names,
            gazetteer.words("offices_after_name"),
            compile_offices(names, ranks, gazetteer.home_of, gazetteer.short_states),
            segment=segment,
            common=is_common,
            rare_word=is_rare,
        ),
        deputies=compile_deputies(names),
        groups=compile_groups(groups),
        meetings=compile_grammar(read_words(folder / "meetings.toml"), gazetteer),
        titles=compile_titles(read_words(folder / "documents.toml")),
        initiatives=compile_initiatives(
            read_words(folder / "initiative_words.toml"), gazetteer.abbreviations
        ),
        rules=load_rules(folder.parent / "rules"),
        wording=load_wording(folder / "sources.toml"),
        frames=compile_frames(sources),
        abroad=re.compile(any_of(sources["abroad"])),
    )
