"""Every example and counter-example of every rule, run against all rules together.

A new rule that fires where it should not breaks the example of another one; that is the point.
"""

from __future__ import annotations

import pytest
from builders import STANDING, labels, sentence_of

from kg.documents import make_document
from kg.model import DataError
from kg.ontology import ontology_folder
from kg.rules import load_rules
from kg.sentences import read_sentences

RULES = {rule.name: rule for rule in load_rules(ontology_folder() / "rules").rules}
PROMISED = {(rule.name, item.text): item.gives for rule in RULES.values() for item in rule.yes}
EXCLUDED = [(rule.name, item.text) for rule in RULES.values() for item in rule.no]


@pytest.mark.parametrize(("rule", "text"), PROMISED)
def test_what_a_rule_promises_is_found(rule, text, facts):
    promised = PROMISED[rule, text]
    assert promised, "an example must give something"
    assert set(promised) <= facts(text)


@pytest.mark.parametrize(("rule", "text"), EXCLUDED)
def test_what_a_rule_must_not_say_is_not_said(rule, text, graph):
    settled = graph(text)
    wrong = [
        sentence_of(item, labels(settled))
        for item in settled.statements
        if item.factuality in STANDING
        and item.predicate == RULES[rule].predicate
        and any(passage.rule == rule for passage in item.evidence)
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_fires_on_an_example_of_its_own(rule, graph):
    """An example that only other rules explain says nothing about this one."""
    found = {
        passage.rule
        for example in RULES[rule].yes
        for item in graph(example.text).statements
        for passage in item.evidence
    }
    assert rule in found


def test_every_rule_that_matches_is_chosen(knowledge):
    """Rules are chosen by words and kinds of mention; none may be missed by that."""
    rules = knowledge.rules
    for _, text in PROMISED:
        for sentence in read_sentences(make_document(text, "x"), knowledge):
            fit = [rule.name for rule in rules.rules if rule.pattern.regex.search(sentence.text)]
            chosen = {rule.name for rule in rules.candidates(sentence)}
            missed = set(fit) - chosen
            assert all(RULES[name].needs or RULES[name].without for name in missed), missed


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[mode]", "[modes]", "mode"),
        ("video =", "vidio =", "mode.video"),
        ("\nspeech =", "\nspeach =", "reading.speach"),
        ("\nnegated =", "\nnegatet =", "factuality.negated"),
    ],
)
def test_bad_key_of_the_cues_is_named(tmp_path, old, new, key):
    text = (ontology_folder() / "rules" / "cues.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "cues.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_rules(tmp_path)
    assert (caught.value.file, caught.value.key) == ("cues.toml", key)
