"""The lines at the end of a communiqué: who signed it, and was at the meeting that issued it."""

import pytest

MEETING = "二十国集团领导人杭州峰会"
TEXT = f"{MEETING}公报"
OPENING = f"{TEXT}\n{MEETING}4日在杭州举行。\n各方同意植树。\n"
LINES = ["法国总统 德高乐", "德意志联邦共和国总理　穆勒", "英国首相 史密斯"]


@pytest.fixture(scope="module")
def told(facts):
    def about(text):
        found = facts(text, published="2016-09-05")
        return {fact for fact in found if " signed " in fact or " attended " in fact}

    return about


def signed(*names):
    return {f"{name} {how}" for name in names for how in (f"signed {TEXT}", f"attended {MEETING}")}


@pytest.mark.parametrize("mark", ["", "（签字）", "（签名）"])
def test_who_signed_was_there(told, mark):
    lines = "\n".join(line + mark for line in LINES)
    assert told(f"{OPENING}{lines}\n") == signed("德高乐", "穆勒", "史密斯")


def test_two_lines_need_the_word(told):
    """Two lines may be two headings."""
    assert told(f"{OPENING}{LINES[0]}\n{LINES[1]}\n") == set()
    assert told(f"{OPENING}{LINES[0]}(签字)\n{LINES[1]}(签字)\n") == signed("德高乐", "穆勒")


def test_lines_with_words_between_are_headings(told):
    """A speaker's name above what he said."""
    assert told(OPENING + "\n大家要种树。\n".join(LINES) + "\n大家要种树。\n") == set()


def test_meeting_issued_what_was_signed(facts):
    lines = "\n".join(LINES)
    found = facts(f"{OPENING}{lines}\n", published="2016-09-05")
    assert f"{MEETING} adopted {TEXT}" in found


def test_nobody_signs_the_news(told):
    text = f"{MEETING}今天开幕\n{MEETING}4日在杭州举行。\n" + "\n".join(LINES) + "\n"
    assert not any(" signed " in fact for fact in told(text))


def test_signers_of_a_treaty_were_at_no_meeting(told):
    lines = "\n".join(f"{line}（签字）" for line in LINES)
    found = told(f"关于共同植树的协定\n各方同意植树。\n{lines}\n")
    assert found == {f"{name} signed 关于共同植树的协定" for name in ("德高乐", "穆勒", "史密斯")}


def test_headline_that_is_only_the_name_of_a_text_tells_who_issued_it(facts):
    """Without any signature; other words in the headline make it one of the news."""
    body = "(2016年9月5日于杭州)\n一、各方同意植树。\n"
    told = facts(f"{MEETING}联合公报\n{body}", published="2016-09-05")
    assert f"{MEETING} adopted {MEETING}联合公报" in told
    news = facts(f"{MEETING}讨论公报\n{body}", published="2016-09-05")
    assert not any(" adopted " in fact for fact in news)


def test_names_alone_sign_whose_titles_stand_further_up(told):
    opening = f"{OPENING}法国总统德高乐和英国首相史密斯栽下了树。\n"
    assert told(f"{opening}德高乐（签字）\n史密斯（签字）\n") == signed("德高乐", "史密斯")


def test_names_alone_without_the_word_sign_nothing(told):
    opening = f"{OPENING}法国总统德高乐、英国首相史密斯、德国总理穆勒出席。\n"
    assert not any(" signed " in fact for fact in told(f"{opening}德高乐\n史密斯\n穆勒\n"))


def test_the_title_may_stand_after_the_name(told):
    lines = "德高乐（法国总统）\n史密斯（英国首相）\n穆勒（德国总理）\n"
    opening = f"{OPENING}法国总统德高乐、英国首相史密斯、德国总理穆勒出席。\n"
    assert signed("德高乐", "史密斯", "穆勒") <= told(opening + lines)


def test_those_whose_signatures_end_it_signed_what_the_leaders_did(facts):
    """Who came for a leader and did not sign is none of them."""
    lines = "\n".join(f"{line}（签字）" for line in LINES)
    body = "意大利总理由外长罗西代表出席。\n首脑们听取报告，签署《绿色港口议定书》。\n"
    found = facts(f"{OPENING}{body}{lines}\n", published="2016-09-05")
    signers = {fact for fact in found if fact.endswith(" signed 绿色港口议定书")}
    assert signers == {f"{name} signed 绿色港口议定书" for name in ("德高乐", "穆勒", "史密斯")}


def test_where_a_body_meets_a_state_the_leaders_of_all_sign(facts):
    """They attend as members of nothing."""
    found = facts(
        "中国—东盟纪念峰会今天在南宁举行。国务院总理李大山出席。"
        "前来出席峰会的有越南总理阮文南、泰国总理文森特以及东盟秘书长王景荣。"
        "领导人签署了《绿色港口联合声明》。",
        published="2006-10-30",
    )
    signers = {fact for fact in found if fact.endswith(" signed 绿色港口联合声明")}
    assert signers == {f"{name} signed 绿色港口联合声明" for name in ("李大山", "阮文南", "文森特")}


def test_all_may_sign_in_one_line(told):
    opening = f"{OPENING}法国总统德高乐和英国首相史密斯栽下了树。\n法国总统　　英国首相\n"
    assert told(f"{opening}德高乐（签字）　　史密斯（签字）\n") == signed("德高乐", "史密斯")
    assert told(f"{OPENING}德高乐（签字）　　史密斯（签字）\n") == set()


LEADERS = ("法国总统 查理·德高乐", "德国总理 保罗·穆勒", "英国首相 约翰·史密斯")


def test_labels_between_lines_of_names_tell_their_roles(facts):
    text = "突厥国家组织峰会4日在杭州举行。法国总统查理·德高乐主持会议。\n代表团团长名单：\n"
    text += f"成员国\n{LEADERS[0]}\n{LEADERS[1]}\n\n观察员国\n{LEADERS[2]}\n\n"
    found = facts(f"{text}会议开始前，各方合影。", published="2016-09-05")
    assert {"德国 memberOf 突厥国家组织", "英国 observerOf 突厥国家组织"} <= found
    assert "约翰·史密斯 attended 突厥国家组织峰会" in found


def test_texts_in_lines_below_are_those_of_all_who_meet(facts):
    lines = "1.《绿色港口议定书》；\n2.《绿色港口宣言》。\n"
    text = f"{MEETING}4日在杭州举行。法国总统德高乐出席会议。\n各国元首签署的文件：\n{lines}"
    found = facts(f"{text}各方还谈到：\n《蓝色港湾宣言》\n", published="2016-09-05")
    for title in ("绿色港口议定书", "绿色港口宣言"):
        assert {f"二十国集团领导人杭州峰会 adopted {title}", f"德高乐 signed {title}"} <= found
    assert not any(fact.endswith(" 蓝色港湾宣言") for fact in found)


@pytest.mark.parametrize(
    "head",
    ["各国元首将签署的文件：", "两国元首签署的文件：", "与会外长签署的文件：", "各方审议的文件："],
)
def test_texts_that_not_all_who_meet_bring_are_not_theirs(facts, head):
    text = f"{MEETING}4日在杭州举行。法国总统德高乐出席会议。\n{head}\n《绿色港口宣言》\n"
    found = facts(text, published="2016-09-05")
    assert not any(fact.endswith(" 绿色港口宣言") for fact in found)


def test_ministers_who_come_with_their_leader_sign_nothing(facts):
    text = (
        f"{MEETING}4日在杭州举行。法国总统德高乐、英国首相史密斯出席会议。与会各国领导人签署了《绿色港口宣言》。"
        "法国外交部长文森特等参加了会议。"
    )
    found = facts(text, published="2016-09-05")
    assert "文森特 attended 二十国集团领导人杭州峰会" in found
    assert {fact for fact in found if " signed " in fact} == {
        "德高乐 signed 绿色港口宣言",
        "史密斯 signed 绿色港口宣言",
    }


def test_ministers_sign_while_their_leaders_look_on(told):
    lead = "中国—葡语国家经贸合作论坛第九届部长级会议4日在澳门举行。"
    guests = "法国总统德高乐、英国首相史密斯、德国商务部长穆勒出席会议。"
    found = told(f"{lead}{guests}会后，与会部长签署了《绿色港口纲领》。")
    assert {fact for fact in found if " signed " in fact} == {"穆勒 signed 绿色港口纲领"}


def test_headline_of_a_text_is_its_name_with_that_of_the_meeting(facts):
    opening = "我们，东盟成员国领导人，于2016年9月4日在万象举行东盟第九届峰会。"
    text = f"东盟第九届峰会万象宣言\n{opening}\n"
    adopted = {fact for fact in facts(text) if " adopted " in fact}
    assert adopted == {"东盟第九届峰会 adopted 东盟第九届峰会万象宣言"}


def test_each_text_of_a_report_is_signed_by_those_below_it(told):
    speech = f"共同植树\n——在{MEETING}上的讲话\n(2016年9月4日)\n各位同事，请植树。\n"
    lines = "\n".join(LINES)
    text = f"{speech}\n\n{TEXT}\n\n我们，各国领导人，同意植树。\n\n{lines}\n"
    assert {fact for fact in told(text) if " signed " in fact} == {
        f"{name} signed {TEXT}" for name in ("德高乐", "穆勒", "史密斯")
    }


def test_headings_of_a_speech_are_no_texts_that_somebody_signed(told):
    text = f"{MEETING}今天开幕\n各方谈到公报\n各方同意植树。\n" + "\n".join(LINES) + "\n"
    assert not any(" signed " in fact for fact in told(text))
