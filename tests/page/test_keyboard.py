"""A14: everything without a mouse."""

from __future__ import annotations

XI = "leader/xi-jinping"

RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement !== document.body &&
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
     || style.boxShadow !== "none");
}"""


def has_ring(kg):
    return kg.page.evaluate(RING)


def tab_to(kg, selector, most=80):
    """Press Tab until the focus is on ``selector``."""
    for _ in range(most):
        kg.press("Tab")
        if kg.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def test_search_select_check_and_expand(kg):
    kg.press("/")
    assert kg.focused() == "#search"
    assert has_ring(kg)
    kg.type("xjp")
    kg.find("#results [role=option]").first.wait_for()
    kg.press("Enter")
    kg.eventually(lambda: kg.state()["sel"], XI)
    tab_to(kg, "#details .group .fact")
    assert has_ring(kg)
    name = kg.page.evaluate("document.activeElement.dataset.fact")
    kg.press("Enter")
    kg.eventually(lambda: kg.state()["fact"], name)
    assert kg.find("#evidence blockquote").is_visible()
    assert kg.focused() != "body."  # a person goes on from where she was
    kg.press("Escape")
    kg.eventually(lambda: kg.state()["fact"], "")
    assert kg.state()["sel"] == XI
    before = kg.shown()
    kg.press("i")
    kg.eventually(lambda: kg.shown() != before)
    kg.press("Backspace")
    kg.eventually(kg.shown, before)
    kg.press("Escape")
    kg.eventually(lambda: kg.state()["sel"], "")
    assert not kg.find("#details").is_visible()


def test_the_focus_can_be_seen_wherever_it_goes_and_comes_round(opened, seeds):
    kg = opened(seeds, view=f"sel={XI}")
    seen = []
    for _ in range(400):
        kg.press("Tab")
        at = kg.page.evaluate(
            """() => document.activeElement === document.body ? "" :
               [...document.querySelectorAll("*")].indexOf(document.activeElement)"""
        )
        if at == "" or (seen and at == seen[0]):
            break
        assert has_ring(kg), kg.focused()
        assert at not in seen, kg.focused()
        seen.append(at)
    assert 30 < len(seen) < 400


def test_a_hidden_panel_is_not_walked_through(opened, seeds):
    kg = opened(seeds)
    for _ in range(60):
        kg.press("Tab")
        assert kg.page.evaluate("document.activeElement.closest('#panel-table, #details')") is None


def test_arrows_walk_over_the_picture(kg):
    kg.find("#canvas").focus()
    kg.press("ArrowRight")
    kg.eventually(lambda: kg.state()["sel"] != "")
    first = kg.state()["sel"]
    kg.press("ArrowRight")
    kg.eventually(lambda: kg.state()["sel"] != first)
    positions = kg.read("positions()")
    assert positions[kg.state()["sel"]][0] > positions[first][0]
    assert kg.sample.label(kg.state()["sel"]) in kg.text("#details h2")


def test_keys_zoom_and_fit(kg):
    kg.find("#canvas").focus()
    one, two = kg.nodes()[:2]

    def apart():
        return abs(kg.place(one)["x"] - kg.place(two)["x"])

    before = apart()
    kg.press("+")
    kg.still()
    assert apart() > before * 1.1
    kg.press("-", "-")
    kg.still()
    assert apart() < before
    kg.press("0")
    kg.still()


def test_tabs_are_changed_with_arrows(kg):
    kg.find("#tab-graph").focus()
    for name in ("table", "timeline", "graph"):
        kg.press("ArrowRight")
        assert kg.focused() == f"#tab-{name}"
        assert kg.find(f"#panel-{name}").is_visible()
        assert kg.find(f"#tab-{name}").get_attribute("aria-selected") == "true"


def test_help_opens_and_closes_and_the_focus_returns(kg):
    kg.find("#canvas").focus()
    kg.press("?")
    assert kg.find("#help-sheet").is_visible()
    kg.press("Escape")
    assert not kg.find("#help-sheet").is_visible()
    assert kg.focused() == "#canvas"


def test_letters_typed_into_a_field_are_letters(kg):
    kg.find("#search").click()
    kg.type("eip?/+-0")
    assert kg.find("#search").input_value() == "eip?/+-0"
    assert not kg.find("#help-sheet").is_visible()
    kg.press("Backspace")
    assert kg.find("#search").input_value() == "eip?/+-"


def test_escape_traps_nobody(kg):
    for _ in range(6):
        kg.press("Escape")
    kg.press("/")
    assert kg.focused() == "#search"


def test_a_filter_keeps_the_focus_where_it_is(opened, seeds):
    kg = opened(seeds)
    box = kg.find("label[data-class=City] input")
    box.focus()
    kg.press("Space")
    kg.eventually(lambda: kg.state()["hide"], ["City"])
    assert kg.page.evaluate("document.activeElement.closest('label')?.dataset.class") == "City"
    kg.press("Space")
    kg.eventually(lambda: kg.state()["hide"], [])


def test_the_table_is_sorted_with_the_keyboard(kg):
    kg.find("#tab-table").focus()
    kg.press("Enter")
    tab_to(kg, "#panel-table th button")
    assert has_ring(kg)
    kg.press("Enter")
    kg.eventually(lambda: kg.find("#panel-table th[aria-sort=ascending]").count(), 1)
