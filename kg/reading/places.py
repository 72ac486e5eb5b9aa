"""Where a report is sent from: 此间, and 这里 as long as it has named no other city."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import ALL_KINDS, CITY, COUNTRY, SUMMIT

if TYPE_CHECKING:
    from kg.grammar.mentions import Masked
    from kg.reading.reading import Reading

_THIS = "这里是"
#: 这里是甲国首都某城(的会展中心),: where whoever speaks stands; 这里是某城电台 is no place.
_HERE = re.compile(
    f"{_THIS}(?:位于)?(?:{COUNTRY}的?)?(?:首都)?(?P<city>{CITY})"
    f"(?![^,;:。!?]*[台社报{ALL_KINDS}A-Za-z])[^,;:。!?]{{0,12}}(?:[,;:。!?]|$)"
)


def note_here(reading: Reading, sentence: Masked) -> None:
    """Remember which city a sentence says that this is, until it names another, or a line ends."""
    if told := _HERE.search(sentence.text):
        reading.here = sentence.at(told.start("city")).value.keys[0]
    elif _THIS in sentence.text or "\n" in reading.document.shadow[reading.until : sentence.start]:
        reading.here = ""
    if reading.here and not _cities(sentence) <= {reading.here}:
        reading.here = ""


def _cities(sentence: Masked) -> set[str]:
    """The cities that a sentence names, also in the names of meetings."""
    named = (item for item in sentence.mentions if item.kind in (CITY, SUMMIT))
    keys = (item.value.keys[0] if item.kind == CITY else item.value.city for item in named)
    return set(filter(None, keys))


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
