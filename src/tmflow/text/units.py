"""Units of money and measure as the three languages write them: pattern, kind, unit, factor.

Currencies by ISO 4217; measures by SI-like symbols, `TEU` for standard containers, `mu` for 亩.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from tmflow.text.quantity import Kind, Number

Unit = tuple[str, Kind, str, Number]
_ONE: Final = 1


def _money(**patterns: str) -> list[Unit]:
    return [(pattern, "money", code, _ONE) for code, pattern in patterns.items()]


def _measure(**patterns: str) -> list[Unit]:
    return [(pattern, "quantity", unit, _ONE) for unit, pattern in patterns.items()]


_CUBIC_TO_LITRE: Final = Decimal("0.001")

ZH_UNITS: Final[tuple[Unit, ...]] = (
    ("%|％|个?百分点", "percent", "", _ONE),
    ("个?基点", "percent", "", Decimal("0.01")),
    ("成(?![为立功员本果就都长交效熟])|成(?=为)(?<=其中[一二两三四五六七八九]成)", "percent", "", 10),
    *_money(
        USD="美元|美金",
        EUR="欧元",
        JPY="日元",
        HKD="港元|港币",
        KRW="韩元",
        SGD="新加坡元|新元",
        AUD="澳元|澳大利亚元",
        CAD="加元|加拿大元",
        RUB="卢布",
        KZT="坚戈",
        UZS="苏姆",
        KGS="索姆",
        TJS="索莫尼",
        INR="印度卢比|卢比",
        PKR="巴基斯坦卢比",
        GBP="英镑",
        CHF="瑞士法郎",
        BYN="白俄罗斯卢布",
        IRR="伊朗里亚尔",
        THB="泰铢",
        MYR="林吉特",
        NGN="奈拉",
        CNY="元(?:人民币)?(?![素宵旦首月件气])|人民币|块钱",
    ),
    *_measure(
        km2="平方公里|平方千米",
        m2="平方米|平米|㎡|m²",
        m3="立方米|m³|方(?=天然气|木材|水)",
        ha="公顷",
        mu="亩",
        **{"km/h": "公里(?:/小时|每小时)|km/h|kph", "mi/h": "英里(?:/小时|每小时)|mph"},
        km="公里|千米|km(?![A-Za-z])",
        TEU="标准?箱|TEU",
        kWh="千瓦时|度电|千瓦·时",
        MW="兆瓦|MW",
        GW="吉瓦",
        kW="千瓦",
        kg="公斤|千克|kg",
        t="吨",
        bbl="桶",
        cm="厘米|公分",
        mm="毫米",
        nmi="海里",
        m="米(?![兰其字面脂])",
        L="升(?![级至到高值温降学任])",
        acre="英亩",
        ft2="平方英尺",
        mi2="平方英里",
        gal="加仑",
        oz="盎司",
        st="英石",
        g="克(?![里拉什罗服隆服])",
        C="摄氏度|℃|°C",
        ft="英尺",
        mi="英里",
        yd="码(?![头流外])",
        inch="英寸",
        lb="磅",
        F="华氏度|°F",
    ),
)

_S: Final = r"(?![A-Za-z])"
EN_UNITS: Final[tuple[Unit, ...]] = (
    (rf"(?:basis\spoints?|bps?){_S}", "percent", "", Decimal("0.01")),
    (rf"%|per\s?cent{_S}|percentage[\s-]points?|pct{_S}", "percent", "", _ONE),
    *_money(
        USD=rf"(?:US|U\.S\.|American|United States)\s?-?dollars?{_S}|dollars?{_S}|USD{_S}|US\$",
        CNY=rf"(?:Chinese\s)?yuan{_S}|RMB(?:\syuan)?{_S}|renminbi{_S}|CNY{_S}",
        HKD=rf"(?:Hong Kong|HK)\sdollars?{_S}",
        SGD=rf"Singapore\sdollars?{_S}",
        AUD=rf"Australian\sdollars?{_S}",
        CAD=rf"Canadian\sdollars?{_S}",
        EUR=rf"euros?{_S}|EUR{_S}|€",
        RUB=rf"(?:Russian\s)?ro?ubles?{_S}|RUB{_S}",
        BYN=rf"Belarusian\sro?ubles?{_S}",
        GBP=rf"pounds?\ssterling{_S}|British\spounds?{_S}|GBP{_S}",
        JPY=rf"(?:Japanese\s)?yen{_S}|JPY{_S}",
        KRW=rf"(?:South\s)?(?:Korean\s)won{_S}",
        INR=rf"(?:Indian\s)?rupees?{_S}|INR{_S}",
        PKR=rf"Pakistani\srupees?{_S}",
        KZT=rf"(?:Kazakh(?:stani)?\s)?tenge{_S}",
        UZS=rf"(?:Uzbek(?:istani)?\s)?soums?{_S}",
        KGS=rf"(?:Kyrgyz\s)?soms?{_S}",
        TJS=rf"somoni{_S}",
        CHF=rf"Swiss\sfrancs?{_S}",
        NGN=rf"nairas?{_S}",
    ),
    *_measure(
        km2=rf"sq(?:uare)?\.?[\s-]?(?:km|kilomet(?:er|re)s?){_S}|km²|km2{_S}",
        m2=rf"sq(?:uare)?\.?[\s-]?(?:m|met(?:er|re)s?){_S}|m²|m2{_S}",
        m3=rf"cubic[\s-]met(?:er|re)s?{_S}|cu\.?\sm{_S}|m³",
        ha=rf"hectares?{_S}|ha{_S}",
        mu=rf"mu{_S}",
        **{
            "km/h": rf"km/h{_S}|kph{_S}|kilomet(?:er|re)s\s(?:per|an)\shour{_S}",
            "mi/h": rf"mph{_S}|miles?\s(?:per|an)\shour{_S}",
        },
        km=rf"kilomet(?:er|re)s?{_S}|km{_S}",
        TEU=rf"TEUs?{_S}|(?:standard|twenty-foot[\s-]equivalent)\s(?:containers?|units?)(?:\s\(TEUs?\))?",
        kWh=rf"kWh{_S}|kilowatt[\s-]?hours?{_S}",
        MW=rf"MW{_S}|megawatts?{_S}",
        GW=rf"GW{_S}|gigawatts?{_S}",
        kW=rf"kW{_S}|kilowatts?{_S}",
        kg=rf"kilogram(?:me)?s?{_S}|kgs?{_S}|kilos?{_S}",
        t=rf"(?:metric\s)?(?:tons?|tonnes?){_S}|t{_S}",
        bbl=rf"barrels?{_S}",
        cm=rf"centimet(?:er|re)s?{_S}|cm{_S}",
        mm=rf"millimet(?:er|re)s?{_S}|mm{_S}",
        nmi=rf"nautical\smiles?{_S}",
        m=rf"met(?:er|re)s?{_S}|m(?![A-Za-z.])",
        L=rf"lit(?:er|re)s?{_S}",
        acre=rf"acres?{_S}",
        ft2=rf"sq(?:uare)?\.?[\s-]?f(?:ee|oo)?t{_S}",
        mi2=rf"sq(?:uare)?\.?[\s-]?miles?{_S}",
        gal=rf"gallons?{_S}",
        oz=rf"(?:ounces?|oz){_S}",
        st=rf"stones?{_S}(?=\s(?:\d|in\b|or\b)|[,.)])",
        g=rf"gram(?:me)?s?{_S}",
        C=rf"°C|degrees?\s(?:Celsius|centigrade){_S}|℃",
        ft=rf"f(?:ee|oo)?t{_S}",
        mi=rf"miles?{_S}",
        yd=rf"yards?{_S}",
        inch=rf"inch(?:es)?{_S}",
        lb=rf"(?:pounds?|lbs?){_S}",
        F=rf"degrees?(?:\sFahrenheit)?{_S}|°F",
    ),
)

_R: Final = r"(?![А-Яа-яЁё])"
_ADJ: Final = "(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми)"
RU_UNITS: Final[tuple[Unit, ...]] = (
    (r"базисн\w+\sпункт\w*|б\.\s?п\.", "percent", "", Decimal("0.01")),
    (
        rf"%|процент(?:ов|ами|ам|ах|ом|н(?:ый|ого|ых|ая|ую|ой)|а|е|у|ы)?(?:\sпункт\w*)?{_R}|проц\.|п\.\s?п\.",
        "percent",
        "",
        _ONE,
    ),
    *_money(
        HKD=r"(?:гонконгск\w+)\sдоллар\w*",
        SGD=r"сингапурск\w+\sдоллар\w*",
        AUD=r"австралийск\w+\sдоллар\w*",
        CAD=r"канадск\w+\sдоллар\w*",
        USD=rf"(?:американск\w+\s)?доллар\w*(?:\sсша)?|долл?\.?(?:\sсша)?{_R}|usd|\$",
        CNY=rf"(?:китайск\w+\s)?юан(?:ей|ями|ям|ях|я|ем|е|и|ь|ю){_R}|rmb|cny|¥",
        BYN=r"белорусск\w+\sрубл\w+",
        RUB=rf"(?:российск\w+\s)?рубл(?:ей|ями|ям|ях|я|ём|ем|е|и|ь|ю){_R}|руб\.?{_R}|₽|rub",
        EUR=rf"евро{_R}|€|eur",
        GBP=r"фунт\w*\sстерлингов",
        JPY=r"(?:японск\w+\s)?иен\w*",
        KRW=rf"(?:южнокорейск\w+\s)?вон{_R}",
        INR=r"(?:индийск\w+\s)?рупи\w+",
        KZT=rf"тенге{_R}",
        UZS=rf"сум(?:ов|а|ами)?{_R}",
        KGS=rf"сом(?:ов|а)?{_R}",
        TJS=rf"сомони{_R}",
        CHF=r"швейцарск\w+\sфранк\w*",
        NGN=rf"найр(?:ы|а|у|ой)?{_R}",
    ),
    *_measure(
        km2=rf"кв(?:адратн\w+|\.)\s?(?:километр\w*|км){_R}|км²|км2",
        m2=rf"кв(?:адратн\w+|\.)\s?(?:метр\w*|м){_R}|м²|м2",
        m3=rf"куб(?:ическ\w+|\.)\s?(?:метр\w*|м){_R}|м³|кубометр\w*",
        ha=rf"гектар\w*|га{_R}",
        mu=rf"му{_R}",
        **{
            "km/h": rf"км/ч(?:ас)?{_R}|километр\w*\sв\sчас{_R}",
            "mi/h": rf"мил(?:ь|и|ю|ями|ях|ям|ей)(?:\sв\sчас|/ч){_R}",
        },
        km=rf"километр(?:ов{_ADJ}|ов|ами|ам|ах|ом|а|е|ы|у)?{_R}|км{_R}(?!/)",
        TEU=rf"дфэ{_R}|teu|(?:стандартн\w+\s|двадцатифутов\w+\s)контейнер\w*(?:\s\(дфэ\))?",
        kWh=r"квт[·⋅\s-]?ч\w*|киловатт-час\w*",
        MW=rf"мвт{_R}|мегаватт\w*",
        GW=rf"гвт{_R}|гигаватт\w*",
        kW=rf"квт{_R}|киловатт\w*",
        kg=rf"килограмм\w*|кг{_R}",
        t=rf"тонн(?:{_ADJ}|ами|ам|ах|а|ы|у|е|ой)?{_R}|т{_R}(?!\.\s?[а-яё])",
        bbl=r"баррел\w+",
        cm=rf"сантиметр\w*|см{_R}",
        mm=rf"миллиметр\w*|мм{_R}",
        nmi=r"морск\w+\sмил\w+",
        m=rf"метр(?:ов{_ADJ}|ов|ами|ам|ах|ом|а|е|ы)?{_R}|м{_R}",
        acre=rf"акр(?:ов|а|ах|ы|ами)?{_R}",
        ft2=r"кв(?:адратн\w+|\.)\s?фут\w*",
        mi2=r"кв(?:адратн\w+|\.)\s?мил\w+",
        gal=r"галлон\w*",
        oz=r"унци[йяюиею]\w*",
        g=rf"грамм\w*|г{_R}(?!\.)",
        L=r"литр\w*",
        F=r"градус\w*\sпо\sфаренгейту|°f",
        C=r"°c|°с|градус\w*(?:\s(?:по\s)?цельсия)?",
        ft=rf"фут(?:ов|а|ы|ах|ам)?{_R}",
        mi=rf"мил(?:ь|и|ю|ями|ях|ям|ей){_R}",
        yd=rf"ярд(?:ов|а|ы|ах)?{_R}",
        inch=rf"дюйм(?:ов|а|ы|ах|овый|овая)?{_R}",
        lb=rf"фунт(?:ов|а|ы)?{_R}(?!\sстерл)",
    ),
)
