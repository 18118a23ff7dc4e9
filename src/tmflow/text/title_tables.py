"""Tables for comparing titles: phrases and abbreviations that are one, synonyms, levels, words that may be left out."""

from __future__ import annotations

import re
from typing import Final


def _phrases(table: dict[str, str], pattern: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern.format(phrase), re.IGNORECASE), short) for phrase, short in table.items())


EN_PHRASES: Final = _phrases(
    {
        "people s republic of china|people's republic of china": "china",
        "the communist party of china|communist party of china|chinese communist party": "CPC",
        "shanghai cooperation organi[sz]ation": "SCO",
        "china sco local economic and trade cooperation demonstration (?:area|zone)": "SCODA",
        "national people's congress": "NPC",
        "chinese people's political consultative conference": "CPPCC",
        "national development and reform commission": "NDRC",
        "russian federation": "russia",
        "united states of america|united states|u s a|u s": "USA",
        "united nations": "UN",
        "united kingdom|great britain": "UK",
        "european union": "EU",
        "eurasian economic union": "EAEU",
        "belt and road initiative": "BRI",
        "ambassador extraordinary and plenipotentiary": "ambassador",
        "director general": "director",
        "chief executive officer": "CEO",
        "prime minister": "premier",
        "minister of foreign affairs|minister for foreign affairs": "foreign minister",
        "ministry of foreign affairs": "foreign ministry",
        "courier station|post station": "station",
        "development cent(?:er|re)": "center",
        "hong kong": "hongkong",
        "party group": "partygroup",
        "secretary general": "secretarygeneral",
        "general secretary": "generalsecretary",
    },
    r"(?<= )(?:{})(?= )",
)
_EN_EMPTY: Final = ("the", "of", "to", "for", "in", "at", "and", "a", "an", "on", "from", "under", "s")
EN_WORDS: Final = dict.fromkeys(_EN_EMPTY, "") | {
    "head": "director", "chief": "director",
    "directress": "director", "chairwoman": "chairman", "chairperson": "chairman",
    "chair": "chairman", "maritime": "marine", "tourism": "travel", "tourist": "travel", "sino": "china",
    "chinese": "china", "prc": "china", "russian": "russia", "rf": "russia", "russo": "russia", "kazakh": "kazakhstan",
    "kazakhstani": "kazakhstan", "uzbek": "uzbekistan", "kyrgyz": "kyrgyzstan", "kirgizstan": "kyrgyzstan",
    "tajik": "tajikistan", "tadjikistan": "tajikistan", "belarusian": "belarus", "byelorussia": "belarus",
    "indian": "india", "pakistani": "pakistan", "iranian": "iran", "mongolian": "mongolia", "japanese": "japan",
    "korean": "korea", "german": "germany", "french": "france", "british": "uk", "american": "usa", "us": "usa",
    "turkish": "turkey", "türkiye": "turkey", "turkiye": "turkey", "serbian": "serbia", "latvian": "latvia",
    "georgian": "georgia", "azerbaijani": "azerbaijan",
    "armenian": "armenia", "party": "cpc", "management": "administrative",
    "administration": "administrative", "working": "work", "demonstration": "demonstration", "area": "zone",
    "pilot": "demonstration", "trading": "trade",
    "trades": "trade", "commercial": "commerce", "educational": "education",
    "financial": "finance", "agricultural": "agriculture", "economy": "economic", "economics": "economic",
    "industrial": "industry", "scientific": "science", "technological": "technology", "legal": "law",
    "environmental": "environment", "logistic": "logistics", "cultural": "culture", "developmental": "development",
    "governmental": "government", "organisational": "organizational", "organization": "organization",
    "overseas": "foreign", "countries": "state", "nation": "state", "co": "joint",
}  # fmt: skip
"""A word (its base form) and the word that stands for it; an empty one counts for nothing."""

LEVELS: Final = {
    "municipal": "city", "city": "city", "municipality": "city", "provincial": "province", "province": "province",
    "district": "district", "county": "county", "township": "town", "state": "state", "national": "state",
    "federal": "state", "regional": "region", "город": "city", "провинциальн": "province", "провинц": "province",
    "район": "district", "районн": "district", "уезд": "county", "уездн": "county", "область": "region",
}  # fmt: skip
"""Words of level; a title may leave its level out but not have another."""

OPTIONAL: Final = {"general": ("director", "manager"), "permanent": ("representative",)}
"""Words that may be missing when the other word is in both titles."""

RU_PHRASES: Final = _phrases(
    {
        "китайская народная республика|китайской народной республики": "китай",
        "коммунистическ(?:ая|ой) парти[яи] китая|компарти[яи] китая": "кпк",
        "шанхайск(?:ая|ой) организаци[яи] сотрудничества": "шос",
        "российск(?:ая|ой) федераци[яи]": "россия",
        "всекитайск(?:ое|ого) собрани[ея] народных представителей": "всп",
        "министр иностранных дел": "глава мид",
        "министерств[оа] иностранных дел": "мид",
        "премьер министр(?:а|у|ом|е)?": "премьер",
        "чрезвычайный и полномочный посол": "посол",
        "генеральн(?:ый|ого) секретар[ья]": "генсек",
        "центральн(?:ый|ого) комитет[а]?": "цк",
        "городск(?:ой|ого) комитет[а]?": "горком",
        "провинциальн(?:ый|ого) комитет[а]?": "провинком",
        "партийн(?:ый|ого) комитет[а]?": "партком",
        "районн(?:ый|ого) комитет[а]?": "райком",
        "областн(?:ой|ого) комитет[а]?": "обком",
    },
    r"(?<= )(?:{})(?= )",
)
RU_WORDS: Final = dict.fromkeys(("в", "во", "и", "при", "по", "на", "с", "со", "от", "для"), "") | {
    "директор": "руководитель", "начальник": "руководитель", "глава": "руководитель", "заведующий": "руководитель",
    "управляющий": "руководитель", "кнр": "китай", "рф": "россия", "административный": "административн",
    "управленческий": "административн", "китайский": "китай", "российский": "россия", "русский": "россия",
    "горкома": "горком", "председательница": "председатель", "туристический": "туризм", "туристский": "туризм",
    "комитет": "комитет", "демонстрационный": "демонстрационн", "пилотный": "демонстрационн",
    "партия": "кпк", "партийный": "кпк", "морской": "морск", "мор": "морск",
}  # fmt: skip

ZH_PHRASES: Final = _phrases(
    {
        "[\"'“”‘’《》「」]": "",
        "中华人民共和国": "中国",
        "驻华(?=[大公参总领使])": "驻中国",
        "驻俄(?=[大公参总领使])": "驻俄罗斯",
        "驻美(?=[大公参总领使])": "驻美国",
        "驻日(?=[大公参总领使])": "驻日本",
        "驻印(?=[大公参总领使])": "驻印度",
        "驻哈(?=[大公参总领使])": "驻哈萨克斯坦",
        "驻乌(?=[大公参总领使])": "驻乌兹别克斯坦",
        "驻吉(?=[大公参总领使])": "驻吉尔吉斯斯坦",
        "驻塔(?=[大公参总领使])": "驻塔吉克斯坦",
        "驻巴(?=[大公参总领使])": "驻巴基斯坦",
        "驻英(?=[大公参总领使])": "驻英国",
        "驻法(?=[大公参总领使])": "驻法国",
        "驻德(?=[大公参总领使])": "驻德国",
        "中国共产党|中共": "",
        "俄罗斯联邦": "俄罗斯",
        "的": "",
        "管委会": "管理委员会",
        "上合示范区": "上海合作组织示范区",
        "中国-?上海合作组织地方经贸合作示范区": "上海合作组织示范区",
        "上合组织": "上海合作组织",
        "上合(?!作)": "上海合作组织",
        "党工委": "党工作委员会",
        "党委(?!员会)": "党委员会",
        "市委(?!员)": "市委员会",
        "省委(?!员)": "省委员会",
        "区委(?!员)": "区委员会",
        "县委(?!员)": "县委员会",
        "人大(?!代表|会)": "人民代表大会",
        "政协": "政治协商会议",
        "人民政治协商会议": "政治协商会议",
        "外办": "外事办公室",
        "外事办(?!公)": "外事办公室",
        "台办": "台湾事务办公室",
        "发改委": "发展改革委员会",
        "发展和改革委员会": "发展改革委员会",
        "国资委": "国有资产监督管理委员会",
        "工信部": "工业信息化部",
        "工业和信息化部": "工业信息化部",
        "常委会": "常务委员会",
        "常委(?!会|员)": "常务委员会委员",
        "人民政府": "政府",
        "外长": "外交部长",
        "防长": "国防部长",
        "外交部部长": "外交部长",
        "国防部部长": "国防部长",
        "特命全权大使": "大使",
        "办公厅主任|办主任": "办公室主任",
        "(?<=[\u4e00-\u9fff]{2})市(?=[^委长民])": "",
        "(?<=[\u4e00-\u9fff]{2})市(?=政府|人民)": "",
        "旅游和文化|文化旅游": "文旅",
        "文化和旅游": "文旅",
    },
    "{}",
)
