"""Whole files, as they reach an ingester, built here: what is read out of them, and what is not."""

from __future__ import annotations

import contextlib
import hashlib
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.ingest.registry import FORMATS, paste, read
from tmflow.model.errors import InputError, TooLarge, UnreadableFile, UnsupportedLanguage
from tmflow.model.language import LANGUAGES
from tmflow.model.release import BlockKind, LanguageVersion
from tmflow.model.segment import CodeKind

PAGE = """<html><head><meta charset="gb2312"><title>李明会见代表团-示范区</title></head><body>
<nav><a href="/">首页</a></nav><div class="crumbs">当前位置：首页 &gt; 新闻</div>
<section class="details-title"><h1>李明会见代表团</h1>
<div class="info"><span>2021-04-16 20:41:19</span><span>admin</span><span>来源：</span></div></section>
<section class="met-editor clearfix">
<p style="text-align: center"><img src="a.jpg" alt="图片关键词"></p><p align="center">会谈现场</p>
<p>&nbsp;&nbsp;4月9日，<strong>李明</strong>会见了<a href="http://example.cn/a">代表团</a>。图片关键词</p>
<p>双方就深化合作交流。<br>会后签署协议。</p><p>&nbsp;</p><script>var a = "脚本";</script>
<ul><li>第一项</li><li>第二项</li></ul>
<table><tr><th>年份</th><th>贸易额</th></tr><tr><td rowspan="2">2020</td><td>313.57亿元</td></tr><tr><td>增长</td></tr></table>
</section><footer>Powered by <b>MetInfo 7.2.0</b> &copy;2008-2023</footer></body></html>"""

ANY_SITE = """<html><head><title>Форум открылся в Циндао | Сайт</title><meta name="PubDate" content="2020-01-01"></head><body>
<header><a href="/">Сайт</a></header><div class="nav"><a href="/">Главная</a> / <a href="/n">Новости</a></div>
<article><h1>Форум открылся в Циндао</h1><div class="date">16 апреля 2021, 20:41</div>
<p>В Циндао открылся <b>форум</b>, в котором участвуют представители двадцати стран и международных организаций.</p>
<p>Участники обсудили торговлю и логистику, а также подписали ряд соглашений о сотрудничестве.</p></article>
<div>Поделиться: ВКонтакте</div><footer>© 2021 Все права защищены</footer></body></html>"""

THREE_BY_PARAGRAPH = """论坛在青岛开幕

Forum Opens in Qingdao

Форум открылся в Циндао

2021-04-16

论坛4月16日在青岛开幕。来自20个国家的代表出席。

The forum opened in Qingdao on April 16. Delegates from 20 countries attended.

Форум открылся в Циндао 16 апреля. Приняли участие делегаты из 20 стран.
"""
THREE_BY_SENTENCE = """论坛在青岛开幕 / Forum Opens in Qingdao / Форум открылся в Циндао
2021-04-16
论坛4月16日在青岛开幕。The forum opened in Qingdao on April 16. Форум открылся в Циндао 16 апреля. 来自20个国家的代表出席。Delegates from 20 countries attended. Приняли участие делегаты из 20 стран.
"""
TITLES = {"zh": "论坛在青岛开幕", "en": "Forum Opens in Qingdao", "ru": "Форум открылся в Циндао"}
BODIES = {
    "zh": "论坛4月16日在青岛开幕。来自20个国家的代表出席。",
    "en": "The forum opened in Qingdao on April 16. Delegates from 20 countries attended.",
    "ru": "Форум открылся в Циндао 16 апреля. Приняли участие делегаты из 20 стран.",
}


def only(versions: tuple[LanguageVersion, ...]) -> LanguageVersion:
    assert len(versions) == 1
    return versions[0]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def kinds(version: LanguageVersion) -> list[tuple[str, str]]:
    return [(block.kind.value, block.segment.text) for block in version.blocks]


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_metinfo_page_in_any_encoding(codec):
    data = PAGE.encode(codec)
    version = only(read("a.html", data))
    assert (version.lang, version.title.text, version.date) == ("zh", "李明会见代表团", "2021-04-16T20:41:19")
    assert (version.source_name, version.digest) == ("a.html", hashlib.sha256(data).hexdigest())
    assert kinds(version) == [
        ("caption", "会谈现场"),
        ("paragraph", "4月9日，李明会见了代表团。"),
        ("paragraph", "双方就深化合作交流。"),
        ("paragraph", "会后签署协议。"),
        ("list_item", "第一项"),
        ("list_item", "第二项"),
        ("table_cell", "年份"),
        ("table_cell", "贸易额"),
        ("table_cell", "2020"),
        ("table_cell", "313.57亿元"),
        ("table_cell", "增长"),
    ]
    assert [(block.row, block.column) for block in version.blocks[6:]] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]
    segment = version.blocks[1].segment
    assert [(code.kind, segment.text[code.start : code.end], code.data) for code in segment.codes] == [
        (CodeKind.BOLD, "李明", ""),
        (CodeKind.LINK, "代表团", "http://example.cn/a"),
    ]


def test_the_editor_of_the_footer_is_not_the_release():
    text = PAGE.replace(
        "<footer>",
        '<div class="foot"><div class="info">2008-01-01</div><div class="met-editor">地址：青岛市</div></div><footer>',
    )
    assert only(read("a.html", text.encode())) == replace(only(read("a.html", PAGE.encode())), digest=sha(text))


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "utf-8"])
def test_any_other_site(codec):
    version = only(read("a.htm", ANY_SITE.encode(codec, errors="xmlcharrefreplace")))
    assert (version.lang, version.title.text, version.date) == ("ru", TITLES["ru"], "2021-04-16T20:41")
    assert [kind for kind, _ in kinds(version)] == ["paragraph", "paragraph"]
    assert version.blocks[0].segment.codes[0].kind is CodeKind.BOLD


def test_a_plain_release_with_its_cms_lines():
    text = (
        "Li Ming Talks via Video Link\n\n2021-04-16 20:41:19 admin source: share:\n\nHome > News > Text\n\n"
        "On April 9, Li Ming had a talk.  Both sides spoke.\n\n\u3000\u3000Print Print\n\n"
        "Li Ming Talks via Video Link - Demonstration Area\n\n"
        "Wang Kai, former ambassador; Li Jun, Chairman of Silk Road Co., Ltd.;  all speak.\n\n"
        "Powered by MetInfo 7.2.0 ©2008-2023\n"
    )
    version = only(read("a.txt", text.encode()))
    assert (version.lang, version.title.text, version.date) == (
        "en",
        "Li Ming Talks via Video Link",
        "2021-04-16T20:41:19",
    )
    assert kinds(version) == [
        ("paragraph", "On April 9, Li Ming had a talk. Both sides spoke."),
        ("paragraph", "Wang Kai, former ambassador; Li Jun, Chairman of Silk Road Co., Ltd.; all speak."),
    ]


def test_plain_text_tells_headings_lists_and_captions():
    text = (
        "论坛在青岛开幕\n2021年4月16日 来源：青岛日报\n论坛开幕。\n成果\n1. 贸易\n• 物流\n图为开幕式现场\n与会者签约。"
    )
    version = only(read("a.txt", text.encode("gb18030")))
    assert version.date == "2021-04-16"
    assert kinds(version) == [
        ("paragraph", "论坛开幕。"),
        ("heading", "成果"),
        ("list_item", "1. 贸易"),
        ("list_item", "物流"),
        ("caption", "图为开幕式现场"),
        ("paragraph", "与会者签约。"),
    ]


def test_direct_speech_is_no_list_and_a_byline_no_end_of_a_line():
    text = "Форум открылся\nсообщает Ли Мин\n— Мы рады, — сказал он.\n— торговля;\n— логистика."
    assert kinds(only(read("a.txt", text.encode()))) == [
        ("heading", "сообщает Ли Мин"),
        ("paragraph", "— Мы рады, — сказал он."),
        ("list_item", "торговля;"),
        ("list_item", "логистика."),
    ]


def test_the_name_of_a_section_is_no_title():
    text = "News\nHome > News > Text\nLi Ming Meets Ambassador\nDate:2021-04-16 Source:Office Views:123\nThe meeting took place."
    version = only(read("a.txt", text.encode()))
    assert (version.title.text, version.date, version.paragraphs) == (
        "Li Ming Meets Ambassador",
        "2021-04-16",
        ("The meeting took place.",),
    )


def test_lines_wrapped_by_hand_are_joined():
    text = (
        "Forum Opens in Qingdao\n\nThe forum opened in Qingdao on April 16 with the participation of\n"
        "delegates from twenty countries who discussed trade, logis-\ntics and investment for two days.\n"
    )
    assert kinds(only(read("a.txt", text.encode())))[0][1].endswith(
        "who discussed trade, logistics and investment for two days."
    )


def test_markdown():
    text = "---\ntitle: Forum Opens\ndate: 2021-04-16\n---\n\nThe **forum** opened in\n[Qingdao](https://q.example).\n\n## Results\n\n- one\n- two\n\n| a | b |\n|---|---|\n| x | 5 |\n\n![图片关键词](a.png)\n\n<script>alert(1)</script>\n"
    version = only(read("a.md", text.encode()))
    assert (version.title.text, version.date) == ("Forum Opens", "2021-04-16")
    assert kinds(version)[:4] == [
        ("paragraph", "The forum opened in Qingdao."),
        ("heading", "Results"),
        ("list_item", "one"),
        ("list_item", "two"),
    ]
    assert [text for kind, text in kinds(version) if kind == "table_cell"] == ["a", "b", "x", "5"]
    assert [code.data for code in version.blocks[0].segment.codes if code.kind is CodeKind.LINK] == [
        "https://q.example"
    ]


def test_a_byline_and_a_banner_in_another_language_are_no_version():
    text = (
        "China-SCO Demonstration Area\n李明会见代表团\n2021-04-16\n"
        + "双方就上合示范区建设深入交换意见，一致同意加强合作。\n" * 6
    )
    assert only(read("a.txt", text.encode())).title.text == "李明会见代表团"


def test_a_quotation_stays_where_it_is():
    text = "Ли Мин встретился с делегацией\n" + "Стороны обсудили вопросы сотрудничества в области торговли.\n" * 6
    text += "Thank you, Qingdao!\n" + "Затем стороны подписали соглашение о сотрудничестве.\n" * 6
    version = only(read("a.txt", text.encode()))
    assert "Thank you, Qingdao!" in version.paragraphs


@pytest.mark.parametrize("text", [THREE_BY_PARAGRAPH, THREE_BY_SENTENCE])
def test_three_languages_in_turn(text):
    for versions in (read("a.txt", text.encode()), paste(text)):
        assert [version.lang for version in versions] == list(LANGUAGES)
        for version in versions:
            assert version.title.text == TITLES[version.lang]
            assert version.date == "2021-04-16"
            assert version.paragraphs == (BODIES[version.lang],)


def test_three_languages_one_after_the_other():
    text = "\n".join(
        f"{TITLES[lang]}\n{date}\n{BODIES[lang]}"
        for lang, date in (("ru", "16.04.2021"), ("zh", "2021年4月16日"), ("en", "April 16, 2021"))
    )
    found = paste(text)
    assert [(version.lang, version.title.text, version.date, version.paragraphs) for version in found] == [
        (lang, TITLES[lang], "2021-04-16", (BODIES[lang],)) for lang in LANGUAGES
    ]


def test_one_line_in_three_scripts():
    assert [version.title.text for version in paste(" ".join(TITLES.values()))] == list(TITLES.values())


@pytest.mark.parametrize(
    "header", [("zh", "en", "ru"), ("中文", "English", "Русский"), ("简体中文", "英文", "俄语"), None]
)
@pytest.mark.parametrize("kind", ["xlsx", "tsv", "csv"])
def test_a_language_a_column(kind, header):
    rows = [*([header] if header else []), tuple(TITLES.values()), tuple(BODIES.values()), ("结束。", None, "Конец.")]
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        buffer = io.BytesIO()
        book.save(buffer)
        data = buffer.getvalue()
    else:
        sign = "\t" if kind == "tsv" else ";"
        data = "\n".join(sign.join(cell or "" for cell in row) for row in rows).encode("utf-8")
    found = {version.lang: version for version in read(f"a.{kind}", data)}
    assert {lang: version.title.text for lang, version in found.items()} == TITLES
    assert found["ru"].paragraphs == (BODIES["ru"], "Конец.")
    assert found["en"].paragraphs == (BODIES["en"],)


def test_a_formula_among_the_texts_is_named_and_one_beside_them_is_not():
    book = openpyxl.Workbook()
    for row in (("n", "zh", "en"), ("=ROW()", "青岛论坛", "Qingdao Forum"), ("=ROW()", "=B2", "The forum opened.")):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(InputError, match=r"a\.xlsx, Sheet!B3: there is a formula"):
        read("a.xlsx", buffer.getvalue())
    book.active["B3"] = "论坛开幕。"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [version.lang for version in read("a.xlsx", buffer.getvalue())] == ["zh", "en"]


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.txt", b"", UnreadableFile, "empty"),
        ("a.html", b"", UnreadableFile, "empty"),
        ("a.txt", b" \n\t\n", UnreadableFile, "no text"),
        ("a.txt", b"12345\n67", UnreadableFile, "no text"),
        ("a.html", b"<html><body><img src='a.png'></body></html>", UnreadableFile, "no text"),
        ("a.html", b"only words", UnreadableFile, "no markup"),
        ("a.html", b"<!doctype html", UnreadableFile, "start of one"),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(99), UnreadableFile, "content is PNG"),
        ("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(99), UnreadableFile, "content is JPEG"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), UnreadableFile, "content is PNG"),
        ("a.docx", b"PK\x03\x04" + bytes(40), UnreadableFile, "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0", UnreadableFile, r"save it as \.docx"),
        ("a.pdf", b"%PDF", UnreadableFile, r"save it as \.docx"),
        ("a", b"abc", UnreadableFile, "Expected one of"),
        ("a.exe", b"MZ", UnreadableFile, "Expected one of"),
        ("a.txt", "论坛在青岛开幕".encode()[:-1], UnreadableFile, "cut off"),
        ("a.tsv", b"1\t2\n3\t4\n", InputError, "no column"),
        ("a.txt", b"x" * (64 * 1024 * 1024 + 1), TooLarge, "at most 64 MB"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_by_name(name, data, error, words):
    with pytest.raises(error, match=words) as caught:
        read(name, data)
    assert caught.value.source == name


@pytest.mark.parametrize(
    "text",
    [
        "Le président de la République a reçu aujourd'hui à Paris les représentants de la région de Qingdao. Les deux parties ont signé un accord de coopération.",
        "青島で開催されたフォーラムに、日本から多くの代表者が参加しました。",
        "Қазақстан Республикасының Президенті Қасым-Жомарт Тоқаев Циндао қаласында болды. Тараптар келісімге қол қойды.",
        "칭다오에서 포럼이 열렸다. 대표단이 참석했다.",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_fourth_language_is_refused(name, text):
    page = f"<html><body><h1>{text[:20]}</h1><p>{text}</p></body></html>" if name.endswith("html") else text
    with pytest.raises(UnsupportedLanguage, match="Chinese, English or Russian"):
        read(name, page.encode())


def test_a_language_can_be_asked_for():
    assert [version.lang for version in read("a.txt", THREE_BY_PARAGRAPH.encode(), lang="en")] == ["en"]
    assert [version.lang for version in read("a.ru.txt", THREE_BY_PARAGRAPH.encode())] == ["ru"]
    with pytest.raises(InputError, match=r"a\.txt: expected a text in English, but it is in 中文"):
        read("a.txt", "论坛在青岛开幕。".encode(), lang="en")


def test_a_name_is_a_hint_and_the_text_decides():
    assert [version.lang for version in read("ru_visit.txt", "论坛在青岛开幕。".encode())] == ["zh"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([item.suffixes[0] for item in FORMATS]), st.binary(max_size=400))
def test_any_bytes_under_any_name_are_read_or_refused(suffix, data):
    found = ()
    with contextlib.suppress(InputError):
        found = read(f"a{suffix}", data)
    assert all(version.lang in LANGUAGES for version in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_pasted_text_is_read_or_refused(text):
    found = ()
    with contextlib.suppress(InputError):
        found = paste(text)
    for block in (block for version in found for block in version.blocks):
        assert block.segment.text.strip() == block.segment.text != ""
        assert all(0 <= code.start < code.end <= len(block.segment.text) for code in block.segment.codes)
        assert block.kind is not BlockKind.TITLE
