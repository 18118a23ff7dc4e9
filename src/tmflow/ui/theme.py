"""Colours, type and density. The tokens stand here once: Streamlit's theme, our CSS and the pages' marks take them.

Every text colour meets WCAG AA on the surfaces it is used on, in both themes.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit import config

FONT_UI: Final = (
    '"Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", '
    "sans-serif"
)
FONT_ZH: Final = (
    '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", system-ui, sans-serif'
)
FONT_MONO: Final = '"Noto Sans Mono", ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace'

LIGHT: Final = {
    "primaryColor": "#0c6071",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f4f6f7",
    "textColor": "#17212a",
    "borderColor": "#dce2e6",
    "linkColor": "#0c6071",
    "redColor": "#b0241c",
    "redBackgroundColor": "#fdeceb",
    "redTextColor": "#b0241c",
    "orangeColor": "#7d4e00",
    "orangeBackgroundColor": "#fdf3dc",
    "orangeTextColor": "#7d4e00",
    "yellowColor": "#7d4e00",
    "yellowBackgroundColor": "#fff0b8",
    "yellowTextColor": "#7d4e00",
    "greenColor": "#1c7040",
    "greenBackgroundColor": "#e1f3e8",
    "greenTextColor": "#1c7040",
    "blueColor": "#2258a8",
    "blueBackgroundColor": "#e6eefb",
    "blueTextColor": "#2258a8",
    "grayColor": "#616d79",
    "grayBackgroundColor": "#edf1f3",
    "grayTextColor": "#5f6b77",
    "dataframeBorderColor": "#dce2e6",
    "dataframeHeaderBackgroundColor": "#f4f6f7",
    "dataframeHeaderTextColor": "#4a5764",
    "codeBackgroundColor": "#edf1f3",
    "codeTextColor": "#17212a",
    "chartCategoricalColors": ["#0c6071", "#d08a1e", "#7b8c9a", "#b0341c"],
}
DARK: Final = {
    "primaryColor": "#62c3d2",
    "backgroundColor": "#181e25",
    "secondaryBackgroundColor": "#11161b",
    "textColor": "#e4e9ed",
    "borderColor": "#2b353f",
    "linkColor": "#62c3d2",
    "redColor": "#ff9a91",
    "redBackgroundColor": "#3a1f1e",
    "redTextColor": "#ff9a91",
    "orangeColor": "#ecb95a",
    "orangeBackgroundColor": "#33290f",
    "orangeTextColor": "#ecb95a",
    "yellowColor": "#ecb95a",
    "yellowBackgroundColor": "#574708",
    "yellowTextColor": "#ecb95a",
    "greenColor": "#71cc96",
    "greenBackgroundColor": "#163625",
    "greenTextColor": "#71cc96",
    "blueColor": "#8cb8f7",
    "blueBackgroundColor": "#1a2c47",
    "blueTextColor": "#8cb8f7",
    "grayColor": "#96a2ad",
    "grayBackgroundColor": "#242d36",
    "grayTextColor": "#99a4af",
    "dataframeBorderColor": "#2b353f",
    "dataframeHeaderBackgroundColor": "#11161b",
    "dataframeHeaderTextColor": "#b2bcc6",
    "codeBackgroundColor": "#1f2730",
    "codeTextColor": "#e4e9ed",
    "chartCategoricalColors": ["#62c3d2", "#e0a540", "#8696a4", "#ff9d86"],
}
_BOTH: Final = {
    "font": FONT_UI,
    "headingFont": FONT_UI,
    "codeFont": FONT_MONO,
    "baseFontSize": 14,
    "baseRadius": "5px",
    "buttonRadius": "5px",
    "showWidgetBorder": True,
    "headingFontSizes": ["19px", "15px", "14px", "14px", "13px", "13px"],
    "headingFontWeights": [600, 600, 600, 600, 600, 600],
    "paddingTop": "16px",
    "paddingBottom": "24px",
}

# What the theme has no word for: fonts and leading by language, the shapes of differences.
_CSS: Final = f"""<style>
[lang|=zh] {{ font-family: {FONT_ZH}; line-height: 1.6; text-spacing-trim: trim-start; }}
[lang|=en], [lang|=ru] {{ line-height: 1.5; }}
ins {{ text-decoration: underline 1px; text-underline-offset: 3px; border-radius: 2px; padding: 0 1px;
  color: light-dark(#0d5030, #a6e9bf); background: light-dark(#d6f1df, #153a27); }}
del {{ text-decoration: line-through 1px; border-radius: 2px; padding: 0 1px;
  color: light-dark(#8b1c17, #ffb3ab); background: light-dark(#fbe0dd, #462221); }}
[lang|=zh] del {{ text-decoration: none; outline: 1px dashed currentColor; outline-offset: -1px; padding: 0 2px; }}
</style>"""


_PAGES: Final = Path(__file__).with_name("pages.css")


def configure() -> None:
    """Set the theme in Streamlit's configuration; before the first page is served."""
    for name, value in _BOTH.items():
        config.set_option(f"theme.{name}", value)
    for variant, colours in (("light", LIGHT), ("dark", DARK)):
        for name, value in colours.items():
            config.set_option(f"theme.{variant}.{name}", value)


def asset(name: str) -> str:
    """Return the path of a picture of ours."""
    return str(files("tmflow.ui") / "assets" / name)


def style() -> None:
    """Add our CSS to the page that is being run."""
    st.html(_CSS)
    st.html(_PAGES)
