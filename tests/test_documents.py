"""What is protected: every file becomes one Document or one reason, and nothing is made up."""

from __future__ import annotations

import contextlib
import hashlib
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import DataError
from kg.sources import webpage
from kg.sources.documents import make_document
from kg.sources.index import IndexEntry

BODY = "各国领导人9月4日在杭州举行会议，并发表宣言。"
TEXT = f"各国领导人举行会议\n\n{BODY}\n"


def source(text, path="a.txt", **more):
    return make_document(text, path, **more).source


def codes(document):
    return [problem.code for problem in document.warnings]


# -- what a document is ---------------------------------------------------------------------


def test_a_document_knows_its_text_hash_and_encoding():
    document = make_document(TEXT.replace("\n", "\r\n").encode("gb18030"), "a.txt")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.text == TEXT
    assert document.source.sha256 == digest
    assert document.source.id == digest[:16]
    assert document.source.encoding == "gb18030"
    assert document.warnings == ()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", " \u3000\t\r\n".encode() * 9, b"\x07 \n"])
def test_no_text_is_an_error(data):
    with pytest.raises(DataError) as caught:
        make_document(data, "a.txt")
    assert caught.value.key == "empty"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_give_the_same_document_twice_or_a_data_error(data, path):
    with contextlib.suppress(DataError):
        assert make_document(data, path) == make_document(data, path)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_can_be_written_as_utf8(text, path):
    with contextlib.suppress(DataError):
        document = make_document(text, path)
        f"{document.text}{document.shadow}{document.source}{document.warnings}".encode()


# -- what it says of itself -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "published"),
    [
        (TEXT, "20160905-03.txt", "2016-09-05"),
        (TEXT, "seeds/2016-09-05.txt", "2016-09-05"),
        (TEXT, "201609.txt", "2016"),
        (TEXT, "峰会_2016.txt", "2016"),
        (TEXT, "20161345.txt", ""),
        (TEXT, "a2016b.txt", ""),
        (f"会议闭幕\n新华社杭州2016年9月5日电 {BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n中新社汉城二０００年十月二十日电 {BODY}", "a.txt", "2000-10-20"),
        (f"会议闭幕\n中新社杭州九月五日电 {BODY}", "2016.txt", "2016-09-05"),
        (f"会议闭幕\n新华社杭州9月5日电 {BODY}", "a.txt", ""),
        (f"会议闭幕\n新华社杭州9月5日电 {BODY}", "2016.txt", "2016-09-05"),
        (f"会议闭幕\n发布时间：2016-09-05\n{BODY}", "20170101.txt", "2016-09-05"),
        (f"会议闭幕\n（2016年9月5日，杭州）\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n{BODY}\n（2016年9月5日 A1版）", "a.txt", "2016-09-05"),
        (f"{TEXT}《 人民日报 》（ 2016年09月05日 01 版）", "a.txt", "2016-09-05"),
        (f"{TEXT}《人民日报》2016年9月5日第一版", "a.txt", "2016-09-05"),
        (f"{TEXT}（《经济日报》2016年9月5日）", "a.txt", "2016-09-05"),
        (f"{TEXT}来源：某某客户端　　2016年9月5日 09:12", "a.txt", "2016-09-05"),
        (f"{TEXT}（编辑：甲乙）2016-09-05 16:20", "a.txt", "2016-09-05"),
        (f"闭幕\n某地日报驻汉堡记者　甲乙丙　　2016年9月5日\n{BODY}", "a.txt", "2016-09-05"),
        (f"{TEXT}据《人民日报》2016年9月5日报道，会议闭幕。", "a.txt", ""),
        (f"{TEXT}2016年9月5日第一次会议", "a.txt", ""),
        (f"闭幕\n本报杭州9月4日电　{BODY}\n《人民日报》2016年9月5日第一版", "a.txt", "2016-09-04"),
        (f"闭幕\n本报杭州9月2日电　{BODY}\n《人民日报》2016年9月5日第一版", "a.txt", "2016-09-05"),
        (f"会议闭幕\n发布时间：2016-19-35\n{BODY}", "a.txt", ""),
        (f"{TEXT}会议将于2017年7月举行。", "a.txt", ""),
        (f"会议闭幕\n联合早报　2016年9月5日\n\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n2016-09-05 20:17:45　来源：某网\n\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n来源：某网　2016年09月05日 20:17\n\n{BODY}", "a.txt", "2016-09-05"),
        (
            f"会议闭幕\n某社\n更新时间 2016年9月5日, 格林尼治标准时间10:26\n{BODY}",
            "a.txt",
            "2016-09-05",
        ),
        (f"会议闭幕\n06:15 2016年9月5日\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n2016年9月5日 星期一 09:46 BJT\n{BODY}", "a.txt", "2016-09-05"),
        (
            f"会议闭幕\n某人\n发表时间 05-09-2016 阅读 08:30\n\n{BODY}",
            "a.txt",
            "2016-09-05",
        ),
        (f"会议闭幕\n05-09-2016\n{BODY}", "a.txt", ""),
        (f"国际新闻 | 2016.09.05\n会议闭幕\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n2016-09-05 20:17　某社图片\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n《某刊》杂志记者 2016年9月5日\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n首届峰会 | 2016.09.05 | 杭州\n{BODY}", "a.txt", ""),
        (f"會議閉幕\n〔環球新聞〕發布於 2016/09/05 08:30\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n2016年9月5日（星期一）, 19:46\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n2016年9月5日，各国领导人抵达\n{BODY}", "a.txt", ""),
        (f"会议闭幕\n2016年9月5日 各国领导人抵达\n{BODY}", "a.txt", ""),
        (f"会议闭幕\n2016年9月4日至5日\n{BODY}", "a.txt", ""),
        (f"会议闭幕\n来源：央视网　2016年09月05日 19:31\n{BODY}", "a.txt", "2016-09-05"),
        (f"會議閉幕\n【環球日報訊】2016-09-05　A4 中國新聞\n{BODY}", "a.txt", "2016-09-05"),
        (f"會議閉幕\n2016/09/05 22:48（09/06 07:15 更新）\n{BODY}", "a.txt", "2016-09-05"),
        (f"会议闭幕\n{BODY}\n（2016年9月5日《环球商报》第6版）", "a.txt", "2016-09-05"),
        (f"會議閉幕\n2016/09/05（圖）\n{BODY}", "a.txt", ""),
        (f"會議閉幕\n2016-09-05　A4級活動\n{BODY}", "a.txt", ""),
        ("会议闭幕\n各国领导人周一（2016年9月5日）抵达。\n", "a.txt", "2016-09-05"),
        ("会议闭幕\n各国领导人（2016年9月5日）抵达。\n", "a.txt", ""),
        ("会议在即\n会议将于周一（2016年9月5日）开幕。\n", "a.txt", ""),
        ("会议闭幕\n各国领导人抵达。会议于上周一（2016年9月5日）开幕。\n", "a.txt", ""),
        (f"会议闭幕\n2016年9月5日　环球商报新闻　国际评论\n{BODY}", "a.txt", "2016-09-05"),
        (
            "闭幕\n新华社杭州9月5日电（记者王甲）2016年9月3日至5日，会议。",
            "a.txt",
            "2016-09-05",
        ),
        ("公报\n新华社杭州9月5日电\n2016年9月5日，会议举行。", "a.txt", "2016-09-05"),
        ("公报\n中新社杭州九月五日电\n二〇一六年九月五日，会议举行。", "a.txt", "2016-09-05"),
        ("特稿\n中新社杭州九月五日电　二〇一六年九月四日至五日，会议举行。", "a.txt", "2016-09-05"),
        (
            f"公报\n（二〇一六年九月五日，杭州）\n新华社杭州九月五日电　{BODY}",
            "a.txt",
            "2016-09-05",
        ),
        ("特稿\n新华社杭州9月5日电　2001年9月5日，某组织成立。十五年来，合作不断。", "a.txt", ""),
        ("特稿\n新华社杭州9月5日电　2001年3月4日至5日，某组织成立。", "a.txt", ""),
        ("特稿\n新华社杭州9月5日电　2006年9月1日至4日，会议举行。十年过去了。", "a.txt", ""),
        ("大事记\n2008年11月15日\n第一次会议举行。\n2009年4月2日\n第二次会议举行。\n", "a.txt", ""),
    ],
)
def test_published(text, path, published):
    assert source(text, path).published == published


def test_dateline_tells_publisher_place_and_author():
    found = source(f"会议闭幕\n人民网杭州9月5日电 （记者张三、李四）{BODY}")
    assert (found.publisher, found.place, found.author) == ("人民网", "杭州", "张三、李四")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TEXT, "各国领导人举行会议"),
        (BODY, ""),
        (f"# 会议，闭幕\n\n{BODY}", "会议，闭幕"),
        (f"某专题数据库\n关键词：\n各国领导人举行会议\n{BODY}", "各国领导人举行会议"),
        (f"新华社杭州9月5日电 {BODY}", ""),
    ],
)
def test_title(text, title):
    assert source(text).title == title


def test_index_wins_over_all_else():
    entry = IndexEntry("另题", "2015", "某报", "https://example.org/1")
    found = source(f"会议闭幕\n新华社杭州9月5日电 {BODY}", "20160905.txt", index=entry)
    assert (found.title, found.published, found.publisher) == ("另题", "2015-09-05", "某报")
    assert found.url == "https://example.org/1"


# -- HTML and Markdown -----------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html><head><title>会议闭幕_某网</title>
<meta property="article:published_time" content="2016-09-05T10:00:00+08:00">
<meta property="og:site_name" content="某网"><script>var 脚本;</script></head><body>
<nav>首页 登录</nav><div class="share">分享</div><ul><li><a href="/1">别的新闻</a></li></ul>
<article><h1>会议闭幕</h1><p>{BODY}</p><p>第二段<br>第三段。</p></article>
<footer>版权所有</footer></body></html>"""


def test_html_gives_the_article_and_its_metadata():
    document = make_document(PAGE, "a.html")
    assert document.text == f"会议闭幕\n{BODY}\n第二段\n第三段。"
    found = document.source
    assert (found.title, found.published, found.publisher) == ("会议闭幕", "2016-09-05", "某网")


@pytest.mark.parametrize("depth", [260, 3_000])
def test_deep_html_keeps_its_text(depth):
    page = "<html><body>" + "<div>" * depth + f"<p>{BODY}</p></body></html>"
    assert make_document(page, "a.html").text == BODY


@pytest.mark.parametrize("page", ["<div>" * 50_000 + BODY, f"{BODY}" + "<b></p>" * 50_000])
def test_html_nested_without_end_is_refused_and_never_cut(page):
    with pytest.raises(DataError) as caught:
        make_document(page, "a.html")
    assert caught.value.key == "too-deep"


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "<td>",
                "<a href=x>",
                "</a>",
                "<!-- x -->",
                "<script>",
                "</script>",
                "&nbsp;",
                "&#x5cf0;",
                "<",
                "<br/>",
                " ",
                "\n",
                "会议",
                "a b",
                "<title>",
                "<div class=nav>",
            ]
        ),
        max_size=40,
    ),
    st.integers(1, 40),
)
def test_the_parts_in_which_a_page_is_parsed_do_not_show(pieces, size):
    html = "<html><body>" + "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webpage, "_PART", size)
        parts = webpage.read_html(html, "a.html")
    assert parts == webpage.read_html(html, "a.html")


def test_html_entities_of_a_doctype_are_not_expanded():
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>{BODY}&x;</p>'
    assert "root" not in make_document(page, "a.html").text


def test_nothing_that_a_document_names_is_opened(tmp_path):
    """No file, and no connection to a server that would hear of it."""
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        for address in (
            f"http://127.0.0.1:{server.getsockname()[1]}/x",
            f"file://{tmp_path}/secret.txt",
        ):
            page = (
                f'<?xml version="1.0"?><?xml-stylesheet href="{address}"?>'
                f'<!DOCTYPE html SYSTEM "{address}" [<!ENTITY x SYSTEM "{address}">]>'
                f'<html><head><base href="{address}"><link rel="stylesheet" href="{address}">'
                f'<script src="{address}"></script></head><body><p>{BODY}&x;</p>'
                f'<iframe src="{address}"></iframe><img src="{address}"><object data="{address}">'
                f'</object><xi:include href="{address}" parse="text"/></body></html>'
            )
            mark = f"---\ntitle: !include {address}\n---\n{BODY}\n\n![x]({address})\n\n{page}"
            for text, path in ((page, "a.html"), (page, "a.txt"), (mark, "a.md")):
                document = make_document(text, path)
                assert BODY in document.text
                assert "秘密" not in f"{document}"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_html_named_as_text_is_read_as_html_with_a_warning():
    document = make_document(PAGE, "a.txt")
    assert "<p>" not in document.text
    assert codes(document) == ["type-mismatch"]


def test_html_character_references_cannot_bring_in_controls():
    document = make_document(f"<p>{BODY}&#0;&#x202e;&#xD800;", "a.html")
    assert "\u202e" not in document.text
    assert "\0" not in document.text


def test_markdown_keeps_the_text_and_drops_the_marks():
    text = f"---\ntitle: 题目\ndate: 2016-09-05\n---\n# 大题\n\n> {BODY}\n\n- **第一**，[甲](http://x)。\n"
    document = make_document(text, "a.md")
    assert document.text == f"大题\n{BODY}\n- 第一，甲。"
    assert (document.source.title, document.source.published) == ("题目", "2016-09-05")


def test_row_of_a_markdown_table_is_one_line():
    text = "|届次|地点|\n|---|---|\n|第一届|汉堡|\n|第二届|里昂|\n\n完。\n"
    assert make_document(text, "a.md").text == "届次\t地点\n第一届\t汉堡\n第二届\t里昂\n完。"


def test_markdown_front_matter_is_never_executed():
    text = f"---\ntitle: !!python/object/apply:os.system ['x']\na: &a [*a]\n---\n{BODY}"
    document = make_document(text, "a.md")
    assert codes(document) == ["front-matter"]
    assert document.source.title == ""


@pytest.mark.parametrize("marks", [">" * 5_000, "- " * 5_000, "1. " * 5_000])
def test_markdown_of_any_depth_keeps_its_text(marks):
    assert BODY in make_document(f"{marks}{BODY}", "a.md").text


@pytest.mark.parametrize("marks", ["[" * 20_000 + "](" * 20_000, "*" * 20_000, "<" * 20_000])
def test_markdown_takes_no_quadratic_time(marks):
    assert BODY in make_document(f"{BODY}\n\n{marks}", "a.md").text


@pytest.mark.parametrize("ending", ["电", "报道", "专讯"])
def test_whatever_ends_a_dateline_its_day_and_outlet_are_told(ending):
    source = make_document(f"路透社特约记者杭州2016年9月4日{ending}  峰会开幕。", "a.txt").source
    assert (source.published, source.publisher, source.place) == ("2016-09-04", "路透社", "杭州")
