"""A5: whatever one types for a name, the thing comes first."""

from __future__ import annotations

import pytest

TOKAYEV = "leader/kassym-jomart-tokayev"
WAYS = ("托卡", "托卡耶夫", "tuoka", "tuo ka", "tkyf", "Tokayev", "tokayev")


@pytest.mark.parametrize("typed", WAYS)
def test_every_way_to_write_a_name_finds_it_first(kg, typed):
    rows = kg.search(typed)
    kg.eventually(lambda: rows.first.get_attribute("data-id"), TOKAYEV)
    assert "托卡耶夫" in rows.first.inner_text()
    assert "领导人" in rows.first.inner_text()  # what it is
    kg.press("Enter")
    kg.eventually(lambda: kg.state()["sel"], TOKAYEV)
    assert "托卡耶夫" in kg.text("#details h2")
    kg.still()
    frame, place = kg.find("#canvas").bounding_box(), kg.place(TOKAYEV)
    assert frame["x"] < place["x"] < frame["x"] + frame["width"]
    assert frame["y"] < place["y"] < frame["y"] + frame["height"]
    assert any(box["id"] == TOKAYEV for box in kg.read("labelBoxes()"))


def test_another_name_is_shown_beside_the_label(kg, seeds):
    """Whoever types the short form sees why the long one is offered."""
    entity = next(
        entity
        for entity in seeds.graph.entities
        if len(entity.names) > 1 and entity.cls == "Organisation"
    )
    other = next(name for name in entity.names[1:] if name not in entity.names[0])
    kg.search(other)
    row = kg.find(f'#results [data-id="{entity.key}"]')
    row.wait_for()
    assert entity.names[0] in row.inner_text()
    assert other in row.inner_text()


def test_everything_is_found_by_its_own_name(kg, seeds):
    names = [entity.names[0] for entity in seeds.graph.entities]
    for entity in seeds.graph.entities[:: max(1, len(names) // 25)]:
        rows = kg.search(entity.names[0])
        rows.first.wait_for()
        offered = rows.evaluate_all("rows => rows.map((row) => row.dataset.id)")
        assert entity.key in offered[: names.count(entity.names[0])]


def test_hostile_names_are_found_too(opened, hostile):
    kg = opened(hostile)
    for entity in hostile.graph.entities:
        kg.search(entity.names[0])
        kg.find(f'#results [data-id="{entity.key}"]').wait_for()


def test_what_is_not_in_the_opening_view_is_found_and_shown(opened, big, size):
    kg = opened(big, size)
    shown = set(kg.nodes())
    key = next(entity.key for entity in reversed(big.graph.entities) if entity.key not in shown)
    kg.select(key)
    kg.eventually(lambda: key in kg.nodes())
    assert kg.find("#details .fact").count() > 0


def test_nothing_found_is_said(kg):
    kg.search("没有这样的名字")
    kg.eventually(lambda: kg.find("#results").inner_text() + kg.text("#status") != "")
    assert kg.find("#results [role=option]").count() == 0
    kg.press("Enter")
    assert kg.state()["sel"] == ""


def test_arrows_walk_through_what_is_offered(kg):
    rows = kg.search("上海")
    rows.first.wait_for()
    assert rows.count() > 2
    for _ in range(2):
        kg.press("ArrowDown")
    active = kg.find("#search").get_attribute("aria-activedescendant")
    row = kg.find(f"#{active}")
    assert row.get_attribute("aria-selected") == "true"
    assert kg.find("#results [aria-selected=true]").count() == 1
    wanted = row.get_attribute("data-id")
    assert wanted != rows.first.get_attribute("data-id")
    kg.press("Enter")
    kg.eventually(lambda: kg.state()["sel"], wanted)


def test_escape_closes_the_offer_and_keeps_the_view(kg):
    kg.search("上海").first.wait_for()
    before = kg.shown()
    kg.press("Escape")
    assert not kg.find("#results").is_visible()
    assert kg.shown() == before
    assert kg.state()["sel"] == ""


def test_enter_that_ends_the_writing_of_pinyin_chooses_nothing(kg):
    """An input method takes Enter for itself while a word is being composed."""
    kg.search("tuo").first.wait_for()
    kg.find("#search").evaluate(
        """box => box.dispatchEvent(new KeyboardEvent("keydown",
             { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert kg.state()["sel"] == ""
    assert kg.find("#search").input_value() == "tuo"


def test_words_of_an_input_method_are_searched_for(kg):
    kg.find("#search").click()
    kg.page.context.new_cdp_session(kg.page).send("Input.insertText", {"text": "托卡"})
    kg.eventually(lambda: kg.find("#results [role=option]").first.get_attribute("data-id"), TOKAYEV)
