from __future__ import annotations

from tmflow.ingest.registry import paste, read
from tmflow.ingest.repost import fingerprint, same_release

TEXT = "李明会见代表团\n2021-04-16 20:41:19 admin source: share:\n" + "\n".join(
    f"双方就第{n}个项目深入交换意见，一致同意加强经贸、物流、人文领域合作，推动高质量发展。" for n in range(1, 9)
)


def one(text: str):
    return paste(text)[0]


def test_the_same_text_under_another_date_chrome_and_white_space():
    again = TEXT.replace("2021-04-16 20:41:19 admin source: share:", "2022年1月1日 来源：某网").replace("，", "， ")
    again += "\n\u3000\u3000Powered by MetInfo 7.2.0 ©2008-2023\n"
    page = (
        "<html><body><h1>李明会见代表团</h1>"
        + "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[2:])
        + "</body></html>"
    )
    for other in (one(again), read("b.html", page.encode())[0]):
        assert fingerprint(other) == fingerprint(one(TEXT))
        assert same_release(one(TEXT), other)


def test_a_line_left_over_is_still_a_repost():
    other = one(TEXT + "\n（本网记者）")
    assert fingerprint(other) != fingerprint(one(TEXT))
    assert same_release(one(TEXT), other)


def test_a_report_with_other_figures_is_another_release():
    assert not same_release(one(TEXT), one(TEXT.replace("第8个", "第9个")))


def test_another_text_or_another_language_is_another_release():
    assert not same_release(one(TEXT), one("李明会见代表团\n双方签署协议。"))
    assert not same_release(one("青岛论坛"), one("Qingdao Forum"))
