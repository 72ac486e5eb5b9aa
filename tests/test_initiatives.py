"""Named initiatives are found by quotation marks and verbs of founding; common things are not."""

import pytest

from kg.grammar.mentions import DOCUMENT, INITIATIVE, ORGANISATION, PROJECT
from kg.reading.extraction import extract


@pytest.fixture(scope="module")
def projects(mentions):
    """Return the names of initiatives that no list holds."""
    return lambda text: [value.text for _, value in mentions(text, PROJECT)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中方建议成立上海合作组织绿色能源中心。", "上海合作组织绿色能源中心"),
        ("中方将设立中国—东盟海洋合作基金。", "中国-东盟海洋合作基金"),
        ("俄方倡议举办湖滨地区青年交流营。", "湖滨地区青年交流营"),
        ("各方加快组建跨境反洗钱联盟。", "跨境反洗钱联盟"),
        ("中方建议建立禁毒中心。", "禁毒中心"),
        ("会议决定于明年创办能源俱乐部。", "能源俱乐部"),
        ("中方决定在上海建立上合组织法律服务委员会。", "上合组织法律服务委员会"),
        ("俄方建议组建欧亚水资源研究中心。", "欧亚水资源研究中心"),
        ("中方将构建海港安全能力建设网络。", "海港安全能力建设网络"),
        ("中方启动应对海啸危机技术支持倡议，扩大培训。", "应对海啸危机技术支持倡议"),
    ],
)
def test_name_after_a_verb_of_founding(projects, text, name):
    assert projects(text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "法方愿实施“三大计划”，即港口合作计划、海洋观测合作计划、和平与安全合作计划。",
            ["三大计划", "港口合作计划", "海洋观测合作计划", "和平与安全合作计划"],
        ),
        (
            "法方将实施港口建设行动、航道疏浚行动和海洋观测行动等三大行动。",
            ["港口建设行动", "航道疏浚行动", "海洋观测行动"],
        ),
        ("法方讨论港口建设行动、航道疏浚行动。", []),
        ("中方建议建立中德海洋观测伙伴关系。", ["中德海洋观测伙伴关系"]),
        ("中方建议建立中德全面战略伙伴关系。", []),
        ("各方建立“蓝色港湾”网络和港口应急中心。", ["蓝色港湾", "港口应急中心"]),
    ],
)
def test_parts_of_a_programme_partnerships_and_lists(projects, text, names):
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("各方提出构建中非命运共同体。", "中非命运共同体"),
        ("中方将举办第三届中国国际进口博览会。", "第三届中国国际进口博览会"),
    ],
)
def test_initiative_with_a_name_of_its_own(mentions, text, name):
    assert [value.text for _, value in mentions(text, INITIATIVE)] == [name]


def test_community_that_nobody_puts_forward_is_a_slogan(mentions):
    assert mentions("各方携手构建更加紧密的中越命运共同体。", INITIATIVE) == []


def test_so_many_initiatives_are_none_by_name(projects):
    assert projects("法方推出多项加强海上安全合作倡议，发起和平倡议。") == []


def test_centre_that_is_part_of_a_word_is_no_name(projects):
    assert projects("各方一致支持发挥联合国中心作用。") == []


def test_what_a_thing_has_is_no_name(projects):
    assert projects("德方宣布，中心将包括一个档案馆和一个交流平台。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "俄方提议设立边境地区合作论坛和青年科技论坛。",
            ["边境地区合作论坛", "青年科技论坛"],
        ),
        ("俄方提议设立能源俱乐部，举办青年论坛。", ["能源俱乐部", "青年论坛"]),
        (
            "中方设立中国—东盟防灾物资储备库和中国—东盟防灾合作中心。",
            ["中国-东盟防灾物资储备库", "中国-东盟防灾合作中心"],
        ),
        (
            "俄方提议建立防灾减灾中心、跨境物流联盟以及粮食安全基金。",
            ["防灾减灾中心", "跨境物流联盟", "粮食安全基金"],
        ),
    ],
)
def test_list_of_names(projects, text, names):
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中方提出“数字丝路”倡议。", "数字丝路"),
        ("中方启动“清水行”项目。", "清水行"),
        ("各方讨论“湖滨盾牌—2018”联合反恐演习。", "湖滨盾牌-2018"),
        ("中方提出“三根支柱”构想。", "三根支柱"),
        ("会议启动“根除疟疾伙伴关系”。", "根除疟疾伙伴关系"),
        ("印度提议发射“湖区卫星”。", "湖区卫星"),
        ("印度建议举办“湄公河—恒河汽车拉力赛”。", "湄公河-恒河汽车拉力赛"),
        ("双方将2019年定为“湖滨地区媒体交流年”。", "湖滨地区媒体交流年"),
        ('莫迪建议设立"世界步行日"基金。', "世界步行日"),
    ],
)
def test_quoted_name_with_a_word_that_tells_what_it_is(projects, text, name):
    assert projects(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "他说：“我们是好邻居”。",
        "会场挂着“欢迎光临”横幅。",
        "他说，“不应同时加入几个联盟”。",
        "两国宣布建立“全面战略伙伴关系”。",
        "代表团成员称之为“历史性时刻”。",
        "各方坚持“领导人引领的战略论坛”定位。",
    ],
)
def test_quotation_is_no_name(projects, text):
    assert projects(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "各方建议建立合作机制。",
        "各方要完善协调机制。",
        "中方愿建立多边合作平台。",
        "各方商谈建立自由贸易区。",
        "会议决定成立秘书处。",
        "与会者参观了青年创业园区。",
        "论坛主席讲话。",
        "各方将建立长效工作机制。",
        "各国应建立新的基金。",
        "企业更新设备技术和工业实验室。",
        "项目将以湖滨机场为中心。",
        "各方坚持以儿童福利为中心。",
        "这是双方开创的“黄金十年”。",
        "他们出席湖滨峰会开幕式和分论坛。",
        "争取早日互设文化中心。",
        "中方建议建设区域交通运输网络。",
        "中方将推动六大经济走廊建设。",
        "中方提出建设“四大平台”的主张。",
        "双方将搭建不少合作机制。",
    ],
)
def test_common_thing_is_no_initiative(projects, text):
    """合作机制 would be the same node in a thousand reports."""
    assert projects(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("普京支持“一带一路”。", "initiative/belt-and-road"),
        ("普京支持“一带一路”倡议。", "initiative/belt-and-road"),
        ("普京支持共建“一带一路”倡议。", "initiative/belt-and-road"),
        ("普京支持丝绸之路经济带建设。", "initiative/silk-road-economic-belt"),
        ("普京支持全球发展倡议。", "initiative/global-development-initiative"),
    ],
)
def test_known_initiative_has_one_key_under_all_its_names(mentions, text, key):
    assert [value.keys for _, value in mentions(text, INITIATIVE)] == [(key,)]


@pytest.mark.parametrize("text", ["中方支持上海合作组织机制。", "各方支持“上海合作组织”合作机制。"])
def test_mechanism_of_a_body_is_the_body(mentions, text):
    assert mentions(text, PROJECT) == []
    assert [value.keys for _, value in mentions(text, ORGANISATION)] == [("organisation/sco",)]


def test_organisation_is_not_taken_for_an_initiative(mentions):
    text = "中方倡议建立中国—东盟中心，各方支持新开发银行。"
    assert mentions(text, PROJECT) == []
    assert mentions(text, ORGANISATION)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("企业将建设临港物流中心。", set()),
        ("各方将建设智能制造实验室，支持中德财经顾问委员会工作。", {"中德财经顾问委员会"}),
        ("各国参加东亚海洋观测网络。", {"东亚海洋观测网络"}),
        ("各国参加“蓝海”计划。", {"“蓝海”计划", "蓝海"}),
        ("各方办好湖滨医学论坛、儿童交流中心。", {"湖滨医学论坛", "儿童交流中心"}),
        ("中方建议设立临港物流中心。", {"临港物流中心"}),
    ],
)
def test_common_thing_alone_is_a_node_only_if_something_is_said_of_it(
    document, knowledge, text, names
):
    entities = extract(document(text, "2016-09-05"), knowledge).entities
    found = {name for entity in entities if entity.cls == "Initiative" for name in entity.names}
    assert found == names


def test_later_version_of_a_known_initiative_is_another_one(document, knowledge):
    text = "东盟峰会在曼谷举行。会议欢迎中国—东盟自贸区{}谈判完成。"
    for version, label in (("", "中国—东盟自贸区"), ("3.0版", "中国—东盟自贸区3.0版")):
        entities = extract(document(text.format(version), "2016-09-05"), knowledge).entities
        (found,) = (entity for entity in entities if entity.cls == "Initiative")
        assert (label in found.names, found.key.startswith("initiative/")) == (True, not version)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("工作组", False),
        ("专家小组", False),
        ("海洋预警系统", False),
        ("亚欧海洋预警系统", True),
        ("“海洋预警系统”", True),
        ("上海合作组织海洋工作组", True),
    ],
)
def test_what_everybody_has_is_proposed_only_if_it_is_somebodys(facts, name, own):
    told = {item for item in facts(f"中方建议成立{name}。") if "proposed" in item}
    assert bool(told) == own


def test_what_is_proposed_is_no_text(mentions):
    """关于设立某中心的倡议 is no title; 关于海洋观测的倡议 is one."""
    assert not mentions("各方讨论中方关于设立海洋观测中心的倡议。", DOCUMENT)
    assert mentions("各方通过了关于海洋观测的倡议。", DOCUMENT)


@pytest.mark.parametrize(
    ("between", "found"), [("", True), ("会议讨论了贸易。", False), ("\n", False)]
)
def test_this_proposal_is_the_one_of_the_sentence_before(facts, between, found):
    told = f"中方提议设立“绿色港湾中心”。{between}德国支持这一倡议。"
    assert ("德国 supports 绿色港湾中心" in facts(f"G20杭州峰会在杭州举行。{told}")) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("法国首次提出开放、平等的绿色安全观。", ["绿色安全观"]),
        ("各方赞赏法国提出的新合作观。", ["新合作观"]),
        ("各方应树立新的安全观，践行绿色发展观。", []),
        ("法国提出要践行开放、平等的绿色安全观。", []),
        ("法国提出了安全观点。", []),
    ],
)
def test_view_that_somebody_proposes_is_named(projects, text, names):
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中方建议尽早制定《绿色港口宪章》。", ["绿色港口宪章"]),
        ("中方愿同德方商谈缔结“友好港口条约”。", ["友好港口条约"]),
        ("各方通过并实施《绿色港口宪章》。", []),
        ("中方愿同德方落实“友好港口条约”。", []),
    ],
)
def test_text_that_is_still_to_be_written_is_proposed(projects, text, names):
    assert projects(text) == names


def test_name_that_goes_on_behind_quotation_marks(projects):
    text = "中方将设立“一带一路”绿色港口联盟，支持“一带一路”建设。"
    assert projects(text) == ["“一带一路”绿色港口联盟"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("中方倡议筹建亚洲基础设施投资银行。", PROJECT),
        ("德国支持尽快建立亚洲基础设施投资银行。", PROJECT),
        ("德国支持亚洲基础设施投资银行。", ORGANISATION),
        ("各国领导人庆祝成立亚洲基础设施投资银行十周年。", ORGANISATION),
    ],
)
def test_known_bank_is_an_initiative_while_somebody_asks_for_it(mentions, text, kind):
    other = {PROJECT: ORGANISATION, ORGANISATION: PROJECT}[kind]
    assert [len(mentions(text, one)) for one in (kind, other)] == [1, 0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("法国支持“东盟+”合作机制。", ["东盟+"]),
        ("法国支持“10+3”合作。", []),
    ],
)
def test_body_and_more_is_a_form_of_cooperation(projects, text, names):
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中方宣布，将设立“不结盟国家经贸理事会”。", ["不结盟国家经贸理事会"]),
        ("中方将发起“支持山区教育倡议”。", ["支持山区教育倡议"]),
        ("法国总统德高乐说“支持这一倡议”。", []),
    ],
)
def test_quoted_name_that_begins_like_a_saying_after_a_verb_of_founding(projects, text, names):
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("中方倡议成立中国—东盟应急热线。", ["中国 proposed 中国—东盟应急热线"]),
        ("中方倡议成立应急热线。", []),  # everybody has one
        ("中方建议设立中国—东盟农业试验区的管理机构。", []),  # that is what is new
    ],
)
def test_what_everybody_has_is_a_name_with_whose_it_is(facts, text, proposed):
    assert [one for one in facts(text) if " proposed " in one] == proposed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他说，“港口等不起，该轮到各国拿出行动”。", []),
        ("法国发起“绿色港口行动”。", ["绿色港口行动"]),
        ("法国发起了“港口之友”小组。", ["“港口之友”小组"]),
        ("法国加入了“港口之友”小组。", []),
        ("法国创建的新型区域合作机制运转良好。", []),
    ],
)
def test_sentence_in_quotation_marks_is_no_name(projects, text, names):
    assert projects(text) == names


def test_they_are_those_whom_the_sentence_before_lists(facts):
    text = "二十国集团领导人杭州峰会在杭州举行。法国总统德高乐、英国首相史密斯先后致辞。"
    backed = "他们都赞同中国国家主席王小明提出的全球发展倡议。"
    found = {fact for fact in facts(text + backed) if " supports " in fact}
    assert found == {"德高乐 supports 全球发展倡议", "史密斯 supports 全球发展倡议"}
    apart = "德国总理文森特会见记者。"
    others = "记者采访法国总统德高乐和英国首相史密斯。"
    theirs = "法国总统德高乐和英国首相史密斯的顾问也到了。"
    for between in (apart, others, theirs):
        assert not {fact for fact in facts(text + between + backed) if " supports " in fact}


def test_declaration_of_merchants_is_not_that_of_the_leaders_of_whom_it_tells(facts):
    head = "二十国集团工商界联合声明\n一、二十国集团领导人4日在杭州举行二十国集团领导人杭州峰会。\n"
    said = "二、我们重申合作。\n三、我们将扩大贸易。\n四、我们支持清迈倡议。"
    assert not [fact for fact in facts(head + said) if " supports " in fact]


def test_text_whose_sentences_begin_with_we_is_a_declaration(facts):
    head = "二十国集团联合声明\n一、二十国集团领导人4日在杭州举行二十国集团领导人杭州峰会。\n"
    said = "二、我们重申合作。\n三、我们将扩大贸易。\n四、我们支持清迈倡议。"
    assert "二十国集团领导人杭州峰会 supports 清迈倡议" in facts(head + said)
    assert not {one for one in facts(head + "二、支持清迈倡议。") if " supports " in one}
