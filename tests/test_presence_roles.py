"""As what somebody attends, and who is there at all, where no list of the report labels him."""

import pytest

MEETING = "北约2023年维尔纽斯峰会"
HELD = f"{MEETING}7月11日在维尔纽斯举行。"


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("法国总统德高乐出席峰会。", "德高乐", "member"),
        ("瑞典首相贝里出席峰会。", "贝里", None),  # not yet
        ("韩国总统朴大山应邀出席峰会。", "朴大山", "guest"),
        ("法国总统德高乐应邀出席峰会。", "德高乐", None),  # a member, too, is asked to come
        ("瑞典首相贝里以受邀国领导人身份出席峰会。", "贝里", "guest"),
        ("瑞典首相贝里作为观察员出席峰会。", "贝里", "observer"),
    ],
)
def test_role_without_a_label(qualified, sentence, name, role):
    found = qualified(HELD + sentence, published="2023-07-12")
    attended = next(own for fact, own in found.items() if fact.startswith(f"{name} attended"))
    assert attended.get("role") == role


def test_comment_tells_nobody_as_present_by_quoting_him(facts):
    text = "二十国集团领导人杭州峰会4日在杭州举行。\n法国总统德高乐说，差距仍在。\n"
    fact = "德高乐 attended 二十国集团领导人杭州峰会"
    assert fact in facts(f"杭州峰会开幕\n{text}", published="2016-09-05")
    assert fact not in facts(f"社评：杭州还差一步\n{text}", published="2016-09-05")


def test_leaders_of_a_body_are_not_the_body(facts):
    text = "七国集团峰会8日在德国举行。七国集团领导人在会上表示，各国应多植树。"
    found = facts(text, published="2015-06-09")
    assert not any(fact.startswith("七国集团 participatedIn") for fact in found)
