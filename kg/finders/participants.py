"""What a list of participants is made of: its members, and those without names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.finders.standing import Person
    from kg.grammar.mentions import Mention


class Party(NamedTuple):
    """One member of a list: a person, or a state or organisation that somebody represents.

    ``role`` is the role of the member's group, "" where the list shows none; ``first`` is
    set for members of the first group of a list (before any comma).
    """

    mention: Mention
    person: Person | None = None
    actor: str = ""
    role: str = ""
    first: bool = True
    bare: bool = False  # a state without a word for its people
    chair: Mention | None = None  # the organisation that the state chairs (东盟轮值主席国…)
    body: Mention | None = None  # the organisation that the group's label names (东盟成员国…)


#: Of those who meet: their ministers, not their leaders.
MINISTERS = "@ministers"


class Collective(NamedTuple):
    """Participants without names.

    ``members`` are of the organisation only, ``pair`` have talked, ``ministers`` are no leaders;
    ``states`` are those listed right before whom they lead: 甲、乙、丙|三国元首;
    ``both`` are two sides, be it those of a talk or of the meeting.
    """

    text: str
    members: bool
    pair: bool = False
    ministers: bool = False
    states: tuple[str, ...] = ()
    both: bool = False

    @property
    def whom(self) -> str:
        """Which of those who meet are meant."""
        if self.ministers:
            return MINISTERS
        return "@members" if self.members else "@all"
