"""Pages of other sites, with the habits that real ones have."""

from __future__ import annotations

import contextlib
import inspect
import sys

import pytest

from tmflow.ingest.registry import read
from tmflow.model.errors import UnreadableFile

RU = "В Циндао открылся форум, в котором участвуют представители двадцати стран и международных организаций."
ZH = "论坛4月16日在青岛开幕，来自20个国家的代表出席了开幕式并致辞，各方一致同意加强合作。"
EN = "The forum opened in Qingdao on April 16 with the participation of delegates from twenty countries."


def page(body: str, title: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def outline(text: str, codec: str = "utf-8") -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    return [
        (version.lang, version.title.text, version.date, [(b.kind.value, b.segment.text) for b in version.blocks])
        for version in read("page.html", text.encode(codec))
    ]


def test_an_old_page_laid_out_with_a_table_and_line_breaks():
    text = page(
        "<div>青岛新闻网</div><table><tr><td><div>您的位置：首页 &gt; 新闻</div><center><b>论坛开幕</b></center>"
        "<center>2021-04-16 09:00 来源：青岛日报 【字号：大 中 小】</center>"
        f"<div>　　{ZH}<br><br>　　{ZH}二。<br>　　{ZH}三。</div><div>【打印】【关闭】</div><div>责任编辑：王明</div>"
        "</td></tr></table><div>Copyright 2021 青岛新闻网 版权所有 鲁ICP备12345号</div>",
        "论坛开幕_青岛新闻网",
    )
    paragraphs = [("paragraph", ZH), ("paragraph", f"{ZH}二。"), ("paragraph", f"{ZH}三。")]
    assert outline(text, "gbk") == [("zh", "论坛开幕", "2021-04-16T09:00", paragraphs)]


def test_three_languages_one_after_the_other_on_one_page():
    text = page(
        f"<h1>论坛开幕</h1><p>2021-04-16</p><p>{ZH}</p><h1>Forum Opens</h1><p>{EN}</p><h1>Форум открылся</h1><p>{RU}</p>",
        "三语新闻",
    )
    assert outline(text) == [
        ("zh", "论坛开幕", "2021-04-16", [("paragraph", ZH)]),
        ("en", "Forum Opens", "2021-04-16", [("paragraph", EN)]),
        ("ru", "Форум открылся", "2021-04-16", [("paragraph", RU)]),
    ]


def test_two_languages_in_turn_under_a_headline_of_both():
    text = page(f"<h2>论坛开幕 Forum Opens</h2><p>{ZH}</p><p>{EN}</p><p>{ZH}二</p><p>{EN} B.</p>")
    assert [(lang, title, len(blocks)) for lang, title, _, blocks in outline(text)] == [
        ("zh", "论坛开幕", 2),
        ("en", "Forum Opens", 2),
    ]


def test_menus_neighbours_related_news_and_picture_keywords_go():
    text = page(
        "<ul class=menu><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul><div class=article>"
        f"<h1>Forum Opens</h1><p>2021-05-31 13:20:56 admin source: share:</p><p>{EN}</p>"
        '<p><img src=x alt="图片关键词">Photo: Opening ceremony</p><h2>Results</h2>'
        f"<p>{EN} He said: reforms.At last.</p><p>Print Print</p></div><div><h3>Related news</h3><ul>"
        "<li><a href=a>Another forum closes in the city 2021-05-30</a></li></ul></div>"
        "<div>Previous: Something</div><div>Next: Something else</div>",
        "Forum Opens - SCODA",
    )
    assert outline(text) == [
        (
            "en",
            "Forum Opens",
            "2021-05-31T13:20:56",
            [
                ("paragraph", EN),
                ("caption", "Photo: Opening ceremony"),
                ("heading", "Results"),
                ("paragraph", f"{EN} He said: reforms.At last."),
            ],
        )
    ]


def test_a_table_keeps_its_place():
    cells = "<table><tr><td>Year</td><td>Value</td></tr><tr><td>2020</td><td>31.357 billion</td></tr></table>"
    ((*_, blocks),) = outline(page(f"<h1>Trade Figures</h1><p>{EN}</p>{cells}<p>{EN} More.</p>"))
    assert [kind for kind, _ in blocks] == ["paragraph", *["table_cell"] * 4, "paragraph"]


def test_a_date_below_the_headline_wins_over_one_in_the_margin():
    text = page(
        f"<div>2020-01-01</div><article><h1>Forum Opens</h1><span>2021-04-16</span><p>{EN}</p></article><div>2019-12-31</div>"
    )
    assert outline(text)[0][2] == "2021-04-16"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="PubDate" content="2021-04-16 20:41">', "2021-04-16T20:41"),
        ('<meta property="article:published_time" content="2021-04-16T20:41:19+08:00">', "2021-04-16T20:41:19"),
        ("", ""),
    ],
)
def test_a_date_that_only_the_head_states(head, date):
    text = f"<html><head>{head}</head><body><h1>Forum Opens</h1><p>{EN}</p></body></html>"
    assert outline(text)[0][2] == date


def test_the_page_title_serves_without_the_name_of_the_site():
    for title in ("论坛开幕_新闻_青岛网", "论坛开幕 - 青岛网", "论坛开幕|青岛网", "论坛开幕-青岛网"):
        assert outline(page(f"<p>{ZH}</p>", title))[0][1] == "论坛开幕"


def test_what_is_hidden_struck_out_or_above_the_line_is_no_text():
    hidden = '<p style="display: none">Hidden words of the site</p><p hidden>More hidden words</p>'
    text = page(f"<h1>Forum Opens</h1>{hidden}<p>The <del>old</del> <ruby>new<rt>xin</rt></ruby> forum: {EN}</p>")
    assert outline(text)[0][3] == [("paragraph", f"The new forum: {EN}")]


def test_deep_nesting_does_no_harm():
    text = page(f"<h1>Forum Opens</h1>{'<div>' * 150}<p>{EN}</p>{'</div>' * 150}")
    assert outline(text)[0][3] == [("paragraph", EN)]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_absurd_nesting_is_read_or_refused(tag):
    with contextlib.suppress(UnreadableFile):
        assert outline(page(f"<h1>Forum Opens</h1>{f'<{tag}>' * 5000}<p>{EN}</p>"))


def test_a_stack_that_is_nearly_full_gives_a_sentence_and_no_crash():
    def deeper(levels: int) -> None:
        if levels:
            deeper(levels - 1)
        else:
            read("page.html", page(f"<h1>Forum Opens</h1>{'<div>' * 200}<p>{EN}</p>").encode())

    with pytest.raises(UnreadableFile, match="nested too deeply"):
        deeper(sys.getrecursionlimit() - len(inspect.stack()) - 350)
