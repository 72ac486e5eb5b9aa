"""The rule writer's debugger tells what extraction really does."""

from __future__ import annotations

import pytest
from conftest import SEEDS

from kg.grammar.mentions import ALL_KINDS, LEADER, PARTIES, SUMMIT
from kg.pipeline import read_documents
from kg.reading.explain import explain, unmask
from kg.reading.extraction import read

TEXT = "二十国集团领导人杭州峰会9月4日在杭州举行。法国总统德高乐、英国首相史密斯出席会议。"


@pytest.fixture
def explanation(document, knowledge):
    return explain(document(TEXT), knowledge)


def test_passages_are_those_of_the_text(explanation):
    seen = [seen for sentence in explanation.sentences for seen in sentence.mentions]
    assert seen
    assert all(TEXT[one.start : one.end] == one.text for one in seen)


def test_kinds_and_meanings_are_told(explanation):
    kinds = {seen.kind: seen.refers for one in explanation.sentences for seen in one.mentions}
    assert kinds["Date"] == "2016-09-04"
    assert kinds["City"].endswith("city/hangzhou-1808926")
    assert "德高乐 of country/FRA" in kinds["Parties"]


def test_rules_that_fired_and_their_facts(explanation):
    rules = {rule.rule for one in explanation.sentences for rule in one.rules}
    found = [fact for fact in explanation.facts if fact.predicate == "attended"]
    assert {fact.subject for fact in found} == {"德高乐", "史密斯"}
    assert all(set(fact.rules) & rules for fact in found)


def test_every_kind_has_a_name():
    assert len(set(unmask(ALL_KINDS).split("}"))) == len(ALL_KINDS) + 1


def test_masks_are_readable():
    assert unmask(f"{LEADER}出席{SUMMIT},{PARTIES}") == "{Leader}出席{Summit},{Parties}"


def test_it_sees_what_extraction_sees(knowledge):
    """Sentence by sentence, but with the same verdicts as the reading of the whole."""
    for document in read_documents([str(SEEDS)])[0]:
        told = [
            (rule.rule, rule.verdict)
            for sentence in explain(document, knowledge).sentences
            for rule in sentence.rules
        ]
        traces = read(document, knowledge).traces
        assert told == [(trace.rule, trace.verdict) for trace in traces]
