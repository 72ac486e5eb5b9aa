"""Everything the readers know, loaded once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
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
from kg.text.words import read_words

if TYPE_CHECKING:
    import re
    from pathlib import Path

_OFFICES = (
    "head_of_state",
    "head_of_government",
    "deputy",
    "minister",
    "organisation_head",
    "envoy",
)
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
    frames: re.Pattern[str]  # what in a text is no report: datelines, bylines


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
    ranks = {word: rank for kind, rank in _RANKS for word in gazetteer.words(kind)}
    names, groups = read_words(folder / "names.toml"), read_words(folder / "groups.toml")
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
            compile_offices(names, ranks, gazetteer.country_of, gazetteer.short_states),
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
        rules=load_rules(root / "rules"),
        frames=compile_frames(read_words(folder / "sources.toml")),
    )
