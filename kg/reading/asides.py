"""What a report tells beside its meeting: talks between two, briefings, whoever is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.reading.reading import Reading


def tells_aside(reading: Reading, text: str) -> set[str]:
    """The words of a sentence that tell so; none where it speaks of a part of the meeting."""
    cues = reading.knowledge.rules.cues
    found = {match[0] for match in cues.bilateral.finditer(text)}
    return set() if found and cues.sessional.search(text) else found


def turn_aside(reading: Reading, text: str) -> None:
    """Leave the meeting for what is told beside it, for a spokesman until the paragraph ends."""
    agenda, told = reading.agenda, tells_aside(reading, text)
    if not told:
        return
    if agenda.live and all(map(reading.knowledge.rules.cues.quoted.fullmatch, told)):
        agenda.left = agenda.left or (agenda.focus, agenda.topic, agenda.live)
        agenda.topic = agenda.live = False
    else:
        agenda.turn_away()
    reading.lead = 0
