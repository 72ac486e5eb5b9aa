"""Meetings held by video: all are there by video, and nobody's desk is the place of the meeting."""

from __future__ import annotations

import pytest

OPENING = "二十国集团领导人第十五次峰会21日晚"
GUEST = "法国总统德高乐在巴黎出席会议并发表讲话。"
FACT = "德高乐 attended 二十国集团领导人第十五次峰会"
PLACES = ("heldIn", "hosted")


@pytest.mark.parametrize(
    "held",
    [
        "以视频方式举行。",
        "以视频会议形式召开。",
        "通过线上方式举行，英国首相史密斯主持会议。",
        "以视频连线方式开幕。",
        "举行。会议以视讯形式举行。",
    ],
)
def test_who_attends_a_meeting_by_video_is_not_where_it_is(qualified, held):
    told = qualified(f"{OPENING}{held}{GUEST}", published="2016-09-22")
    assert told[FACT]["mode"] == "by-video"
    assert not [fact for fact in told if fact.split(" ")[1] in PLACES]


@pytest.mark.parametrize("held", ["在巴黎举行。", "以线上线下相结合的方式举行。"])
def test_a_meeting_with_people_in_a_room_is_at_its_place(qualified, held):
    told = qualified(f"{OPENING}{held}{GUEST}", published="2016-09-22")
    assert "mode" not in told[FACT]
    assert "二十国集团领导人第十五次峰会 heldIn 巴黎" in told


def test_the_meeting_may_be_named_after_how_it_is_held(qualified):
    told = qualified(
        "法国总统德高乐在巴黎出席以视频方式举行的二十国集团领导人第十五次峰会。英国首相史密斯与会。"
    )
    modes = {fact: item.get("mode") for fact, item in told.items() if " attended " in fact}
    assert set(modes.values()) == {"by-video"}
    assert len(modes) == 2
    assert not [fact for fact in told if fact.split(" ")[1] in PLACES]


def test_only_the_meeting_that_is_told_so_is_held_by_video(qualified):
    """The one in a room keeps its place and its guests."""
    told = qualified(
        "法国总统德高乐4日在罗马出席二十国集团领导人第十五次峰会，金砖国家领导人第九次会晤以视频方式举行。"
    )
    assert "mode" not in told[FACT]
    assert "二十国集团领导人第十五次峰会 heldIn 罗马" in told


def test_two_meetings_in_a_row_are_held_so(qualified):
    told = qualified(
        "二十国集团领导人第十五次峰会和金砖国家领导人第九次会晤4日以视频方式举行。"
        "法国总统德高乐在巴黎出席二十国集团领导人第十五次峰会和金砖国家领导人第九次会晤。"
    )
    modes = [item.get("mode") for fact, item in told.items() if " attended " in fact]
    assert modes == ["by-video", "by-video"]


def test_the_name_tells_that_a_meeting_is_held_by_video(qualified):
    told = qualified("第二十二次中国-欧盟领导人视频峰会举行。法国总统德高乐出席。")
    assert [item.get("mode") for fact, item in told.items() if " attended " in fact] == ["by-video"]


def test_where_a_series_is_held_by_video_so_are_its_meetings(qualified):
    told = qualified(
        "东盟系列峰会28日以视频方式落幕。印度总理莫迪在第18届东盟—印度峰会上宣布新计划。"
        "法国总统德高乐2017年曾在马尼拉出席第12届东亚峰会。",
        published="2021-10-28",
    )
    modes = {
        fact.split(" ")[0]: item.get("mode") for fact, item in told.items() if "attended" in fact
    }
    assert modes == {"莫迪": "by-video", "德高乐": None}


@pytest.mark.parametrize(("other", "places"), [("以视频方式", 0), ("", 1)])
def test_where_one_comes_by_video_the_other_may_sit_at_home(qualified, other, places):
    told = qualified(
        f"{OPENING}举行。{GUEST}英国首相史密斯{other}出席会议。", published="2016-09-22"
    )
    assert len([fact for fact in told if " heldIn " in fact]) == places
