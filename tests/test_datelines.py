"""Datelines, bylines and credits are no part of a report; what only looks like one is."""

import pytest

from kg.ontology import ontology_folder
from kg.sources.datelines import compile_frames, without_frames
from kg.text.normalise import normalise
from kg.text.words import read_words

BODY = "各国领导人齐聚一堂。"
FRAMES = compile_frames(read_words(ontology_folder() / "gazetteer" / "sources.toml"))


def rest(text):
    """What is left of a text to read."""
    return without_frames(normalise(text).text, FRAMES).strip("\n")


@pytest.mark.parametrize(
    "frame",
    [
        "新华社汉堡7月5日电（记者 甲某 乙某）",
        "新华社汉堡2017年7月5日电　",
        "中新网7月5日电 ",
        "海岸通讯社汉堡7月5日电 ",
        "本报汉堡7月5日电 （记者甲某）",
        "本报讯（记者甲某）",
        "某城晚报讯　",
        "央视网消息（新闻联播）：",
        "【某联社7月5日电】",
        "（中央社汉堡5日综合外电报导）",
        "（吉隆坡5日讯）",
        "【明報專訊】",
        "据法新社7月5日报道，",
    ],
)
def test_report_begins_after_its_dateline(frame):
    assert rest(frame + BODY) == BODY
    assert rest(f"峰会开幕\n{frame}{BODY}").split("\n")[-1] == BODY


@pytest.mark.parametrize(
    "credit",
    [
        "（记者甲某）",
        "（责任编辑：甲某）",
        "（译者：甲某）",
        "\n新华社记者甲某摄",
        "\n记者甲某／汉堡报导",
        "\n本台记者汉堡报道。",
    ],
)
def test_who_wrote_it_is_not_in_it(credit):
    assert rest(BODY + credit) == BODY


@pytest.mark.parametrize(
    "text",
    [
        "国家主席王小明5日致电德国总统。",
        "王小明与史密斯共同会见记者时强调合作。",
        "路透社记者：峰会何时举行？",
        "王小明接受德国电视台记者专访。",
        "据德国政府估计，峰会5日举行。",
        "德国电视台7月5日电影节开幕。",
        "峰会（领导人会议）5日开幕。",
    ],
)
def test_what_only_looks_like_a_dateline_is_read(text):
    assert rest(text) == normalise(text).text


def test_every_character_keeps_its_place():
    text = normalise(f"新华社汉堡7月5日电（记者甲某）{BODY}（记者乙某）").text
    assert len(without_frames(text, FRAMES)) == len(text)
