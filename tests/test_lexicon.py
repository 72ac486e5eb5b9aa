"""Names of places are found where they mean the place, not inside other names."""

import pytest

from kg.grammar.mentions import CITY, COUNTRY


@pytest.fixture(scope="module")
def places(mentions):
    return lambda text: [passage for passage, _ in mentions(text, CITY + COUNTRY)]


@pytest.mark.parametrize(
    "text",
    [
        "代表们游览了黄浦江。",
        "秘书长巴格达德·甲某致辞。",
        "圣地亚哥·洛佩斯致辞。",
        "代表们游览了拉罗汤加岛。",
        "文件以西班牙文和葡萄牙文写成。",
        "报纸有泰国文版。",
        "葡萄牙语国家愿意合作。",
        "他毕业于汉堡大学。",
        "记者来自巴黎日报。",
        "代表们来到乌法河畔。",
        "约旦河西岸局势紧张。",
        "代表们来到汉堡州。",
        "以方便群众，老方式不变。",
    ],
)
def test_place_inside_another_name_is_not_named(places, text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("region", "sides"), [("", ["阿曼", "阿方"]), ("阿拉伯国家外长到会。", ["阿曼"])]
)
def test_side_of_a_region_is_no_state(places, region, sides):
    assert places(f"{region}代表们在阿曼说，阿方愿加强合作。") == sides


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("汉堡大学生参加活动。", "汉堡"),
        ("汉堡银行业发展很快。", "汉堡"),
        ("代表们抵达汉堡港。", "汉堡"),
        ("汉堡省会展中心开放。", "汉堡"),
        ("日本文化节开幕。", "日本"),
        ("西班牙籍教练来访。", "西班牙"),
        ("中国文艺界支持。", "中国"),
        ("会议在广州江苏饭店举行。", "广州"),
        ("专机抵达杜尚别国际机场。", "杜尚别"),
        ("专机抵达巴黎奥利国际机场。", "巴黎"),
        ("专机抵达布宜诺斯艾利斯埃塞伊萨国际机场。", "布宜诺斯艾利斯"),
    ],
)
def test_place_before_another_word_is_named(places, text, place):
    assert places(text) == [place]


def test_capital_is_no_part_of_another_place(places):
    assert places("代表们抵达德国首都柏林。") == ["德国", "柏林"]
    assert places("代表们抵达爱尔兰首都都柏林。") == ["爱尔兰", "都柏林"]


def test_state_before_its_airport_is_named(places):
    assert places("专机抵达泰国曼谷国际机场。") == ["泰国", "曼谷"]


@pytest.mark.parametrize(
    "text",
    [
        "各地隆重庆祝节日。",
        "拉美国家积极参与。",
        "他离开罗马尼亚首都。",
        "今日本报讯。",
        "南海地区和平稳定。",
    ],
)
def test_letters_of_two_words_are_no_name(places, text):
    """A place of two characters is not found where one word ends and the next begins."""
    assert not set(places(text)) & {"重庆", "美国", "开罗", "日本", "海地"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他在重庆庆祝节日。", ["重庆"]),
        ("中国驻法国大使。", ["中国", "法国"]),
        ("相关中国企业。", ["中国"]),
        ("美国国家安全顾问。", ["美国"]),
        ("海地地区和平。", ["海地"]),
        ("重庆", ["重庆"]),
    ],
)
def test_name_between_other_words_is_one(places, text, names):
    assert places(text) == names
