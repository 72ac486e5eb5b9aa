"""A16: two languages of the interface, three ways to name things."""

from __future__ import annotations

import re

import pytest

XI = "leader/xi-jinping"
CJK = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")

#: Everything that the page itself says: texts and attributes, without what comes from the graph.
WORDS = """() => {
  const said = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const data = `script, style, noscript, #lang, option, blockquote, .name, .quote, .source,
    .aliases, #details-title, .sentence, #tip, .chip, .rule, th[scope=row], td, #organisation-list,
    #unconnected ul, .summit, .succession, .qualifier, .hint, #path, #status`;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!element.closest(data)) said.push(walk.currentNode.data);
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder]"))
    for (const name of ["aria-label", "placeholder"])
      if (element.hasAttribute(name) && !element.closest("[data-fact], #chips, li, tr, #lang"))
        said.push(element.getAttribute(name));
  return said.map((text) => text.trim()).filter(Boolean);
}"""


def foreign(kg):
    return [text for text in kg.page.evaluate(WORDS) if CJK.search(text)]


@pytest.mark.parametrize(
    "state",
    [
        "",
        f"sel={XI}",
        "v=table",
        "v=timeline",
        f"sel={XI}&path={XI},country/TJK&hide=City&from=2014",
    ],
)
def test_in_english_the_page_itself_says_nothing_in_chinese(opened, seeds, size, state):
    kg = opened(seeds, size, view=state)
    assert foreign(kg)
    kg.find("#lang").click()
    kg.eventually(lambda: kg.page.evaluate("document.documentElement.lang"), "en")
    if state.startswith("sel"):
        kg.find("#details .group .fact").first.click()
    assert foreign(kg) == []


def test_terms_of_the_ontology_are_translated(opened, seeds):
    kg = opened(seeds, view="lang=en")
    rows = kg.find("#class-list label .name").all_text_contents()
    assert "Summit" in rows
    assert not [row for row in rows if CJK.search(row)]
    kg.go(f"lang=en&sel={XI}")
    heads = kg.find("#details .group h3").all_text_contents()
    assert any("attended" in head for head in heads)
    assert not [head for head in heads if CJK.search(head)]
    kg.go("lang=en&v=timeline")
    labels = kg.find("#panel-timeline dt").all_text_contents()
    assert labels
    assert not [label for label in labels if CJK.search(label)]


def test_the_language_survives_a_reload(kg):
    kg.find("#lang").click()
    kg.eventually(lambda: kg.state()["lang"], "en")
    kg.hash()
    kg.page.reload()
    kg.wait_until_ready()
    assert kg.state()["lang"] == "en"
    assert kg.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hans"), ("en-GB", "en"), ("fr-FR", "en")],
)
def test_a_new_reader_is_met_in_her_language(opened, seeds, locale, lang):
    kg = opened(seeds, locale=locale)
    assert kg.page.evaluate("document.documentElement.lang") == lang


def test_names_in_chinese_english_or_both(kg, seeds):
    entity = seeds.entities[XI]
    kg.select(XI)
    for value, words in (
        ("zh", entity.names[0]),
        ("en", entity.en),
        ("both", f"{entity.names[0]} {entity.en}"),
    ):
        kg.find("#names").select_option(value)
        kg.eventually(lambda: kg.text("#details h2"), words)


def test_what_has_no_english_name_keeps_the_chinese_one(opened, seeds):
    entity = next(e for e in seeds.graph.entities if not e.en and e.cls == "Initiative")
    kg = opened(seeds, view=f"lang=en&sel={entity.key}")
    assert kg.text("#details h2") == entity.names[0]


def test_chinese_words_in_an_english_page_are_marked_as_chinese(opened, seeds):
    """So that they are read aloud in Chinese."""
    name = next(iter(seeds.facts))
    kg = opened(seeds, view=f"lang=en&fact={name}")
    assert kg.find("#evidence blockquote").get_attribute("lang").startswith("zh")
