"""A small settled graph for tests: an invented league of invented countries and leaders.

No name in it is meant; every passage is written for the tests. ``TEXTS`` holds the text of
each source document, so that offsets and quotes can be checked.
"""

from __future__ import annotations

from hashlib import sha256

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement

FIRST = "甲国总统山石主持第三次湖畔论坛峰会。乙国总理林木视频出席会议。峰会通过《湖畔宣言》。"
SECOND = "湖畔论坛峰会2031年5月2日在碧城举行，会期两天。乙国将接任主席国，丙国没有加入论坛。"


def _source(path: str, text: str, **fields: str) -> Source:
    digest = sha256(text.encode()).hexdigest()
    return Source(id=digest[:16], path=path, sha256=digest, **fields)


SOURCES = (
    _source("a/one.txt", FIRST, title="湖畔论坛峰会开幕", published="2031-05-02", publisher="晨报"),
    _source("b/two.txt", SECOND, title="综述", published="2031", url="https://example.org/two?a=1"),
)
TEXTS = {SOURCES[0].id: FIRST, SOURCES[1].id: SECOND}

SUMMIT = "summit/lakeside-forum-2031"
ENTITIES = (
    Entity("leader/shan-shi", "Leader", ("山石", "山石总统"), "Shan Shi"),
    Entity("leader/lin-mu", "Leader", ("林木",)),
    Entity("country/AAA", "Country", ("甲国",), "Alphaland"),
    Entity("country/BBB", "Country", ("乙国", "乙方"), "Betaland"),
    Entity("country/CCC", "Country", ("丙国",)),
    Entity("city/bicheng-1", "City", ("碧城",), "Bicheng"),
    Entity("organisation/lakeside-forum", "Organisation", ("湖畔论坛",), "Lakeside Forum"),
    Entity(SUMMIT, "Summit", ("湖畔论坛第三次峰会", "湖畔论坛峰会")),
    Entity("document/lakeside-declaration-2031", "Declaration", ("湖畔宣言",)),
)


def passage(text: str, quote: str, rule: str) -> Evidence:
    """Return the evidence of ``quote``, where it first occurs in ``text``."""
    source = next(key for key, value in TEXTS.items() if value == text)
    start = text.index(quote)
    return Evidence(source, start, start + len(quote), quote, rule)


def _statements() -> tuple[Statement, ...]:
    opening = passage(FIRST, "甲国总统山石主持第三次湖畔论坛峰会。", "chair.verb")
    video = passage(FIRST, "乙国总理林木视频出席会议。", "attend.video")
    adoption = passage(FIRST, "峰会通过《湖畔宣言》。", "adopt.verb")
    held = passage(SECOND, "湖畔论坛峰会2031年5月2日在碧城举行", "held.verb")
    chair = passage(SECOND, "乙国将接任主席国", "chair.next")
    refused = passage(SECOND, "丙国没有加入论坛", "accede.verb")
    forum = "organisation/lakeside-forum"
    host = (("role", "host"), ("capacity", "总统"), ("onBehalfOf", "country/AAA"))
    guest = (("role", "member"), ("mode", "by-video"), ("capacity", "总理"))
    term = (("organisation", forum), ("atSummit", SUMMIT), ("termStartYear", "2032"))
    return (
        Statement("leader/shan-shi", "attended", SUMMIT, qualifiers=host, evidence=(opening,)),
        Statement("leader/shan-shi", "chaired", SUMMIT, evidence=(opening,)),
        Statement("leader/lin-mu", "attended", SUMMIT, qualifiers=guest, evidence=(video,)),
        Statement("leader/lin-mu", "represents", "country/BBB", evidence=(video,)),
        Statement("country/BBB", "participatedIn", SUMMIT, evidence=(video,)),
        Statement(SUMMIT, "organisedBy", forum, evidence=(opening, held)),
        Statement(SUMMIT, "edition", Literal("3", "integer"), evidence=(opening,)),
        Statement(SUMMIT, "year", Literal("2031", "integer"), evidence=(held,)),
        Statement(SUMMIT, "startDate", Literal("2031-05-02", "date"), evidence=(held,)),
        Statement(SUMMIT, "heldIn", "city/bicheng-1", evidence=(held,)),
        Statement(SUMMIT, "adopted", "document/lakeside-declaration-2031", evidence=(adoption,)),
        Statement(
            "country/BBB",
            "succeededAsChair",
            "country/AAA",
            Factuality.DECIDED,
            qualifiers=term,
            evidence=(chair,),
        ),
        Statement("country/CCC", "accededTo", forum, Factuality.NEGATED, evidence=(refused,)),
    )


GRAPH = Graph(sources=SOURCES, entities=ENTITIES, statements=_statements())
