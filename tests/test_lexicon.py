"""Which names of the gazetteer a text holds."""

import pytest

from kg.mentions import CITY, COUNTRY


def places(knowledge, text):
    return [
        text[hit.start : hit.end]
        for hit in knowledge.lexicon.find(text)
        if hit.kind in (CITY, COUNTRY)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "各地隆重庆祝节日",
        "拉美国家积极参与",
        "他离开罗马尼亚首都",
        "今日本报讯",
        "南海地区和平稳定",
    ],
)
def test_letters_of_two_words_are_no_name(knowledge, text):
    """A place of two characters is not found where one word ends and the next begins."""
    assert not set(places(knowledge, text)) & {"重庆", "美国", "开罗", "日本", "海地"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他在重庆庆祝节日", ["重庆"]),
        ("中国驻法国大使", ["中国", "法国"]),
        ("相关中国企业", ["中国"]),
        ("美国国家安全顾问", ["美国"]),
        ("海地地区和平", ["海地"]),
        ("重庆", ["重庆"]),
    ],
)
def test_name_between_other_words_is_one(knowledge, text, names):
    assert places(knowledge, text) == names
