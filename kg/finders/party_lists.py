"""One list of participants, read from left to right: 观察员国甲国总统A、乙国总理B和丙国代表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.participants import Party
from kg.grammar.mentions import COUNTRY, LEADER, ORGANISATION, Masked, Mention

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from kg.finders.group_words import GroupGrammar
    from kg.finders.standing import Person

_NAMED = frozenset((COUNTRY, ORGANISATION, LEADER))
_ALSO, _STATE, _OTHERS, _BODY = "以及", "国", "其他", f"({ORGANISATION}"
_BREAKS = frozenset(("、", "和", ",", _ALSO, "及"))
_AND = frozenset(("和", _ALSO, "及", "与", "同"))
_CHAIR = "主席国"  # right after a body: its chair, be it the body that meets or another one
_SEAT = frozenset(("主席", "轮值主席"))  # right before who has it: 非盟主席、甲国总统A


def _of_state(person: Person) -> bool:
    """Whether somebody stands for a state, maybe beside a body."""
    return any(key.startswith("country/") for key in person.represents)


class _Run:
    """The state of reading one list from left to right."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self.roles = roles
        self.parties: list[Party] = []
        self.waiting: list[Party] = []  # states whose noun (代表, 领导人) is still to come
        self.segment = 0  # where the current group begins in ``parties``
        self.role = ""
        self.of_states = False  # the label is one of states: no body is a 观察员国
        self.after_etc = False
        self.others = False  # 和其他 stands before
        self.first = True
        self.organisation: Mention | None = None
        self.chair: Mention | None = None
        self.body: Mention | None = None

    def take(self, mention: Mention, person: Person | None, actor: str) -> Party:
        """The next member; it alone gets the chair or the role of host that was told before."""
        state = person is not None and _of_state(person)
        body = person is not None and person.represents[:1] and not state
        role = "organisation" if body and self.role and self.of_states else self.role
        role = "" if state and role == "organisation" else role  # 某组织代表甲国总统A
        found = Party(mention, person, actor, role, self.first, chair=self.chair, body=self.body)
        self.chair = None
        self.role = "" if self.role == "host" else self.role
        return found

    def add(self, party: Party) -> None:
        self.parties.append(party)
        self.after_etc = False

    def flush(self, *, bare: bool = True) -> None:
        """States without a noun of their own are members of the list like the others."""
        for party in self.waiting:
            self.add(party._replace(bare=bare))
        self.waiting = []

    def label(self, word: str, end: int) -> None:
        role = self.roles[word]
        self.of_states = word.endswith(_STATE)
        body = self.organisation._replace(end=end) if self.organisation else None
        self.organisation = None
        self.chair, self.body = (body, None) if word.endswith(_CHAIR) else (None, body)
        others, self.others = self.others and role == "member", False  # 甲国和其他成员国
        if self.after_etc or others:  # …等观察员国领导人: of what stands before it
            self.flush()
            self.parties[self.segment :] = [
                item._replace(role=item.role or role, body=item.body or self.body)
                for item in self.parties[self.segment :]
            ]
            self.border()
            self.after_etc = False
        else:
            self.flush()
            self.segment = len(self.parties)
            self.role = "" if self.chair else role

    def border(self) -> None:
        self.flush()
        if self.parties:
            self.first = False
        self.segment, self.role, self.body = len(self.parties), "", None


def read_list(sentence: Masked, start: int, end: int, grammar: GroupGrammar) -> tuple[Party, ...]:
    """The members of the list that stands in ``sentence.text[start:end]``, in order."""
    run, last = _Run(grammar.roles), ""
    for token in grammar.token.finditer(sentence.text, start, end):
        word = token[0]
        if word.startswith(_BODY) or token["told"]:
            _read_told(run, sentence, token, grammar)
        elif word in _NAMED:
            _read_name(run, word, sentence.at(token.start()))
        elif word in grammar.nouns and sentence.text.startswith(LEADER, token.end()):
            run.chair = run.organisation if word in _SEAT else run.chair  # 非盟主席甲国总统A
            run.organisation = None  # 某组织领导人甲国总统A: its leaders come by name
        else:
            run.others |= word == _OTHERS and last in _AND
            if word in _SEAT and sentence.text.startswith(f"、{LEADER}", token.end()):
                run.chair = run.organisation
            _read_word(run, word, sentence.offset(token.end()), grammar)
        if word in _BREAKS:
            _add_organisation(run)
        done = last in grammar.nouns and not run.parties[run.segment :]
        if word in _AND and (done or last in run.roles):  # 成员国(领导人)以及甲国: the label ends
            run.border()
        last = word
    _add_organisation(run)
    run.flush()
    return tuple(run.parties)


def _read_told(run: _Run, sentence: Masked, told: re.Match[str], grammar: GroupGrammar) -> None:
    """What is told of the last person (某组织轮值主席), or of the next: 担任某组织主席的甲国A."""
    if told[0].startswith(_BODY):
        run.parties[-1] = run.parties[-1]._replace(chair=sentence.at(told.start() + 1))
        return
    _add_organisation(run)
    run.flush()
    if seat := grammar.seat.search(told[0]):
        run.chair = sentence.at(told.start() + seat.start())


def _read_name(run: _Run, word: str, mention: Mention) -> None:
    if word == LEADER:
        run.flush()
        run.add(run.take(mention, mention.value, ""))
    elif word == COUNTRY:
        run.waiting.append(run.take(mention, None, mention.value.keys[0]))
    else:
        _add_organisation(run)
        run.organisation = mention


def _read_word(run: _Run, word: str, end: int, grammar: GroupGrammar) -> None:
    if word in grammar.roles:
        run.label(word, end)
    elif word in grammar.nouns:
        _read_noun(run)
    elif word == "等":
        _add_organisation(run)
        run.flush()
        run.after_etc = True
    elif word == "," or (word == _ALSO and not run.role):
        run.border()


def _read_noun(run: _Run) -> None:
    _add_organisation(run)
    run.flush(bare=False)


def _add_organisation(run: _Run) -> None:
    if run.organisation is not None:
        key = run.organisation.value.keys[0]
        role = run.role if run.role == "guest" else "organisation"
        run.add(Party(run.organisation, None, key, role, run.first))
        run.organisation = None
