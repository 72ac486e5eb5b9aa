"""Every example and counter-example of every rule, run against all rules together.

A new rule that fires where it should not breaks the example of another one; that is the point.
"""

from __future__ import annotations

import shutil

import pytest
from builders import STANDING, labels, sentence_of

from kg.grammar.rules import GROUPS, load_rules
from kg.model import DataError
from kg.ontology import ontology_folder
from kg.reading.sentences import read_sentences
from kg.sources.documents import make_document
from kg.text.words import read_grouped, read_groups

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
    _expect_error(tmp_path, "cues.toml", old, new, key)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("words.toml", '"<attend>", "<come>"]', '"<attends>", "<come>"]', "<attends>"),
        ("words.toml", "\nattend =", "\nattended =", "<attend>"),
        ("chaired.toml", "(主持) (了)?", "(<preside>) (了)?", "<preside>"),
    ],
)
def test_unknown_group_of_words_is_named(tmp_path, file, old, new, key):
    _expect_error(tmp_path, file, old, new, key)


def _expect_error(folder, file, old, new, key):
    rules = ontology_folder() / "rules"
    shutil.copytree(rules, folder, dirs_exist_ok=True)
    text = (rules / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_rules(folder)
    assert (caught.value.file, caught.value.key) == (file, key)


def test_every_group_of_words_is_used():
    folder = ontology_folder() / "rules"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.toml"))
    assert [name for name in read_groups(folder / GROUPS) if f"<{name}>" not in text] == []


def test_groups_of_words_join_what_stands_around_them(tmp_path):
    (tmp_path / "words.toml").write_text('a = ["出席"]\nb = ["<a>", "到会"]', encoding="utf-8")
    (tmp_path / "x.toml").write_text('p = "(未<b>|没)"\nq = ["不<b>", "无"]', encoding="utf-8")
    table = read_grouped(tmp_path / "x.toml", read_groups(tmp_path / "words.toml"))
    assert table == {"p": "(未出席|未到会|没)", "q": ["不出席", "不到会", "无"]}
