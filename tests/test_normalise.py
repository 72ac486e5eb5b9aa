"""What is protected: rules read one form of each character, whole sentences, true offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Source
from kg.text.normalise import normalise


def document(text):
    return Document(Source("0", "a.txt"), text, *normalise(text))


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("Ｇ２０峰会（２０１６年），好！", "G20峰会(2016年),好!"),
        ("二十國集團領導人峰會於9月舉行", "二十国集团领导人峰会于9月举行"),
        ("著名的《宣言》、〈序〉。", "著名的《宣言》、〈序〉。"),
        ("「上海精神」與『共識』", "“上海精神”与“共识”"),
        ('题为"合作"和"发展"的讲话', "题为“合作”和“发展”的讲话"),
        ("中国—中亚–峰会－2016−2017", "中国-中亚-峰会-2016-2017"),
        ("伊姆兰・汗、伊姆兰•汗", "伊姆兰·汗、伊姆兰·汗"),
        ("\u3000\u3000会议\t开幕\u00a0了", "  会议 开幕 了"),
        ("\u2f08民\u2f24会堂", "人民大会堂"),
        ("①9月4日｜杭州|德国", "●9月4日 杭州 德国"),
        ("会议……结束", "会议……结束"),
        ("‘一带一路’", "‘一带一路’"),
    ],
)
def test_one_form_for_each_character_without_offsets(text, shadow):
    assert normalise(text) == (shadow, None)


def test_an_unpaired_ascii_quote_stays():
    assert normalise('会议"的').text == '会议"的'


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("二\u200b十\u2060国\ufeff集\u00ad团", "二十国集团"),
        ("葛\U000e0100城", "葛城"),
        ("3℃、½、㈠、ﬁ", "3°C、1⁄2、(一)、fi"),
        ("caf\u0065\u0301", "café"),
        ("𝐆20", "G20"),
    ],
)
def test_what_changes_length_has_offsets(text, shadow):
    found = document(text)
    assert found.shadow == shadow
    assert found.offsets is not None
    assert len(found.offsets) == len(shadow) + 1


def test_a_name_with_hidden_characters_has_the_place_it_has_in_the_text():
    found = document("在二\u200b十\u200c国集团")
    start = found.shadow.index("二十国集团")
    begin, end = found.span(start, start + 5)
    assert found.text[begin:end] == "二\u200b十\u200c国集团"


def test_thousands_of_combining_marks_take_no_time():
    assert len(normalise("杭州" + "\u0301\u0323" * 50_000 + "峰会").text) < 20


TITLE = "各国领导人举行会议\n\n"
SENTENCE = "与会领导人同意加强合作，并决定就贸易和投资便利化问题尽快开始谈判。"


@pytest.mark.parametrize(
    "cut",
    [
        "各方同意，要坚持互利共赢，为各国谋求发\n\n展，并将加强对话。",
        "各方表示支持。各国高\n度关注有关局势。",
        "会议讨论了安全问题，\n\n经济问题和人文交流。",
        "各国领导人支持“共同\n\n发展”的主张，并签署文件。",
        "东道国总统强调，本组织是维护地区\n稳定的重要力量，应继续扩大合作。",
        "新华社杭州9月5日电 各国\n领导人在此举行会议。",
        "各国领导人\n，包括东道国总统，出席会议。",
        "各国领导人主张进一步深入开展切实合\n作以应对新的挑战，并加强安全交流。",
    ],
)
def test_a_cut_sentence_is_whole_again(cut):
    found = document(TITLE + cut)
    whole = cut.replace("\n", "").replace("，", ",")
    assert found.shadow.endswith(f"\n{whole}")
    start = found.shadow.index(whole)
    begin, end = found.span(start, start + len(whole))
    assert found.text[begin:end] == cut


@pytest.mark.parametrize(
    "lines",
    [
        "会议开幕式今天举行\n" + SENTENCE,
        SENTENCE + "\n各方发言摘要\n" + SENTENCE,
        "会议决定，成立工作组，具体如下：\n第一，加强合作。",
        "会上，领导人同意开展合作，加强贸易\n一是扩大投资。",
        "● 领导人表示，支持自由贸易\n● 领导人表示，反对贸易战",
        "会后，各国领导人合影。新华社记者某某摄\n" + SENTENCE,
        "甲国总统\t张三\n乙国总理\t李四",
        "会议闭幕，发表公报\n新华社北京9月5日电 " + SENTENCE,
        "领导人举行会晤，就共同关心的问题交换意见\n\n　　" + SENTENCE,
        "港口组织峰会通过宣言　海运支出提高\n2016/9/5 22:08（9/6 07:31 更新）\n" + SENTENCE,
    ],
)
def test_headings_lists_captions_and_signatures_are_not_glued(lines):
    assert normalise(TITLE + lines).text.count("\n") == (TITLE + lines).count("\n")


def test_the_title_is_never_joined():
    text = "东道国总统强调，会议取得了重要成果，各方就加强合作达成了广泛的共识\n\n" + SENTENCE
    assert normalise(text).offsets is None


def test_lines_of_a_fixed_width_are_one_paragraph():
    prose = SENTENCE * 4
    wrapped = "\n".join(prose[i : i + 20] for i in range(0, len(prose), 20))
    assert normalise(TITLE + wrapped).text == normalise(TITLE + prose).text


def test_a_heading_in_the_middle_of_a_sentence_is_passed_over():
    text = TITLE + "各国领导人讨论了有关问题，强调要加强安\n\n专题回顾\n\n全合作，共同应对挑战。"
    assert "加强安全合作,共同" in normalise(text).text


def test_latin_words_are_joined_with_a_space():
    text = TITLE + "会议已经闭幕。领导人参观了展览，并且在 Summit\nCentre 举行了会谈。"
    assert "Summit Centre 举行" in normalise(text).text


@pytest.mark.parametrize("unit", ["，", "“", "（\n", "a\n", "会，议\n", " ", "\n", '"', "…"])
def test_time_grows_with_the_length_only(unit):
    normalise(unit * 20_000)  # would take minutes if it grew with the square


CHARACTERS = st.text(
    st.sampled_from(
        "各国峰會於，。：“”\"'（）\n\n \t　\u200b\u0301é℃—－…１2aZ摄第一、《》#●①ﬁ𝐀\ufeff"
    )
    | st.characters()
)


@settings(max_examples=300, deadline=None)
@given(CHARACTERS)
def test_offsets_lead_back_to_the_same_characters(text):
    found = document(text)
    places = found.offsets or tuple(range(len(text) + 1))
    assert list(places) == sorted(places)
    assert len(places) == len(found.shadow) + 1
    assert places[-1] == len(text)
    for index, char in enumerate(found.shadow):
        begin, end = found.span(index, index + 1)
        assert end == begin + 1
        if char in "各国峰会,。:()1aZ第一、《》#●":
            assert char in normalise(text[begin:end]).text


@settings(max_examples=200, deadline=None)
@given(CHARACTERS)
def test_normalise_is_pure(text):
    assert normalise(text) == normalise(text)
