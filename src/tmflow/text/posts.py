"""The head words of posts (director, 主任, начальник): where a rank word would stand if it had not been lost."""

from __future__ import annotations

import re
from typing import Final

_POSTS: Final = {
    "zh": re.compile(
        "书记|主任|主席|总理|总统|首相|大使|公使|参赞|领事|总裁|经理|总监|代表|专员|会长|部长|省长|市长|县长|区长|州长|"
        "镇长|局长|司长|厅长|处长|科长|院长|校长|行长|秘书长|外长|议长|团长|组长|所长|馆长|站长|社长|台长|署长|关长|"
        "董事长|理事长|委员长|总督|教授|工程师|主编"
    ),
    "en": re.compile(
        r"\b(?:Director(?:[ -]General)?|Mayor|Governor|Secretary(?:[ -]General)?|Minister|Chair(?:man|woman|person)?|"
        r"President|Premier|Ambassador|Consul(?:[ -]General)?|Counsell?or|Head|Chief|Manager|Representative|"
        r"Commissioner|Editor|Rector|Dean|Speaker|Chancellor|Envoy|Leader|Principal|Engineer|Akim|Professor)s?\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?<!народных )(?<!народных\u00a0)(?:"
        r"директор|мэр|губернатор|секретар|министр|председател|президент|премьер|посо?л|консул|советник|начальник|"
        r"руководител|глав|представител|уполномоченн|редактор|ректор|декан|спикер|канцлер|управляющ|аким|хоким|"
        r"инженер|профессор|атташе|посланник)(?:а|у|ом|ем|ём|е|ы|и|ь|я|ю|ам|ями|ей|ов|ами|ами|ой|ый|ого|ому|ым)?\b",
        re.IGNORECASE,
    ),
}


def posts(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the spans (code points) of the head words of posts in `text` (`zh`, `en`, `ru`), in reading order."""
    pattern = _POSTS.get(lang)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


_CLASSES: Final = {
    "secretary": "书记 秘书 secretary секретар",
    "mayor": "市长 mayor akim мэр аким хоким",
    "governor": "省长 州长 总督 governor губернатор",
    "minister": "部长 外长 minister министр",
    "premier": "总理 首相 premier премьер",
    "ambassador": "大使 公使 参赞 领事 ambassador envoy consul counsel посол посл консул",
    "representative": "代表 专员 representative commissioner представител уполномоченн",
    "chair": "主席 会长 董事长 理事长 委员长 议长 总统 总裁 chair president speaker председател президент спикер",
    "director": "主任 长 经理 总监 director head chief manager leader директор начальник руководител глав управляющ",
}
"""Stems of head words by the kind of post, the same in all three languages; the first that fits decides."""


def post_class(word: str) -> str:
    """The kind of post that a head word names, the same in all three languages (`director`, `mayor`); else empty."""
    lowered = word.lower()
    return next((name for name, stems in _CLASSES.items() if any(stem in lowered for stem in stems.split())), "")
