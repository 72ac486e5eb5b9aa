"""Who acts where the words of a match do not tell: the last subject before it, or the speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import COLLECTIVE, COUNTRY, DATE, LEADER, PARTIES, SUMMIT

if TYPE_CHECKING:
    from kg.grammar.mentions import Masked, Mention
    from kg.reading.reading import Reading

#: Before a subject: the start of a clause. Before what is no subject: 同各方, 向成员国.
_STARTS, _OBLIQUE = ",;:。 ", "同与和向为对给被请让由使及受"
#: A subject that is no actor: 双方, 他, 某方, a meeting at the start of a clause.
_OTHERS = re.compile(
    f"(?:^|[,;:])(?:{DATE}|,)?(?:双方|两国|两军|(?P<he>[他她](?![们国方]))|(?P<they>[他她]们)|他|她|对方|使节|各国|.方|{SUMMIT}(?![上期中后前主]))"
)
#: 感谢法方支持: it is not who thanks that supports.
_THANKED = re.compile(f"(?:感谢|赞赏|赞扬|肯定)(?:[{COUNTRY}{LEADER}]|.方)[^并愿、]{{0,40}}$")
_ACTORS = frozenset((LEADER, COLLECTIVE, PARTIES, COUNTRY))
_PEOPLE = frozenset((LEADER, COLLECTIVE, PARTIES))
_SPOKE = re.compile(r"(?:发言|致辞|讲话|演讲)\Z")


def acting(reading: Reading, match: re.Match[str], sentence: Masked) -> Mention | None:
    """Who does what the match tells.

    Whose name stands right before it, else the last subject before it in the sentence, else who
    is meant by 他 or 他们 at its start, else the speaker.
    """
    text, place, wishes = sentence.text, match.start(), reading.cues.wishes
    for mention, mark in zip(reversed(sentence.mentions), reversed(sentence.marks), strict=True):
        if mark >= place:
            continue
        near = mark == place - 1 and mention.kind in _ACTORS and text[mark - 1 : mark] != "在"
        if near or _acts(reading, text, mark, mention.kind):
            clause = max(mark, *(text.rfind(end, 0, place) for end in ",;:"))
            other = _OTHERS.search(text, mark, place)
            blocked = (other and not _alone(other, mention, sentence)) or wishes.search(
                text, clause, place
            )
            return None if blocked or _THANKED.search(text, clause, place) else mention
    other = _OTHERS.search(text, 0, place)
    if other and (other["he"] or other["they"]):
        alone = other.start() == 0 and not _OTHERS.search(text, other.end(), place)
        return (reading.before if other["he"] else reading.together) if alone else None
    return reading.actor if reading.agenda.live and not other else None


def _alone(other: re.Match[str], mention: Mention, sentence: Masked) -> bool:
    """Whether 他 is the only one of whom the sentence tells so far: 甲作了发言,他倡议….

    Somebody without a name (一位老人拦住他) makes no speech.
    """
    if (
        not other["he"]
        or mention.kind != LEADER
        or not _SPOKE.search(sentence.text, 0, other.start())
    ):
        return False
    told = [one for one in sentence.within(0, other.end()) if one.kind in _PEOPLE]
    further = _OTHERS.search(sentence.text, other.end())
    return told == [mention] and not further


def _acts(reading: Reading, text: str, mark: int, kind: str) -> bool:
    """Whether the mention at ``mark`` can be a subject: not 同各方, not 建议各方, not 某国媒体."""
    if kind not in _ACTORS:
        return False
    cues = reading.cues
    if kind == COUNTRY and cues.no_state.search(text, mark + 1, mark + 4):
        return False
    before = text[mark - 1] if mark else ","
    if before in _STARTS:
        return True
    addressed = before in _OBLIQUE or cues.addressing.fullmatch(text[max(0, mark - 2) : mark])
    return kind == COLLECTIVE and not addressed
