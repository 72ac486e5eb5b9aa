"""A graph with a hub: more facts about one country than a page holds, one fact told 250 times."""

from __future__ import annotations

from hashlib import sha256

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement

SUMMITS, REPORTS = 230, 250
HUB, LEADER = "country/AAA", "leader/a-a"
TOLD_OFTEN = "fact/represents.a-a.country-AAA"
#: What a build's ``background.ttl`` would say.
BACKGROUND = """
country:AAA rdfs:label "Aland"@en ; skos:notation "AAA" ;
  skos:exactMatch <https://sws.geonames.org/1/>, <javascript:alert(1)> .
city:b sm:locatedIn country:AAA .
country:BBB a sm:Country, sm:Actor, sm:Place, sm:Supporter ; rdfs:label "乙国"@zh .
"""


def _source(number):
    digits = sha256(str(number).encode()).hexdigest()
    url = "javascript:window.__p=1" if number % 2 else f"https://example.org/{number}?a=1&b=2"
    title = f"第{number}号报道"
    return Source(
        digits[:16],
        f"r/{number:03}.txt",
        title,
        f"2{number:03}-01-02",
        "某报",
        url=url,
        sha256=digits,
    )


def hub_graph():
    """A leader of one country that hosted many summits; the first was denied, the next planned."""
    sources = [_source(number) for number in range(REPORTS)]
    summits = [
        Entity(f"summit/s-{number}", "Summit", (f"第{number}次峰会",)) for number in range(SUMMITS)
    ]
    entities = [
        Entity(HUB, "Country", ("甲国", "甲方")), Entity(LEADER, "Leader", ("甲甲",), "Mr A"),
        Entity("city/b", "City", ("乙城",)), *summits,
    ]  # fmt: skip
    told = {0: Factuality.NEGATED, 1: Factuality.PLANNED}
    facts = [
        Statement(HUB, "hosted", summit.key, told.get(number, Factuality.ACTUAL), (), (
            Evidence(sources[number % REPORTS].id, 10, 16, f"甲国主办{number}", "hosted.verb"),))
        for number, summit in enumerate(summits)
    ]  # fmt: skip
    years = [
        Statement(summit.key, "year", Literal(str(2230 - number), "integer"), evidence=(
            Evidence(sources[number].id, 30, 34, str(2230 - number), "year.in"),))
        for number, summit in enumerate(summits)
    ]  # fmt: skip
    often = tuple(Evidence(source.id, 0, 4, "甲国甲甲", "people.title") for source in sources)
    represents = Statement(LEADER, "represents", HUB, evidence=often)
    words = (("capacity", "总统"), ("mode", "by-video"), ("onBehalfOf", HUB), ("role", "observer"))
    both = tuple(
        Evidence(sources[0].id, 20, 28, "甲甲出席<b>会议</b>", rule)
        for rule in ("attended.one", "attended.two")
    )
    attended = Statement(LEADER, "attended", "summit/s-5", Factuality.ACTUAL, words, both)
    return Graph(tuple(sorted(sources)), tuple(sorted(entities)),
                 tuple(sorted([*facts, *years, represents, attended], key=str)))  # fmt: skip
