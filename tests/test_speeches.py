"""The text of a speech: its head tells when and where it was given, and by whom."""

import pytest

MEETING = "第二十次东盟与中日韩领导人会议"
HEAD = "\n（2016年9月4日，万象）\n法国总统　德高乐\n\n"
BODY = "各位同事：\n上月24日，21个国家在河内签署《绿色港口备忘录》。我们通过了《蓝色港口宣言》。"
FACTS = {
    f"{MEETING} heldIn 万象",
    f"{MEETING} startDate 2016-09-04",
    f"老挝 hosted {MEETING}",
    f"德高乐 attended {MEETING}",
}


def test_head_of_a_speech_tells_day_place_and_speaker(facts):
    found = facts(f"在{MEETING}上的讲话{HEAD}{BODY}")
    assert found >= FACTS
    assert f"{MEETING} adopted 蓝色港口宣言" in found


def test_speech_is_given_when_a_counted_meeting_meets_and_not_on_the_way(facts):
    third = "金砖国家领导人第三次会晤"
    head = "\n（2011年4月14日，中国海南三亚）\n法国总统　德高乐\n\n"
    found = facts(f"在{third}时的讲话{head}{BODY}")
    assert {f"{third} heldIn 三亚", f"德高乐 attended {third}"} <= found
    for other in (f"在启程赴{MEETING}时的讲话", f"参观{MEETING}会址时的讲话"):
        assert not facts(f"{other}{head}{BODY}") & {f"{MEETING} heldIn 三亚"}
    screen = "\n（2011年4月14日，法国视频连线三亚）\n法国总统　德高乐\n\n"
    assert f"{third} heldIn 三亚" not in facts(f"在{third}时的讲话{screen}{BODY}")


def test_what_was_signed_in_the_month_before_is_of_another_meeting(facts):
    assert f"{MEETING} adopted 绿色港口备忘录" not in facts(f"在{MEETING}上的讲话{HEAD}{BODY}")


@pytest.mark.parametrize(
    "headline",
    [
        f"在{MEETING}欢迎晚宴上的致辞",
        f"在{MEETING}上的书面发言",
        f"高度评价在{MEETING}上的讲话精神",
        f"{MEETING}将在河内举行",
    ],
)
def test_other_headlines_head_no_speech_there(facts, headline):
    assert FACTS.isdisjoint(facts(headline + HEAD + BODY))
