"""Bodies that take part in a meeting by those who are there for a part of them, or by its name.

某组织领导人同某理事会代表对话会 is with that council; at a meeting of a body with a state the head
of one of its councils stands for the whole body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import ORGANISATION
from kg.model import Factuality
from kg.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reading.meetings import Meeting
    from kg.reading.reading import Finding, Reading

#: How the variant of a meeting with a council begins (see ``kg.finders.summit_names``).
_COUNCIL = "council-"
_ROLE = "organisation"


def find_bodies(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """That those bodies take part, where somebody attended the meeting; each once."""
    told = set()
    for item in found:
        if item.predicate == "attended" and item.factuality is Factuality.ACTUAL:
            for key in _bodies(reading, item):
                if (key, item.object) not in told:
                    told.add((key, item.object))
                    yield item.other(key, "participatedIn", str(item.object), role=_ROLE)


def _bodies(reading: Reading, item: Finding) -> Iterator[str]:
    """The bodies beside that of who attended."""
    meeting, parents = reading.meeting_of(str(item.object)), reading.knowledge.gazetteer.parents
    if meeting.variant.startswith(_COUNCIL):
        yield from _councils(reading, meeting)
    own = meeting.organisation if meeting.partners else ""
    actor = item.told("onBehalfOf")
    if own in reading.names and parents.get(actor) == own:
        yield own


def _councils(reading: Reading, meeting: Meeting) -> Iterator[str]:
    """The bodies of its organisation that the name of a meeting holds, noted as it calls them."""
    knowledge = reading.knowledge
    name = normalise(max(meeting.names, key=len, default="")).text
    for hit in knowledge.lexicon.find(name):
        own = hit.kind == ORGANISATION and knowledge.gazetteer.parents.get(hit.keys[0])
        if own and own == meeting.organisation:
            known = knowledge.gazetteer.entities[hit.keys[0]]
            yield reading.note(hit.keys[0], known.cls, name[hit.start : hit.end])
