"""Where a report is sent from: 此间, and 这里 as long as it has named no other city."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import CITY

if TYPE_CHECKING:
    from kg.grammar.mentions import Masked
    from kg.reading.reading import Reading

#: 这里是甲国首都某城(的会展中心): where whoever speaks stands.
_HERE = re.compile(f"这里是(?:[^,;:。!?]*(?P<city>{CITY}))?")


def note_here(reading: Reading, sentence: Masked) -> None:
    """Remember which city a sentence says that this is; "" if it says something else."""
    if told := _HERE.search(sentence.text):
        reading.here = sentence.at(told.start("city")).value.keys[0] if told["city"] else ""


def dateline(reading: Reading, _match: re.Match[str], _sentence: Masked) -> str:
    """The key of the city of the dateline; "" if it names none, or none that is known."""
    place = reading.document.source.place
    whole = (
        hit
        for hit in reading.knowledge.lexicon.find(place)
        if hit.kind == CITY and place == place[hit.start : hit.end]
    )
    return next((hit.keys[0] for hit in whole), "")


def here(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """What the text says that this is, else the same; "" after any other city.

    甲城博览中心…,峰会将在这里举行.
    """
    if reading.here:
        return reading.here
    city = dateline(reading, match, sentence)
    cities = {key for key in reading.names if key.startswith("city/")}
    return city if cities <= {city} else ""
