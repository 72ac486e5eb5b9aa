"""People are found by office and by the look of a name; lists only help."""

import pytest

from kg.grammar.mentions import CITY


@pytest.fixture(scope="module")
def names(people):
    return lambda text: [person.name for person in people(text)]


@pytest.fixture(scope="module")
def only(people):
    """Return the one person of a text."""

    def build(text):
        (person,) = people(text)
        return person

    return build


# --- names ------------------------------------------------------------------------------------

#: Nobody of this name is in any list; the offices are real, the people are invented.
INVENTED = [
    "塔马洛夫",
    "德拉克鲁瓦",
    "斯托尔特约恩森",
    "胡安·洛佩斯",
    "谢赫·贾拉勒",
    "姆贝基-恩科莫",
    "卡尔·冯·林登",
    "佩雷拉",
    "科尔",
    "帕任科夫",
]


@pytest.mark.parametrize("name", INVENTED)
def test_unknown_foreign_name_is_read_to_its_end(only, name):
    person = only(f"斐济总理{name}出席会议。")
    assert (person.name, person.title, person.represents) == (name, "总理", ("country/FJI",))


@pytest.mark.parametrize(
    "name",
    [
        "亚历山大·诺沃特尼",
        "赛义迪",
        "米歇尔·杜蒙",
        "克里斯滕森",
        "皮涅罗",
        "何塞·阿尔瓦罗",
        "拉斐尔·科斯塔",
        "优素福·巴里",
        "易卜拉欣·凯塔",
        "罗伯特·王",
        "艾尔肯·衣拉木",
        "艾买提·衣拉木",
        "塔尼亚力·克尔曼",
        "温纳貌伦",
        "史托腾柏格",
    ],
)
def test_usual_characters_of_foreign_names_do_not_end_them(only, name):
    """亚历山大 and 何塞 are among the most frequent given names there are."""
    assert only(f"斐济总理{name}出席会议。").name == name


@pytest.mark.parametrize(
    ("text", "name"), [("塔尔日等到机场迎接", "塔尔日"), ("塔尔日前到机场迎接", "塔尔")]
)
def test_name_goes_up_to_the_word_for_others(only, text, name):
    assert only(f"斐济总理{text}。").name == name


@pytest.mark.parametrize("joint", ["·", "•", "・", "‧", "∙"])
def test_every_middle_dot_joins_the_parts_of_a_name(only, joint):
    assert only(f"俄罗斯总统弗拉基米尔{joint}普京到会。").name == "弗拉基米尔·普京"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("外交部长陈国庆到会。", "陈国庆"),
        ("商务部部长钟山出席。", "钟山"),
        ("越南总理阮春海到会。", "阮春海"),
        ("韩国外长金甲洙到会。", "金甲洙"),
        ("韩国外长金京和、各方代表到会。", "金京和"),
        ("国务院副总理司马建国到会。", "司马建国"),
        ("对外贸易经济合作部部长石广生等到会。", "石广生"),
        ("国务院副总理欧阳建国到会。", "欧阳建国"),
    ],
)
def test_chinese_name_begins_with_its_surname(only, text, name):
    assert only(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("日本外相中村健二到会。", "中村健二"),
        ("日本外相中村健二因病缺席。", "中村健二"),
        ("日本财务相小林毅出席会议。", "小林毅"),
        ("日本防卫大臣山口龙之介也到会。", "山口龙之介"),
        ("由外务副大臣加藤明子代表。", "加藤明子"),
        ("日本外相佐藤真由子到会。", "佐藤真由子"),
    ],
)
def test_japanese_family_name_begins_a_name(only, text, name):
    assert only(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("汤加外长佩里斯到会。", "佩里斯"),  # a town, too
        ("副省长吉林等到会。", "吉林"),
        ("汤加总统圣地亚哥·洛佩斯到会。", "圣地亚哥·洛佩斯"),
        ("日本外相川口明子到会。", "川口明子"),
    ],
)
def test_city_after_a_title_is_a_name(only, mentions, text, name):
    assert only(text).name == name
    assert not mentions(text, CITY)


@pytest.mark.parametrize("text", ["主席上海会晤取得成果。", "总统圣地亚哥之行很成功。"])
def test_city_of_a_meeting_is_none(people, text):
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("俄罗斯总统普京出席。", "普京"),
        ("俄罗斯总统普京达成一致。", "普京"),
        ("斐济总理塔马洛夫将于明天抵达。", "塔马洛夫"),
        ("斐济总理塔马洛夫在会上发言。", "塔马洛夫"),
        ("斐济总理塔马洛夫和夫人到达。", "塔马洛夫"),
        ("斐济总理塔马洛夫今天到达。", "塔马洛夫"),
        ("斐济总理塔马洛夫曾访问巴黎。", "塔马洛夫"),
        ("斐济总理塔马洛夫曾提议休会。", "塔马洛夫"),
        ("斐济总理塔马洛夫博士到达。", "塔马洛夫"),
        ("斐济总理塔马洛夫阁下到达。", "塔马洛夫"),
        ("斐济总理塔马洛夫女士到达。", "塔马洛夫"),
        ("总统缺席，由斐济副总理塔马洛夫代劳。", "塔马洛夫"),
        ("斐济总理塔马洛夫于上午到达。", "塔马洛夫"),
        ("斐济总理塔马洛夫说，合作很好。", "塔马洛夫"),
        ("斐济总理塔马洛夫先后会见来宾。", "塔马洛夫"),
        ("斐济总理塔马洛夫乘专机离开。", "塔马洛夫"),
        ("斐济总理塔马洛夫、汤加首相佩雷拉到会。", "塔马洛夫"),
        ("外交部长陈国庆参加会见。", "陈国庆"),
        ("外交部长陈国庆也参加会见。", "陈国庆"),
        ("外交部长陈明出席仪式。", "陈明"),
        ("外交部长陈明表示满意。", "陈明"),
        ("外交部长陈明主持会议。", "陈明"),
        ("外交部长陈明抵达会场。", "陈明"),
        ("外交部长陈明代表中国签字。", "陈明"),
        ("斐济总理塔马洛夫呼吁各方合作。", "塔马洛夫"),
        ("斐济总理塔马洛夫提前离会。", "塔马洛夫"),
        ("斐济总理塔马洛夫提出席位问题。", "塔马洛夫"),
        ("斐济总理塔马洛夫·让当选秘书长。", "塔马洛夫·让"),
        ("斐济总理塔马洛提出席会议。", "塔马洛提"),
        *(
            (f"外交部长陈明{words}。", "陈明")
            for words in ("说，合作很好", "发表讲话", "指出，合作很好", "认为可行", "陪同", "到会")
        ),
        *(
            (f"斐济总理塔马洛夫{words}。", "塔马洛夫")
            for words in (
                "列席会议",
                "热烈欢迎来宾",
                "特别强调合作",
                "高兴地表示",
                "定于明天到达",
                "走下舷梯",
                "步入会场",
            )
        ),
        *(
            (f"斐济总理塔马洛夫{words}。", "塔马洛夫")
            for words in (
                "飞抵北京",
                "走下舷梯",
                "步入会场",
                "进入会场",
                "登上飞机",
                "加入讨论",
                "现身机场",
                "返回首都",
                "任会议主席",
                "当选秘书长",
            )
        ),
    ],
)
def test_words_after_a_name_do_not_belong_to_it(names, text, name):
    assert names(text)[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "总统选举明年举行。",
        "总统府发表公告。",
        "总理办公室表示满意。",
        "总统今天上午抵达。",
        "总统高度评价成果。",
        "总理马上出席。",
        "总统和平解决争端的主张得到支持。",
        "双方愿扩大公路铁路建设。",
        "总统金融顾问发言。",
        "总理会晤取得成果。",
        "国家主席指出，合作潜力巨大。",
        "总统先生们，女士们。",
        "各方代表加勒比国家发言。",
        "总统代表团抵达。",
        "主席国代表发言。",
        "德国总理和法国总统举行会谈。",
        "秘书长安排了会见。",
    ],
)
def test_words_after_an_office_are_no_names(people, text):
    assert people(text) == []


def test_name_ends_before_the_state_of_the_next_person(names):
    """Lists lose their marks when pages become text; overlapping mentions stop the run."""
    assert names("斐济总理塔马洛夫俄罗斯总统普京出席。") == ["塔马洛夫", "普京"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("汤加国王图阿布六世到会。", "图阿布六世"),
        ("汤加国王图阿布十二世、首相佩雷拉到会。", "图阿布十二世"),
        ("越南国会主席阮氏海云到会。", "阮氏海云"),
        # names that are words, too, and names in unusual characters
        ("汤加总理比亚、斐济总理塔马洛夫到会。", "比亚"),
        ("汤加总理拉马表示欢迎。", "拉马"),
        ("汤加总理颂奇、斐济总理塔马洛夫到会。", "颂奇"),
        ("汤加总理颂奇主持会议。", "颂奇"),
        ("汤加总理拉马代表国王到会。", "拉马"),
    ],
)
def test_after_a_state_and_an_office_more_can_be_a_name(names, text, name):
    assert names(text)[0] == name


@pytest.mark.parametrize("word", ["访华", "讲话", "夫妇", "来访", "卸任", "后", "换届", "专机"])
def test_words_after_a_state_and_an_office_are_no_names(people, word):
    assert people(f"汤加总理{word}、会谈。") == []
    assert people(f"汤加总理{word}出席会议。") == []


@pytest.mark.parametrize(
    "text",
    ["汤加总理严正交涉。", "汤加总理康复出院。", "汤加总理常说合作。", "各国领导人齐聚汤加。"],
)
def test_verbs_that_begin_like_a_surname_are_no_names(people, text):
    assert people(text) == []


def test_surname_and_office_mean_the_one_who_was_told_with_both(names):
    text = "国务院总理陈国庆、中国驻斐济大使陈明辉到会。陈总理发言，陈大使陪同，陈主席没有来。"
    assert names(text) == ["陈国庆", "陈明辉", "陈国庆", "陈明辉"]


def test_surname_that_two_share_means_neither(names):
    text = "国务院总理陈国庆、新加坡总理陈明辉到会。陈总理发言。"
    assert names(text) == ["陈国庆", "陈明辉"]


def test_known_name_with_an_office_of_elsewhere_is_a_stranger(people, facts):
    (person,) = people("胡安省省长莫拉莱斯到会。")
    assert (person.keys, person.stranger) == ((), True)
    known, _ = people("玻利维亚社会主义运动主席莫拉莱斯到会。玻利维亚总统莫拉莱斯发言。")
    assert not known.stranger
    told = "二十国集团领导人第十一次峰会在杭州举行。{}省长莫拉莱斯出席。"
    assert "玻利维亚 participatedIn 二十国集团领导人第十一次峰会" not in facts(told.format("某"))


@pytest.mark.parametrize("thing", ["港", "机场", "广场", "大学"])
def test_what_is_called_after_somebody_is_no_person(names, thing):
    assert names(f"会议在曼德拉{thing}举行。曼德拉没有来。") == ["曼德拉"]


@pytest.mark.parametrize("title", ["顾问", "创始人", "高级顾问", "负责人"])
def test_who_is_heard_takes_no_part(people, title):
    assert people(f"某研究所{title}塔马洛夫认为，会议很重要。") == []
    assert len(people(f"联合国{title}塔马洛夫到会。")) == 1


# --- offices and states -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "represents"),
    [
        ("俄罗斯总统普京到会。", "总统", "country/RUS"),
        ("沙特国王萨勒曼到会。", "国王", "country/SAU"),
        ("卡塔尔埃米尔塔米姆到会。", "埃米尔", "country/QAT"),
        ("文莱苏丹哈桑纳尔到会。", "苏丹", "country/BRN"),
        ("沙特王储兼国防大臣法赫德到会。", "王储兼国防大臣", "country/SAU"),
        ("印度外交秘书阿·库马尔到会。", "外交秘书", "country/IND"),
        ("印度国务部长兼行政改革协调部长库马尔到会。", "国务部长兼行政改革协调部长", "country/IND"),
        ("苏丹副总理兼新闻部长法赫德到会。", "副总理兼新闻部长", "country/SDN"),
        ("中国驻欧盟使团团长王小明到会。", "使团团长", "country/CHN"),
        ("印度外长特别代表库马尔到会。", "外长特别代表", "country/IND"),
        ("韩国总统特使金甲洙到会。", "总统特使", "country/KOR"),
        ("越南国家主席陈大光到会。", "国家主席", "country/VNM"),
        ("国家主席习近平到会。", "国家主席", "country/CHN"),
        ("国务院总理李克强到会。", "国务院总理", "country/CHN"),
        ("全国政协副主席阿卜拉·买买提到会。", "全国政协副主席", "country/CHN"),
        ("国务委员兼外交部长王毅到会。", "国务委员兼外交部长", "country/CHN"),
        ("联合国秘书长古特雷斯到会。", "秘书长", "organisation/un"),
        ("上合组织秘书长塔马洛夫到会。", "秘书长", "organisation/sco"),
        ("世界银行行长巴尔加到会。", "行长", "organisation/world-bank"),
    ],
)
def test_title_tells_whom_a_person_stands_for(only, text, title, represents):
    person = only(text)
    assert (person.title, person.represents) == (title, (represents,))


@pytest.mark.parametrize(
    ("text", "represents"),
    [
        ("欧盟委员会主席塔马洛夫到会。", "organisation/european-commission"),
        ("欧洲议会议长塔马洛夫到会。", "organisation/european-parliament"),
        ("第九十届联大主席塔马洛夫到会。", "organisation/un-general-assembly"),
        ("欧洲理事会主席塔马洛夫到会。", "organisation/european-council"),
        ("地区反恐怖机构执委会主任塔马洛夫到会。", "organisation/sco-rats"),
    ],
)
def test_head_of_a_body_stands_for_the_body(only, text, represents):
    assert only(text).represents == (represents,)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("非洲联盟（非盟）", "organisation/au"),
        ("世界贸易组织（WTO）", "organisation/wto"),
        ("亚太经合组织（ABCX）", "organisation/apec"),
    ],
)
def test_short_form_of_a_body_stands_between_it_and_the_office(only, body, key):
    person = only(f"{body}秘书长佩雷拉发言。")
    assert (person.name, person.represents) == ("佩雷拉", (key,))


def test_another_body_in_brackets_is_no_short_form(only):
    assert only("非洲联盟（联合国）秘书长佩雷拉发言。").represents != ("organisation/au",)


def test_no_office_hides_the_name_of_its_body(knowledge):
    """欧盟委员会主席 as one office would leave no 欧盟委员会 to stand for."""
    names = knowledge.gazetteer.names
    bodies = tuple(name for name, keys in names.items() if keys[0].startswith("organisation/"))
    kinds = ("head_of_state", "head_of_government", "deputy", "organisation_head", "envoy")
    offices = [office for kind in kinds for office in knowledge.gazetteer.words(kind)]
    assert [office for office in offices if office.startswith(bodies)] == []


@pytest.mark.parametrize(
    ("text", "represents"),
    [
        ("中国驻斐济大使李明辉到会。", ("country/CHN",)),
        ("俄罗斯驻印度大使塔马洛夫到会。", ("country/RUS",)),
        ("中国驻东盟大使李明辉到会。", ("country/CHN",)),
        ("法国常驻联合国代表塔马洛夫到会。", ("country/FRA",)),
        ("法国前驻斐济大使塔马洛夫到会。", ()),
        ("他会见了驻斐济大使李明辉。", ()),
    ],
)
def test_ambassador_stands_for_the_state_that_sends_him(only, text, represents):
    assert only(text).represents == represents


@pytest.mark.parametrize(
    ("text", "represents"),
    [
        ("中共中央政治局常委、国务院副总理陈国庆到会。", ("country/CHN",)),
        ("全国政协副主席、中国人民银行行长陈国庆到会。", ("country/CHN",)),
        ("随行的有外交部部长陈国庆。", ("country/CHN",)),
        ("越共中央政治局委员、副总理阮春海到会。", ("country/VNM",)),
        ("老挝人民革命党中央委员会总书记、国家主席塔马洛夫到会。", ("country/LAO",)),
        ("汤加环境与气候变化事务部部长塔马洛夫到会。", ("country/TON",)),
        ("汤加能源和矿产部长塔马洛夫到会。", ("country/TON",)),
        # no word tells the state
        ("国家主席塔马洛夫到会。", ()),
        ("省政府外交部部长陈国庆到会。", ()),
        ("总统塔马洛夫到会。", ()),
        ("汤加足球俱乐部部长塔马洛夫到会。", ()),
        ("陈国庆在汤加会见了能源部长塔马洛夫。", ()),
    ],
)
def test_any_part_of_a_title_tells_the_state(people, text, represents):
    assert people(text)[-1].represents == represents


@pytest.mark.parametrize(
    ("text", "represents"),
    [
        ("汤加国王图阿布、首相佩雷拉到会。", "country/TON"),
        ("汤加国王图阿布和首相佩雷拉到会。", "country/TON"),
        ("汤加外交大臣图阿布、国防大臣佩雷拉到会。", "country/TON"),
        ("汤加首相图阿布、法国总统佩雷拉到会。", "country/FRA"),
        ("汤加国民议会议长图阿布和参议长佩雷拉到会。", "country/TON"),
    ],
)
def test_next_of_a_list_stands_for_the_same_state(people, text, represents):
    assert people(text)[-1].represents == (represents,)


@pytest.mark.parametrize(
    "text",
    [
        "汤加首相图阿布和总统佩雷拉到会。",  # a head of another state, told before
        "汤加总统图阿布和总统佩雷拉到会。",
        "汤加外交大臣图阿布和国防大臣佩雷拉到会。",  # either state's
        "汤加首相图阿布、市长佩雷拉到会。",
        "汤加首相图阿布。首相佩雷拉到会。",
        "国家主席王小明和总理佩雷拉到会。",
        "汤加总统图阿布、总理默克尔到会。",  # known to stand for another one
        "欧盟委员会主席图阿布、首相佩雷拉到会。",
    ],
)
def test_state_is_not_shared_without_need(people, text):
    assert people(text)[-1].represents == ()


def test_officer_of_a_party_stands_for_no_state(people):
    """A Japanese name alone tells the state of a minister."""
    assert people("自民党干事长高村修一访问日本。")[-1].represents == ()
    assert people("日本首相到会。外相高村修一访问日本。")[-1].represents == ("country/JPN",)


def test_ambassador_to_china_stands_for_his_own_state(only):
    assert only("俄罗斯驻华大使塔马洛夫到会。").represents == ("country/RUS",)


@pytest.mark.parametrize("text", ["法国前总统萨科齐", "前总统萨科齐", "法国首任总统塔马洛夫"])
def test_former_holder_of_an_office_stands_for_nobody(only, text):
    assert only(f"{text}发表演讲。").represents == ()


@pytest.mark.parametrize("text", ["普京", "普京总统", "普京先生"])
def test_known_name_needs_no_title(only, text):
    person = only(f"{text}表示支持。")
    assert (person.name, person.represents) == ("普京", ())
    assert person.keys == ("leader/vladimir-putin",)


def test_name_once_told_with_its_title_is_known_in_the_rest_of_the_report(names):
    text = "斐济总理塔马洛夫抵达会场。会后，塔马洛夫接受提问。"
    assert names(text) == ["塔马洛夫", "塔马洛夫"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("双方将同塔马洛夫总统会谈。", "塔马洛夫"),
        ("塔马洛夫总统表示欢迎。", "塔马洛夫"),
        ("他会见了客人，阮春海总理陪同。", "阮春海"),
        ("亚历山大·塔马洛夫总统表示欢迎。", "亚历山大·塔马洛夫"),
    ],
)
def test_name_before_its_office_needs_no_list(only, text, name):
    assert only(text).name == name


@pytest.mark.parametrize(
    "text",
    ["各国总统到会。", "该国总理说。", "新任总统出席。", "双方和总统会谈。", "过渡总统到会。"],
)
def test_words_before_an_office_are_no_names(people, text):
    assert people(text) == []


def test_name_that_two_bear_has_both_until_the_date_decides(only):
    assert set(only("巴基斯坦总理谢里夫到会。").keys) == {
        "leader/nawaz-sharif",
        "leader/shehbaz-sharif",
    }


# --- people who take no part ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "新华社记者陈晓光 李大勇",
        "本报记者陈晨报道",
        "记者刘畅、摄影张宁",
        "（记者赵明）",
        "责任编辑：王静",
        "作者：李小明",
        "编辑 陈佳",
        "摄影：谢环宇",
        "主持人水清",
        "特约记者马丁·艾伦报道",
        "本报杭州9月4日电 记者杜一鸣",
    ],
)
def test_those_who_report_are_nobody(people, text):
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陈国庆、刘海涛、司马明等陪同出席。", ["陈国庆", "刘海涛", "司马明"]),
        ("王毅、杨洁篪等参加会议。", ["王毅", "杨洁篪"]),
        ("王家瑞参加会见。", ["王家瑞"]),
        ("会后，陈国庆、刘海涛参加会见。", ["陈国庆", "刘海涛"]),
    ],
)
def test_delegation_without_titles_is_read_by_its_verb(names, text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "高级官员、专家学者等参加会议。",
        "各国代表、商界人士出席。",
        "许多青年参加活动。",
        "金融机构等参加会议。",
        "应邀参加会议。",
        "常驻代表等出席。",
        "全体成员参加会议。",
    ],
)
def test_kinds_of_people_are_no_delegation(people, text):
    assert people(text) == []


# --- who comes for somebody else --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comes", "absent"),
    [
        ("斐济副总理塔马洛夫代表总理佩雷拉出席会议。", "塔马洛夫", "佩雷拉"),
        ("斐济副总理塔马洛夫将代表斐济总理佩雷拉与会。", "塔马洛夫", "佩雷拉"),
        ("斐济外长塔马洛夫代替斐济总理佩雷拉与会。", "塔马洛夫", "佩雷拉"),
        ("斐济外长塔马洛夫受总理佩雷拉委派出席会议。", "塔马洛夫", "佩雷拉"),
        ("斐济外长塔马洛夫作为斐济总理佩雷拉的特使出席会议。", "塔马洛夫", "佩雷拉"),
        ("斐济总理佩雷拉的特使塔马洛夫出席会议。", "塔马洛夫", "佩雷拉"),
        ("斐济总理佩雷拉特别代表、外长塔马洛夫出席会议。", "塔马洛夫", "佩雷拉"),
        ("斐济总理佩雷拉的代表、副总理塔马洛夫出席会议。", "塔马洛夫", "佩雷拉"),
    ],
)
def test_who_is_represented_does_not_come(people, text, comes, absent):
    """Both stand for their state, one of them is there."""
    (person,) = people(text)
    assert person.name == comes
    assert person.instead.value.name == absent
    assert person.represents == person.instead.value.represents == ("country/FJI",)


def test_in_a_list_only_the_represented_stays_away(names):
    text = "法国总统德高乐、斐济副总理塔马洛夫代表总理佩雷拉、英国首相史密斯出席会议。"
    assert names(text) == ["德高乐", "塔马洛夫", "史密斯"]


@pytest.mark.parametrize(
    "text",
    [
        "塔马洛夫在会上代表普京总统致辞。",
        "塔马洛夫在会上代表俄罗斯总统普京致辞。",
        "普京总统特使将出席会议。",
    ],
)
def test_who_sends_somebody_is_not_there(names, text):
    assert "普京" not in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "斐济代表塔马洛夫出席会议。",
        "斐济政府代表塔马洛夫出席会议。",
        "斐济总理代表塔马洛夫出席会议。",
    ],
)
def test_representative_is_a_title_too(only, text):
    person = only(text)
    assert (person.name, person.instead) == ("塔马洛夫", None)
    assert person.title.endswith("代表")


# --- states that a title does not name itself -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("俄罗斯领导人普京到会。", "普京", "RUS"),
        ("俄罗斯领导人普京总统到会。", "普京", "RUS"),
        ("斐济领导人普京到会。", "普京", ""),
        ("俄罗斯领导人塔马洛夫、俄罗斯总统普京到会。", "普京", "RUS"),
        ("俄总统普京到会。", "普京", "RUS"),
        ("到会的还有法总统马克龙。", "马克龙", "FRA"),
        ("斐济支持，斐总理塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("日本支持，日首相塔马洛夫到会。", "塔马洛夫", "JPN"),
        ("美国务卿塔马洛夫到会。", "塔马洛夫", "USA"),
        ("泰国防部长塔马洛夫到会。", "塔马洛夫", "THA"),
        ("以色列国防部长塔马洛夫到会。", "塔马洛夫", "ISR"),
        ("卡塔尔国防大臣塔马洛夫到会。", "塔马洛夫", "QAT"),
        ("英国王储查尔斯到会。", "查尔斯", "GBR"),
        ("日本支持，14日首相塔马洛夫到会。", "塔马洛夫", ""),
        ("新加坡支持，新总理塔马洛夫到会。", "塔马洛夫", ""),
        ("斐济新总统塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济最高军事委员会主席塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济白宫国家安全事务副助理塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济中央银行行长塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济研究院院长塔马洛夫到会。", "塔马洛夫", ""),
        ("斐济人民党主席塔马洛夫到会。", "塔马洛夫", ""),
        ("斐济则派外长塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济总统佩雷拉没有来，派外长塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("斐济总统佩雷拉因故缺席，由副总统塔马洛夫代表。", "塔马洛夫", "FJI"),
        ("斐济总统佩雷拉说，会议由总理塔马洛夫主持。", "塔马洛夫", ""),
        ("法国总统马克龙会见斐济总统佩雷拉后，派外长塔马洛夫到会。", "塔马洛夫", ""),
        ("斐济正在大选，由看守政府总理塔马洛夫出席。", "塔马洛夫", "FJI"),
        ("斐济总统收到了法国总统马克龙的邀请，最后仍由外长塔马洛夫代为出席。", "塔马洛夫", "FJI"),
        ("法国总统马克龙、斐济总统佩雷拉缺席，由外长塔马洛夫出席。", "塔马洛夫", ""),
        ("斐济正在大选。会议很成功，由外长塔马洛夫出席。", "塔马洛夫", ""),
        ("斐济是东道主，会议由该国总理塔马洛夫主持。", "塔马洛夫", "FJI"),
        ("斐济只派出了副外长塔马洛夫。", "塔马洛夫", "FJI"),
        ("中国和法国的元首没有来，分别由总理李强和外长塔马洛夫到会。", "李强", "CHN"),
        ("中国和法国的元首没有来，法国总理李强到会。", "李强", "FRA"),
        ("斐济东盟和亚太经合组织事务协调人塔马洛夫到会。", "塔马洛夫", "FJI"),
        ("芬兰去年加入。尼尼斯托总统到会。", "尼尼斯托", "FIN"),
        ("尼尼斯托总统到会。", "尼尼斯托", ""),
        ("访问斐济期间，习近平主席将会见总理塔马洛夫。", "塔马洛夫", "FJI"),
        ("访问斐济期间，习近平主席将同塔马洛夫总理会谈。", "塔马洛夫", "FJI"),
        ("过境斐济并进行友好访问期间，李强将同总统佩雷拉和塔马洛夫总理会谈。", "塔马洛夫", "FJI"),
        ("访问斐济期间，习近平主席将会见佩雷拉参议长和塔马洛夫议长。", "塔马洛夫", "FJI"),
        ("斐济到了。访斐期间，习近平主席将同塔马洛夫总理会谈。", "塔马洛夫", "FJI"),
        ("访问斐济期间，总理塔马洛夫将同佩雷拉总统会谈。", "塔马洛夫", ""),
        ("访问斐济和汤加期间，习近平主席将会见总理塔马洛夫。", "塔马洛夫", ""),
        ("访问斐济期间，习近平主席谈到汤加，并会见总理塔马洛夫。", "塔马洛夫", ""),
        ("访问斐济期间，习近平主席会见前总理塔马洛夫。", "塔马洛夫", ""),
        ("访问斐济期间，习近平主席很忙。他后来会见总理塔马洛夫。", "塔马洛夫", ""),
        ("访问中国期间，王毅会见总统塔马洛夫。", "塔马洛夫", ""),
        ("王毅3日至5日对斐济进行正式友好访问，会见总统佩雷拉、议长塔马洛夫。", "塔马洛夫", "FJI"),
        ("斐济总统佩雷拉率副总理塔马洛夫到机场迎接。", "塔马洛夫", "FJI"),
        ("国务委员兼国务院秘书长陈国庆陪同。", "陈国庆", "CHN"),
        ("芬兰去年加入，总统尼尼斯托到会。", "尼尼斯托", "FIN"),
        ("芬兰去年加入。斐济、总统尼尼斯托到会。", "尼尼斯托", ""),
        ("芬兰去年加入，亲善大使尼尼斯托到会。", "尼尼斯托", ""),
        ("芬兰去年加入，前总统尼尼斯托到会。", "尼尼斯托", ""),
        ("芬兰被解职总统尼尼斯托到会。", "尼尼斯托", ""),
    ],
)
def test_words_around_a_title_tell_the_state(people, text, name, state):
    (person,) = (one for one in people(text) if one.name == name)
    assert person.represents == ((f"country/{state}",) if state else ())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("东盟峰会闭幕\n会议很成功。秘书长塔马洛夫到会。", "asean"),
        ("会议很成功。东盟是东道主，秘书长塔马洛夫到会。", "asean"),
        ("东盟峰会闭幕\n海合会的会议很成功。峰会责成秘书长塔马洛夫筹备下届会议。", "gcc"),
        ("东盟和海合会的会议很成功。秘书长塔马洛夫到会。", ""),
        ("东盟和海合会的会议很成功。我支持秘书长素林·比素万的方案。", "asean"),
        ("东盟的会议很成功。论坛秘书长塔马洛夫到会。", ""),
        ("太平洋岛国论坛会议闭幕\n会议很成功。论坛秘书长塔马洛夫到会。", "pacific-islands-forum"),
        ("太平洋岛国论坛会议闭幕\n会议很成功。海洋论坛秘书长塔马洛夫到会。", ""),
        ("东盟的会议很成功。秘书长古特雷斯到会。", ""),  # of another body
        ("联合国和东盟的会议很成功。秘书长古特雷斯到会。", "un"),
        ("东盟的会议很成功。前秘书长塔马洛夫到会。", ""),
        ("东盟的会议很成功。主任塔马洛夫到会。", ""),
    ],
)
def test_secretary_general_is_of_the_body_spoken_of(people, text, body):
    assert people(text)[-1].represents == ((f"organisation/{body}",) if body else ())


def test_department_is_a_part_of_the_title(only):
    person = only("国际货币基金组织亚太部主任塔马洛夫到会。")
    assert (person.title, person.represents) == ("亚太部主任", ("organisation/imf",))
    assert not only("上海合作组织成员国支持外交部主任塔马洛夫。").represents


def test_title_that_several_bear_is_that_of_all_of_them(people):
    found = people("全国政协副主席陈国庆、何明辉等出席会议。")
    assert [(one.name, one.represents) for one in found] == [
        ("陈国庆", ("country/CHN",)),
        ("何明辉", ("country/CHN",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "国家主席王小明、何明辉出席会议。",
        "国务委员陈国庆、外交部长何明辉出席会议。",
        "外交部副部长陈国庆、高官会主席出席会议。",
    ],
)
def test_title_of_one_is_not_shared(people, text):
    first, *rest = people(text)
    assert all(one.title != first.title for one in rest)


def test_particle_after_a_name_of_parts_is_none_of_it(names):
    assert names("斐济外长约瑟夫·奈曾多次到会。") == ["约瑟夫·奈"]


@pytest.mark.parametrize(
    "text",
    [
        "斐济总统洛佩斯遭弹劾。",
        "斐济总统洛佩斯获连任。",
        "斐济总统洛佩斯种菊花。",
        "斐济由总统洛佩斯线上参加。",
    ],
)
def test_a_verb_after_a_name_is_no_part_of_it(names, text):
    assert names(text) == ["洛佩斯"]


def test_a_name_may_begin_like_a_state(only, names):
    person = only("斐济派来副总理阿曼别尔季。")
    assert (person.name, person.represents) == ("阿曼别尔季", ("country/FJI",))
    assert names("总统阿曼之行结束。") == []


@pytest.mark.parametrize(
    "text", ["越南派外交部长范平山出席。", "越南国家主席由外交部长范平山代表。"]
)
def test_who_is_sent_stands_for_the_state_that_sends(only, text):
    assert only(text).represents == ("country/VNM",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("斐济总统塔马洛夫当天在苏瓦发表讲话。", "塔马洛夫"),
        ("斐济总统塔马洛夫因朝觐缺席。", "塔马洛夫"),
        ("斐济总统侯赛因政务繁忙。", "侯赛因"),
        ("泰国总理他信、多位部长出席。", "他信"),
        ("斐济总统塔马洛夫因新冠疫情缺席。", "塔马洛夫"),
        ("斐济派外长洛佩斯女男爵出席。", "洛佩斯"),
        ("斐济总理洛佩斯分坐左边。", "洛佩斯"),
        ("斐济派外长洛佩斯枢机。", "洛佩斯"),
        ("缅甸国家和平与发展委员会主席塔马洛夫出席。", "塔马洛夫"),
    ],
)
def test_words_after_a_name_and_names_like_words(only, text, name):
    person = only(text)
    assert person.name == name
    assert person.represents


def test_long_name_that_the_dictionary_takes_for_a_place(names):
    assert names("会议由外长费尔南多代表。") == ["费尔南多"]


def test_no_name_ends_inside_a_long_name_of_the_dictionary(names):
    assert names("斐济总理苏格拉底敲下木槌。") == []


@pytest.mark.parametrize(
    "text", ["斐济以观察员身份派出外交部副部长刘振华。", "斐济代表团则由外长洛佩斯率领。"]
)
def test_words_between_a_state_and_whom_it_sends(only, text):
    assert only(text).represents == ("country/FJI",)


def test_pronoun_and_verb_after_an_office_are_no_name(names):
    assert "他信" not in names("泰国总理他信心十足。各国相信其他信息。")


@pytest.mark.parametrize(
    ("text", "title", "represents"),
    [
        ("阿联酋阿布扎比王储塔马洛夫到会。", "阿布扎比王储", ("country/ARE",)),
        ("土耳其伊斯坦布尔市长塔马洛夫到会。", "伊斯坦布尔市长", ("country/TUR",)),
        ("外交部发言人华春明5日表示满意。", "外交部发言人", ("country/CHN",)),
        ("韩国外交部发言人塔马洛夫表示满意。", "外交部发言人", ("country/KOR",)),
        ("外交部发言人塔马洛夫表示满意。", "外交部发言人", ()),
        ("国家发展和改革委员会副主任王明到会。", "国家发展和改革委员会副主任", ("country/CHN",)),
    ],
)
def test_office_of_a_city_and_voice_of_a_ministry_stand_for_the_state(
    only, text, title, represents
):
    person = only(text)
    assert (person.title, person.represents) == (title, represents)


def test_rare_name_ends_where_a_whole_word_begins(names):
    assert names("南苏丹总统基尔实现了愿望。") == ["基尔"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("斐济总理拿督斯里塔马洛夫到达。", "塔马洛夫"),
        ("斐济总理丹斯里塔马洛夫医生到达。", "塔马洛夫"),
        ("约旦国王阿都拉二世说，天气很好。", "阿都拉二世"),
    ],
)
def test_style_before_and_number_after_a_name(only, text, name):
    assert only(text).name == name


@pytest.mark.parametrize(
    ("text", "title", "represents"),
    [
        ("会议由主席国斐济的总理塔马洛夫主持。", "总理", ("country/FJI",)),
        ("东道国斐济的新任总理塔马洛夫到会。", "新任总理", ("country/FJI",)),
        ("访问斐济的总理塔马洛夫到会。", "总理", ()),
        (
            "欧盟共同外交与安全政策高级代表塔马洛夫到会。",
            "共同外交与安全政策高级代表",
            ("organisation/eu",),
        ),
    ],
)
def test_head_of_the_state_that_chairs(only, text, title, represents):
    assert (only(text).title, only(text).represents) == (title, represents)


@pytest.mark.parametrize("title", ["阿尔及利亚总理", "阿尔及利亚副总统"])
def test_longer_name_than_that_of_somebody_of_another_state(only, title):
    assert only(f"{title}阿卜杜拉赫曼在会议上讲话。").name == "阿卜杜拉赫曼"


def test_minister_who_follows_another_has_the_field_and_the_state(people):
    found = people("汤加能源部部长塔马洛夫、国有企业部长佩雷拉、经济部长科尔到会。")
    assert [person.title for person in found] == ["能源部部长", "国有企业部长", "经济部长"]
    assert [person.represents for person in found] == [("country/TON",)] * 3


@pytest.mark.parametrize(
    ("title", "home"),
    [
        ("汤加气候变化事务特别代表", "country/TON"),
        ("汤加政府非洲事务特别代表", "country/TON"),
        ("汤加能源特使", "country/TON"),
        ("联合国气候特使", "organisation/un"),
        ("欧盟贸易委员", "organisation/eu"),
        ("汤加斐济事务特别代表", "country/TON"),
    ],
)
def test_envoy_for_a_field_stands_for_who_sends_him(only, title, home):
    assert only(f"{title}塔马洛夫在会议上讲话。").represents == (home,)


def test_word_between_two_ministers_is_no_field(people):
    found = people("汤加总理塔马洛夫和国防部长佩雷拉到会。")
    assert [person.title for person in found] == ["总理", "国防部长"]
    assert [person.represents for person in found] == [("country/TON",)] * 2


def test_minister_of_nothing_known_shares_no_state(people):
    found = people("汤加能源部部长塔马洛夫、足球俱乐部部长佩雷拉到会。")
    assert [person.represents for person in found] == [("country/TON",), ()]


def test_office_at_a_quoted_organ_of_a_state_is_of_the_state(only):
    person = only("利比亚“全国过渡委员会”主席塔马洛夫到会。")
    assert (person.title, person.represents) == ("“全国过渡委员会”主席", ("country/LBY",))


def test_known_head_of_a_state_is_of_it_whatever_state_the_sentence_names_last(people):
    """甲国从乙国接任主席国,总统A主持."""
    found = people("俄罗斯从乌兹别克斯坦接任主席国，总统普京主持会议。")
    assert [person.represents for person in found] == [("country/RUS",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("斐济国防部长塔马洛大将出席了会议。", "塔马洛"),
        ("越南国防部长吴文大将出席了会议。", "吴文"),
        ("斐济国王威廉-亚历山大将出席会议。", "威廉-亚历山大"),
    ],
)
def test_rank_after_a_name_is_no_part_of_it(only, text, name):
    assert only(text).name == name


def test_one_of_the_family_comes_for_the_head_of_the_same_state(people):
    text = "斐济国王塔马洛夫没有前来，由其弟佩雷拉亲王代表。"
    assert [(one.name, one.represents) for one in people(text)] == [
        ("塔马洛夫", ("country/FJI",)),
        ("佩雷拉", ("country/FJI",)),
    ]


def test_what_bears_a_name_with_its_title_is_no_person(names):
    assert names("塔马洛夫亲王基金会在斐济成立。") == []
    assert names("斐济亲王塔马洛夫来访。塔马洛夫亲王基金会成立。") == ["塔马洛夫"]


@pytest.mark.parametrize(
    ("joint", "chair"), [("、", "轮值主席"), ("兼", "轮值主席"), ("、", "执行主席")]
)
def test_head_of_state_with_the_chair_of_a_body_is_one_person_of_the_state(qualified, joint, chair):
    text = f"中非合作论坛北京峰会在北京举行。刚果（布）总统{joint}非洲联盟{chair}德高乐出席会议。"
    found = qualified(text)
    assert "德高乐 represents 刚果（布）" in found
    assert "德高乐 represents 非洲联盟" in found
    assert "刚果（布） memberOf 非洲联盟" in found
    told = dict(found["德高乐 attended 中非合作论坛北京峰会"])
    assert (told["onBehalfOf"], told["capacity"]) == ("刚果（布）", "总统")


def test_chair_that_does_not_go_round_is_of_somebody_else(qualified):
    text = "二十国集团领导人杭州峰会在杭州举行。法国总统、欧洲理事会主席德高乐出席会议。"
    assert "德高乐 represents 法国" not in qualified(text)


@pytest.mark.parametrize(
    ("outlet", "states"), [("新华社", {"中国"}), ("联合早报", set()), ("中央社", set())]
)
def test_minister_without_a_state_is_of_that_of_the_outlet(facts, outlet, states):
    text = f"峰会前瞻\n2016年9月5日　{outlet}\n外交部长林大文说，很重要。国家主席王小明将出席。\n"
    found = [fact for fact in facts(text) if " represents " in fact]
    assert {fact.split()[2] for fact in found if fact.startswith("林大文")} == states
    assert "王小明 represents 中国" in found


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("南盟秘书处主任塔马洛夫到会。", "saarc-secretariat"),
        ("南盟秘书处设在加德满都。现任秘书长塔马洛夫到会。", "saarc"),
    ],
)
def test_who_heads_a_body_is_told_after_its_secretariat(people, text, body):
    assert people(text)[0].represents == (f"organisation/{body}",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会长万林飞主持会议。", "万林飞"),
        ("法国总统德高乐飞抵北京。", "德高乐"),
        ("法国总统德高乐飞往北京。", "德高乐"),
    ],
)
def test_flying_ends_a_name_only_in_a_verb(names, text, name):
    assert names(text) == [name]


def test_sherpa_of_a_state_for_a_body_stands_for_the_state(only):
    person = only("法国二十国集团事务协调人、外交部副部长德高乐介绍了情况。")
    assert person.represents == ("country/FRA",)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("王小明同斐济总统会谈\n王小明主席同塔马洛夫总统举行会谈。", "FJI"),
        ("王小明同斐济总统佩雷拉会谈\n王小明说，塔马洛夫总统早年来访。", ""),  # that one has a name
        ("王小明会见斐济总统\n斐济总统佩雷拉说，塔马洛夫总统早年来访。", ""),  # he was
        ("王小明会见斐济总统和瑙鲁总统\n王小明说，塔马洛夫总统早年来访。", ""),
        ("王小明会见斐济总统\n王小明说，塔马洛夫总理早年来访。", ""),
    ],
)
def test_head_of_state_below_a_headline_that_names_the_state(people, text, state):
    home = {one.name: one.represents for one in people(text)}["塔马洛夫"]
    assert home == ((f"country/{state}",) if state else ())
