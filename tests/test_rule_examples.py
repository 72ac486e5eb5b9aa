"""Every example and counter-example of every rule, run against all rules together.

A new rule that fires where it should not breaks the example of another one; that is the point.
"""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from builders import STANDING, labels, sentence_of

from kg.grammar.mentions import COUNTRY, ORGANISATION
from kg.grammar.rule import IMPLIED, NOTES
from kg.grammar.rules import CUES, GROUPS, load_rules, make_rule_book
from kg.model import DataError
from kg.ontology import ontology_folder
from kg.reading import slots
from kg.reading.extraction import extract
from kg.reading.reading import Notes
from kg.reading.sentences import read_sentences
from kg.sources.documents import make_document
from kg.text.words import read_grouped, read_groups, read_words

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
        and item.predicate in RULES[rule].predicates
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


def test_a_rule_gives_something_that_no_other_rule_gives(document, knowledge):
    """Fact, factuality and qualifiers, for an example of its own: else it can go."""

    def said(text, known):
        told = extract(document(text), known).statements
        return {(*item[:3], item.factuality, item.qualifiers) for item in told}

    def is_needed(rule):
        others = tuple(other for other in RULES.values() if other is not rule)
        rest = replace(knowledge, rules=make_rule_book(others, knowledge.rules.cues))
        return any(said(item.text, knowledge) - said(item.text, rest) for item in rule.yes)

    assert [name for name, rule in RULES.items() if not is_needed(rule)] == []


def test_no_word_of_a_rule_is_needless():
    """One that holds another of its list, or of one that forbids more, can go."""
    needless = []
    for path in (ontology_folder() / "rules").rglob("*.toml"):
        if path.name in (GROUPS, CUES):
            continue
        groups = read_groups(ontology_folder() / "rules" / GROUPS)
        written, full = read_words(path), read_grouped(path, groups)
        for name, row in full.items():
            for field, wider in (("reject", ()), ("inside", ("reject",))):
                words = [word for word in row.get(field, ()) if word in written[name][field]]
                others = [word for key in ("without", *wider) for word in row.get(key, ())]
                for word in words:
                    rest = [*row[field]]
                    rest.remove(word)
                    if any(other in word for other in (*rest, *others)):
                        needless.append((name, field, word))
    assert needless == []


def test_odd_factuality_is_named(tmp_path):
    old, new = 'if_planned = "actual"', 'if_planned = "surely"'
    _expect_error(tmp_path, "chaired.toml", old, new, "chaired.i-open")


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


def _loaded(folder, **files):
    shutil.copy(ontology_folder() / "rules" / "cues.toml", folder)
    shutil.copy(ontology_folder() / "rules" / GROUPS, folder)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_rules(folder).rules


CHOOSING = """
[predicate]
memberOf = ["成员国"]
observerOf = ["观察员国"]
[is]
pattern = "{subject:Country} ~20 [(的) {object:Organisation}] (成员国|观察员国|朋友) $"
object = "@body"
yes = ["x"]
no = ["y"]
"""


@pytest.mark.parametrize(
    ("text", "predicate", "slot"),
    [
        (f"{COUNTRY}是成员国", "memberOf", "@body"),
        (f"{COUNTRY}是观察员国", "observerOf", "@body"),
        (f"{COUNTRY}是朋友", "memberOf", "@body"),
        (f"{COUNTRY}不是成员国而是{ORGANISATION}观察员国", "observerOf", "@body"),
        (f"{COUNTRY}是今年的{ORGANISATION}观察员国", "observerOf", "object"),
    ],
)
def test_last_word_tells_the_predicate_and_a_filled_slot_the_object(
    tmp_path, text, predicate, slot
):
    (rule,) = _loaded(tmp_path, status=CHOOSING)
    told = rule.as_told(rule.pattern.regex.search(text))
    assert (told.predicate, told.subject, told.object) == (predicate, "subject", slot)


def test_rule_with_a_predicate_of_its_own_chooses_none(tmp_path):
    (rule,) = _loaded(tmp_path, status=CHOOSING + 'predicate = "joined"\n')
    assert rule.predicates == ("joined",)


def test_slot_that_may_be_missing_needs_something_implied(tmp_path):
    with pytest.raises(DataError, match="no slot 'object' that is always filled"):
        _loaded(tmp_path, status=CHOOSING.replace('object = "@body"\n', ""))


def test_slot_that_nothing_implies_is_named(tmp_path):
    with pytest.raises(DataError, match="no slot '@bodi'"):
        _loaded(tmp_path, status=CHOOSING.replace("@body", "@bodi"))


def test_name_of_a_slot_that_nobody_reads_is_refused(tmp_path):
    with pytest.raises(DataError, match="a slot named bodyy means nothing"):
        _loaded(tmp_path, status=CHOOSING.replace("object:Organisation", "bodyy:Organisation"))


def test_qualifier_that_nobody_reads_is_named(tmp_path):
    with pytest.raises(DataError, match="set: unknown rolle"):
        _loaded(tmp_path, status=CHOOSING + 'set = { rolle = "host" }')


def test_note_that_nobody_reads_is_named(tmp_path):
    with pytest.raises(DataError, match="notes: unknown laterr"):
        _loaded(tmp_path, status=CHOOSING + 'notes = ["laterr"]')


def test_all_that_a_rule_can_note_has_a_place():
    assert set(Notes._fields) >= NOTES


def test_all_that_a_rule_can_imply_is_filled():
    assert slots.IMPLIED.keys() == IMPLIED


def test_rule_of_several_subjects_is_one_for_each(tmp_path):
    text = """[gives]
pattern = "{from:Country} (交给) {to:Country}"
subject = ["from", "to"]
object = "@body"
yes = ["x"]
no = ["y"]
"""
    rules = _loaded(tmp_path, status=text)
    assert [(rule.name, rule.subject) for rule in rules] == [
        ("status.gives-from", "from"),
        ("status.gives-to", "to"),
    ]


def test_relation_may_have_a_folder_of_files(tmp_path):
    (tmp_path / "joined").mkdir()
    _, told = CHOOSING.split("[is]")
    (tmp_path / "joined" / "status.toml").write_text(CHOOSING, encoding="utf-8")
    (tmp_path / "joined" / "told.toml").write_text(f"[was]{told}", encoding="utf-8")
    rules = [(rule.name, rule.predicate) for rule in _loaded(tmp_path)]
    assert rules == [("joined.is", "memberOf"), ("joined.was", "joined")]
    (tmp_path / "joined" / "told.toml").write_text(f"[is]{told}", encoding="utf-8")
    with pytest.raises(DataError, match="another rule has this name") as caught:
        _loaded(tmp_path)
    assert (caught.value.file, caught.value.key) == ("told.toml", "joined.is")


def test_every_group_of_words_is_used():
    folder = ontology_folder() / "rules"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.toml"))
    assert [name for name in read_groups(folder / GROUPS) if f"<{name}>" not in text] == []


def test_groups_of_words_join_what_stands_around_them(tmp_path):
    (tmp_path / "words.toml").write_text('a = ["出席"]\nb = ["<a>", "到会"]', encoding="utf-8")
    (tmp_path / "x.toml").write_text('p = "(未<b>|没)"\nq = ["不<b>", "无"]', encoding="utf-8")
    table = read_grouped(tmp_path / "x.toml", read_groups(tmp_path / "words.toml"))
    assert table == {"p": "(未出席|未到会|没)", "q": ["不出席", "不到会", "无"]}
