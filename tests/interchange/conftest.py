from __future__ import annotations

import pytest

from tmflow.model.release import Block, BlockKind, LanguageVersion, Release
from tmflow.model.segment import CodeKind, InlineCode, Segment
from tmflow.model.unit import State, TranslationUnit, Variant

_ROWS = (
    # kind, block, zh, en, ru
    (BlockKind.TITLE, -1, "论坛在青岛开幕", "Forum Opens in Qingdao", "Форум открылся в Циндао"),
    (BlockKind.PARAGRAPH, 0, "论坛4月16日开幕。", "The forum opened on April 16.", "Форум открылся 16 апреля."),
    (BlockKind.PARAGRAPH, 0, "20国代表出席。", "Delegates from 20 countries attended.", ""),
    (BlockKind.HEADING, 1, "成果", "Results", "Итоги"),
    (BlockKind.LIST_ITEM, 2, "贸易", "Trade", "Торговля"),
    (BlockKind.LIST_ITEM, 3, "物流", "Logistics", "Логистика"),
    (BlockKind.TABLE_CELL, 4, "年份", "Year", "Год"),
    (BlockKind.TABLE_CELL, 5, "贸易额", "Trade", "Товарооборот"),
    (BlockKind.TABLE_CELL, 6, "2020", "2020", "2020"),
    (BlockKind.TABLE_CELL, 7, "313.57亿元", "31.357 billion yuan", "31,357 млрд юаней"),
    (BlockKind.CAPTION, 8, "图为开幕式 <1>", "Opening ceremony & guests", "Церемония открытия"),
    (BlockKind.PARAGRAPH, 9, "=1+1", '=HYPERLINK("http://x")', "+7 495"),
)


@pytest.fixture
def units() -> list[TranslationUnit]:
    bold = (InlineCode(CodeKind.LINK, 0, 9, "https://example.org/?a=1&b=2"), InlineCode(CodeKind.BOLD, 4, 9))
    made = []
    for position, (kind, block, *texts) in enumerate(_ROWS, start=1):
        variants = {}
        for lang, text in zip(("zh", "en", "ru"), texts, strict=True):
            codes = bold if lang == "en" and position == 2 else ()
            state = State.INITIAL if not text else State.REVIEWED
            variants[lang] = Variant(lang, Segment(text, codes), state, author="li", at="2026-03-02T09:15:00Z")
        made.append(TranslationUnit(f"u{position}", "R-2026-0001", position, kind, block, variants=variants))
    return made


@pytest.fixture
def release() -> Release:
    cells = {4: (0, 0), 5: (0, 1), 6: (1, 0), 7: (1, 1)}
    first = {block: (kind, zh) for kind, block, zh, *_ in reversed(_ROWS) if block >= 0}
    blocks = tuple(
        Block(kind, Segment(zh), 0, *cells[block]) if block in cells else Block(kind, Segment(zh))
        for block, (kind, zh) in sorted(first.items())
    )
    version = LanguageVersion("zh", Segment(_ROWS[0][2]), "2021-04-16T20:41:19", blocks)
    return Release("R-2026-0001", "2021-04-16", "final", {"zh": version})
