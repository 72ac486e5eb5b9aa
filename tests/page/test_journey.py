"""The task of issue 3, as somebody does it who sees the page for the first time.

Find who chaired the 2014 summit, which sentence says so, and send that view to somebody.
"""

from __future__ import annotations

import re

SUMMIT, CHAIR = "summit/sco-2014", "leader/emomali-rahmon"
FACT = "chaired.emomali-rahmon.sco-2014"


def sent(kg, opened, size):
    """What the other one sees who gets the link."""
    kg.find("#copy-link").click()
    kg.eventually(lambda: FACT in kg.page.evaluate("navigator.clipboard.readText()"))
    link = kg.page.evaluate("navigator.clipboard.readText()")
    other = opened(kg.sample, size, view=link.partition("#")[2])
    assert other.text("#evidence blockquote") == kg.text("#evidence blockquote")
    return other


def check_answer(kg, documents):
    kg.eventually(lambda: kg.state()["fact"], FACT)
    assert kg.sample.label(CHAIR) in kg.text("#evidence")
    start, end = map(int, re.findall(r"\d+", kg.text("#evidence .offsets").replace(",", ""))[:2])
    source = next(s for s in kg.sample.graph.sources if s.title in kg.text("#evidence .source"))
    assert documents[source.id].text[start:end] == kg.find("#evidence blockquote").text_content()


def test_by_search(kg, opened, documents, size):
    kg.search("2014")
    row = kg.find(f'#results [data-id="{SUMMIT}"]')
    row.wait_for()
    row.click()
    kg.find(f'#details .fact[data-fact="{FACT}"]').click()
    check_answer(kg, documents)
    sent(kg, opened, size)


def test_by_timeline(kg, opened, documents, size):
    kg.find("#tab-timeline").click()
    kg.find(f'#panel-timeline [data-summit="{SUMMIT}"] [data-fact="{FACT}"]').click()
    check_answer(kg, documents)
    assert sent(kg, opened, size).find("#panel-timeline").is_visible()


def test_by_table(kg, opened, documents, size):
    kg.find("#tab-table").click()
    kg.find("#panel-table input").fill("2014 主持")
    kg.find(f'#panel-table tr[data-fact="{FACT}"] button').first.click()
    check_answer(kg, documents)
    sent(kg, opened, size)


def test_with_fingers(opened, seeds, documents):
    kg = opened(seeds, (390, 844))
    kg.find("#search").tap()
    kg.type("拉赫蒙")
    kg.find(f'#results [data-id="{CHAIR}"]').tap()
    fact = kg.find(f'#details .fact[data-fact="{FACT}"]')
    fact.tap()
    check_answer(kg, documents)
    kg.find("#close").tap()
    assert not kg.find("#details").is_visible()
