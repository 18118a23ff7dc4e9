"""Lines of a page that are no part of the release: footers, breadcrumbs, share lines, counters, picture keywords."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 200
_WHOLE_LINES: Final = re.compile(
    r"^(?:"
    # footers
    r"(?:powered|technical support|designed|built) (?:by|with|on)\b.*|技术支持[:：].*|"
    r".{0,80}(?:©|\(c\)\s|copyright|all rights reserved|版权所有|все права защищены).{0,120}|"
    r".{0,40}(?:ICP[备证]|公网安备).{0,60}|"
    # breadcrumbs
    r"(?:您?(?:现在|当前)?的?(?:位置|所在位置)|当前位置|you are here|current (?:location|position)|location|вы здесь)"
    r"\s*[:：].*|"
    r"(?:home|首页|主页|главная)\s*(?:[>»›/|→]|&gt;|-\s).{0,120}|(?:home|首页|главная)|"
    # printing, letter size, sharing, counters
    r"(?:\[?(?:print|打印(?:本页|此页)?|печать|распечатать|version for print|close|关闭(?:窗口|本页)?|закрыть|"
    r"share|分享|поделиться|收藏|e-?mail|wechat|weibo|facebook|twitter|вконтакте|telegram)\]?[\s|/·,、]*)+|"
    r"[\[【]?(?:字号|字体|font\s?size|размер шрифта)?[:：\s]*(?:[\[【]?(?:大|中|小|[aA][+-]?|large|medium|small|"
    r"打印|关闭|печать|print|close)[\]】]?[\s|/·]*){2,}[\]】]?|"
    r"(?:share(?: to| on| this)?|分享到?|поделиться(?: в)?)\s*[:：].{0,60}|"
    r"(?:(?:page )?views?|hits|clicks|浏览(?:次数|量)?|点击(?:数|量|率)?|阅读(?:次数|量)?|просмотр(?:ов|ы))"
    r"\s*[:：]?\s*\d*\s*次?|"
    # neighbours, lists, continued pages
    r"(?:上一?[篇条页]|下一?[篇条页]|previous(?: (?:page|article|post))?|next(?: (?:page|article|post))?|"
    r"предыдущ\w{2,3}(?: (?:новость|статья|страница))?|следующ\w{2,3}(?: (?:новость|статья|страница))?)"
    r"\s*[:：].{0,160}|"
    r"返回(?:列表|顶部|首页|上一页)?|back to (?:list|top|home)|(?:назад|вернуться) к списку|наверх|"
    r"[（(]?(?:下转|上接)第?\s?[A-Z]?\d+版.{0,20}|[（(]?turn to (?:page )?[A-Z]?\d+[)）]?|"
    r"(?:相关(?:新闻|阅读|链接|文章)|推荐阅读|热门标签|related (?:news|articles|links|reading)|"
    r"(?:читайте|смотрите) также|похожие новости)[:：]?.{0,20}|"
    r"扫一扫.{0,40}|scan (?:the )?(?:qr )?code.{0,60}|二维码|"
    # names of sections
    r"(?:latest |top |press |company )?news(?: cent(?:er|re)| room)?|"
    r"新闻(?:中心|动态|资讯|要闻)?|(?:工作|最新)动态|要闻|"
    r"(?:главные |последние )?новости|пресс-центр|"
    # hands and keywords
    r"[（(\[【]?(?:责任编辑|责编|编辑|web editor|editor|редактор|ответственный редактор)\s*[:：].{0,40}|"
    r"(?:关键词|关键字|标签|tags?|keywords?|теги|ключевые слова)\s*[:：].{0,120}|图片关键词|"
    r"(?:admin|source|share|来源|source: share:)[:：]?(?:\s*(?:share|source)[:：])?"
    r")$",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(r"图片关键词|image keywords?(?=$|[^a-z])", re.IGNORECASE)
_MET_FOOTER: Final = re.compile(r"\s*Powered by (?:MetInfo|Discuz!?|PHPCMS|DedeCMS)\b.{0,60}$", re.IGNORECASE)


def is_chrome(line: str) -> bool:
    """Whether a whole block of text belongs to the site and not to the release."""
    text = " ".join(line.split())
    return not text or (len(text) <= _LONGEST and _WHOLE_LINES.match(text) is not None)


def glued(text: str) -> list[tuple[int, int]]:
    """Return the spans of picture keywords and CMS footers that stand inside a block of the release."""
    spans = [found.span() for found in _INSIDE.finditer(text)]
    footer = _MET_FOOTER.search(text[-120:]) if len(text) > 0 else None
    if footer:
        shift = max(0, len(text) - 120)
        spans.append((footer.start() + shift, footer.end() + shift))
    return spans
