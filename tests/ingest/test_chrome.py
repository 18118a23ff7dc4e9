from __future__ import annotations

import pytest

from tmflow.ingest import chrome

CHROME = """
Powered by MetInfo 7.2.0 ©2008-2023
Copyright © 2021 SCODA. All Rights Reserved
版权所有：青岛某网 鲁ICP备12345678号
© 2021 Все права защищены
鲁公网安备 37028102000123号
技术支持：某公司
当前位置：首页 > 新闻中心 > 正文
您的位置： 首页
首页 > 新闻
Home > News > Text
Главная / Новости / Статья
Вы здесь: Главная
Print Print
[Print] [Close]
【打印】【关闭】
【字号：大 中 小】
A A A
Share to: WeChat Weibo
分享到：
Поделиться: ВКонтакте
Views: 1234
浏览次数：123次
Просмотров: 12
上一篇：李明会见大使
下一篇：没有了
Previous: Something
Следующая новость: Что-то
返回列表
Back to list
（下转第2版）
(turn to A02)
相关新闻
Related news
Читайте также
扫一扫在手机打开当前页
责任编辑：王明
(Editor: Li Ming)
关键词：青岛 上合
图片关键词
News
新闻中心
Новости
admin
""".strip().splitlines()
TEXT = """
The forum opened in Qingdao.
Home appliances were shown by 30 companies.
Главная площадь города
Главная цель — торговля
首页设计由公司完成。
来源国有二十个。
Newsmakers of the year
浏览了展览
Source of growth
Share of exports rises
下一步，双方将深化合作。
编辑部主任李明出席会议并讲话。
Copyright is protected in both countries by a memorandum that the two sides signed in the presence of the ministers of justice, trade and culture, who had come to Qingdao for the forum that day, and of the press.
""".strip().splitlines()


@pytest.mark.parametrize("line", CHROME)
def test_lines_of_the_site(line):
    assert chrome.is_chrome(line)


@pytest.mark.parametrize("line", TEXT)
def test_lines_of_the_release(line):
    assert not chrome.is_chrome(line)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("双方签约。图片关键词", "双方签约。"),
        ("双方图片关键词签约。", "双方签约。"),
        ("They signed. Powered by MetInfo 7.2.0 ©2008-2023", "They signed."),
        ("They signed.", "They signed."),
    ],
)
def test_what_is_glued_to_a_sentence(text, kept):
    for start, end in reversed(chrome.glued(text)):
        text = text[:start] + text[end:]
    assert text == kept
