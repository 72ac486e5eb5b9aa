"""Whose people are those whose title names no state: 俄总统A, 甲国派外长B, 总统C of 甲国."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.finders.standing import body_before, can_stand, is_stranger, shared_state, stands_free
from kg.finders.visits import Visit, find_visits
from kg.gazetteers.curated import body_of
from kg.grammar.mentions import COUNTRY, ORGANISATION, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.finders.name_words import NameGrammar
    from kg.finders.standing import Person
    from kg.gazetteers.lexicon import Hit

_MARKS, _SENTENCE = "。!?;\n", re.compile("[。!?;\n]")
#: So many bodies before an office are looked at.
_BODIES = 20
_THAT, _LIST = "该国", frozenset("、和与及同")
_OUSTED = re.compile("被[^,、]{1,6}\\Z")
#: Characters before a title in which who sends somebody is told; of a sentence at most.
_NEAR, _LONGEST = 10, 2000


def find_homes(
    shadow: str, titled: Iterable[Mention], hits: Sequence[Hit], grammar: NameGrammar
) -> list[Mention]:
    """People with titles, each with the state that the words around the title tell.

    Who still has none, and a title of elsewhere, is not who is known by that name.
    """
    people = list(titled)
    text = _Text(shadow, hits, people, grammar)
    found: list[Mention] = []
    for mention in people:
        found.append(text.settle(mention, found[-1] if found else None))
    return found


class _Text:
    """A text with the states and bodies that it names."""

    def __init__(
        self, shadow: str, hits: Sequence[Hit], people: Sequence[Mention], grammar: NameGrammar
    ) -> None:
        self.shadow, self.people, self.grammar = shadow, people, grammar
        self.titled = frozenset(one.start for one in people)
        self.bodies = [hit for hit in hits if hit.kind == ORGANISATION]
        self.states = states = [hit for hit in hits if hit.kind == COUNTRY]
        self.body_starts = [hit.start for hit in self.bodies]
        self.ends = [hit.end for hit in states]
        self.named = frozenset(hit.keys[0] for hit in states)
        self.told = frozenset(hit.keys[0] for hit in self.bodies)

    def settle(self, mention: Mention, last: Mention | None) -> Mention:
        """``mention`` with its state; ``last`` is the titled person before it."""
        person = mention.value
        if person.represents or person.title.startswith(self.grammar.offices.former):
            ours = person.represents == (self.grammar.offices.home,)
            sent = self._sent_by(mention) if ours else ""  # 甲国派外交部长B
            return mention._replace(value=person._replace(represents=(sent,))) if sent else mention
        joined = last is not None and last.end == mention.start
        home, start = "" if joined else self._short(mention), mention.start - 1
        if not home:
            home = self._sent(mention, last) or self._own(mention) or self._that(mention)
            home = home or self._visited(mention) or self._body(mention) or self._headline(mention)
            start = mention.start
        if home:
            return mention._replace(start=start, value=person._replace(represents=(home,)))
        strange = is_stranger(person.name, person.keys, person.title, self.named, self.grammar)
        return (
            mention._replace(value=person._replace(keys=(), stranger=True)) if strange else mention
        )

    def _short(self, mention: Mention) -> str:
        """俄总统A: the state of one character that the text, or what is known of A, tells."""
        place = mention.start - 1
        meant = self.grammar.offices.sides.get(self.shadow[place]) if place >= 0 else None
        if not meant or not self._ranked(mention.value):
            return ""
        own = self._homes(mention.value).intersection(meant)
        plain = self.shadow[place : place + 1] in self.grammar.offices.no_short
        if not (own or plain or mention.value.keys) and stands_free(self.shadow, place):
            own = set(self.named.intersection(meant))
        return min(own) if len(own) == 1 else ""

    def _sent(self, mention: Mention, last: Mention | None) -> str:
        """甲国派外长B, and 甲国总统A因故缺席,派外长B or 由外长B代表."""
        offices = self.grammar.offices
        words = offices.sends.search(self.shadow, max(0, mention.start - _NEAR), mention.start)
        if words is None or not self._ranked(mention.value):
            return ""
        if home := self._sent_by(mention):
            return home
        acts = offices.acts.match(self.shadow, mention.end) is not None
        if acts or not words["only"]:
            home = self._of_last(mention, last, words)
            home = home or (self._topic(words.start()) if acts else "")
        return home if self._fits(mention, home) else ""

    def _sent_by(self, mention: Mention) -> str:
        """甲国派外长B, 甲国总统由外长B代表: the state before the word for sending."""
        offices = self.grammar.offices
        words = offices.sends.search(self.shadow, max(0, mention.start - _NEAR), mention.start)
        state = self._before(words.start()) if words else None
        if words is None or state is None or not self._ranked(mention.value):
            return ""
        gap = self.shadow[state.end : words.start()]
        sent = not gap or gap in offices.ranks or offices.sent.fullmatch(gap)
        return state.keys[0] if sent and self._fits(mention, state.keys[0]) else ""

    def _fits(self, mention: Mention, home: str) -> bool:
        """Whether ``home`` is a state for which this person can stand."""
        name, keys, *_ = mention.value
        return home.startswith("country") and can_stand(name, keys, home, self.grammar)

    def _of_last(self, mention: Mention, last: Mention | None, words: re.Match[str]) -> str:
        """The state of the subject, who sends this ``mention``; of a lower rank after 由."""
        if last is None or not self._same_subject(last, words.start()):
            return ""
        title, represents = last.value.title, last.value.represents
        lower = shared_state(mention.value.title, "、", title, represents, self.grammar)
        return "".join(represents) if len(represents) == 1 and (lower or not words["only"]) else ""

    def _topic(self, end: int) -> str:
        """甲国因故缺席,由外长B代表: the one state with which a clause of the sentence begins."""
        if self.shadow[end - 1 : end] != ",":
            return ""
        for index in range(bisect_left(self.ends, end) - 1, -1, -1):
            state = self.states[index]
            before = self.shadow[state.start - 1 : state.start] if state.start else ""
            if before in _LIST or _SENTENCE.search(self.shadow, state.end, end):
                return ""
            if not before.isalnum():
                return state.keys[0]
        return ""

    def _that(self, mention: Mention) -> str:
        """甲国是东道主,会议由该国总理B主持: the state named before."""
        state = self._before(mention.start)
        if not state or not self.shadow.startswith(_THAT, mention.start - len(_THAT)):
            return ""
        near = "\n" not in self.shadow[state.end : mention.start]
        fits = near and self._fits(mention, state.keys[0])
        return state.keys[0] if fits and self._ranked(mention.value) else ""

    def _same_subject(self, last: Mention, end: int) -> bool:
        """Whether a sentence goes on whose subject is ``last``, and about no other state."""
        state = self._before(end)
        if (state and state.end > last.end) or _SENTENCE.search(self.shadow, last.end, end):
            return False
        before = self.shadow[last.start - 1] if last.start else ""
        return not before.isalnum() and before not in _LIST

    def _own(self, mention: Mention) -> str:
        """总统C: who is known, and whose state the sentence names; or the text, if none there."""
        own, start = self._homes(mention.value) & self.named, mention.start
        other = mention.value.title.endswith(self.grammar.offices.goodwill)
        other = other or _OUSTED.search(self.shadow, max(0, start - _NEAR), start) is not None
        if len(own) != 1 or other or not self._ranked(mention.value):
            return ""
        far = max(0, start - _LONGEST)
        begin = max(far, *(self.shadow.rfind(mark, far, start) + 1 for mark in _MARKS))
        named = self.states[bisect_left(self.ends, begin) : bisect_left(self.ends, start)]
        return "" if named and own.isdisjoint(one.keys[0] for one in named) else min(own)

    def _visited(self, mention: Mention) -> str:
        """访问甲国期间，将会见总理A: whom a visitor meets is of the state where he is."""
        index = bisect_right(self._visits, mention.start, key=lambda one: one.end)
        frame = self._visits[index - 1] if index else None
        if frame is None or not self._ranked(mention.value):
            return ""
        gap, state = (frame.end, mention.start), self._before(mention.start)
        if state and state.start >= frame.end and state.keys[0] != frame.state:
            return ""
        meets = self.grammar.offices.meets
        told = meets.search(self.shadow, *gap) and not _SENTENCE.search(self.shadow, *gap)
        return frame.state if told and self._fits(mention, frame.state) else ""

    @cached_property
    def _visits(self) -> list[Visit]:
        return list(find_visits(self.shadow, self.states, self.grammar.offices))

    def _headline(self, mention: Mention) -> str:
        """塔马洛夫总统 below 某主席同甲国总统会谈: of the one state whose head has no name there.

        The headline is a line without a full stop; its other states are named for something else.
        """
        title, end = mention.value.title, max(self.shadow.find("\n"), 0)
        if self.grammar.offices.rank(title) < HEAD_OF_GOVERNMENT or "。" in self.shadow[:end]:
            return ""
        states = self.states[: bisect_left(self.ends, end)]
        nameless = (one for one in states if one.start not in self.titled)
        keys = {one.keys[0] for one in nameless if self.shadow.startswith(title, one.end)}
        home = min(keys, default="")
        alone = len(keys) == 1 and not self._heads[title, home] - {mention.value.name}
        return home if alone and self._fits(mention, home) else ""

    @cached_property
    def _heads(self) -> dict[tuple[str, str], set[str]]:
        """Who has an office of a state by title."""
        found = defaultdict[tuple[str, str], set[str]](set)
        for one in (mention.value for mention in self.people):
            for home in one.represents:
                found[one.title, home].add(one.name)
        return found

    def _body(self, mention: Mention) -> str:
        """秘书长A: of the one body named near, or in the headline; or as known, of another one."""
        person, start = mention.value, mention.start
        short = body_before(self.shadow, start, self.grammar)
        if person.title not in self.grammar.offices.of_body or short is None:
            return ""
        own = self._homes(person) & self.told
        known = min(own) if len(own) == 1 else ""
        paragraph = self.shadow.rfind("\n", 0, start) + 1
        marks = (self.shadow.rfind(mark, paragraph, start) + 1 for mark in _MARKS)
        headline = (0, self.shadow.find("\n"))
        for first, end in ((max(paragraph, *marks), start), (paragraph, start), headline):
            one, two = (bisect_left(self.body_starts, place) for place in (first, max(end, 0)))
            near = self.bodies[max(one, two - _BODIES) : two]
            keys = {body_of(hit.keys[0]) for hit in near if self.shadow.endswith(short, 0, hit.end)}
            keys = keys & self._homes(person) or keys
            if keys:
                key = min(keys)
                fits = len(keys) == 1 and can_stand(person.name, person.keys, key, self.grammar)
                return key if fits else known
        return known

    def _before(self, place: int) -> Hit | None:
        index = bisect_left(self.ends, place + 1)
        return self.states[index - 1] if index else None

    def _homes(self, person: Person) -> set[str]:
        if not person.keys and self.grammar.japanese.fullmatch(person.name):
            return {self.grammar.offices.japanese}
        return {home for key in person.keys if (home := self.grammar.offices.homes.get(key))}

    def _ranked(self, person: Person) -> bool:
        """Whether a title is one of a state: 总理, 新任总理."""
        title = self.grammar.offices.bridges.sub("", person.title, count=1)
        return any(title[:end] in self.grammar.offices.ranks for end in range(2, 12))
