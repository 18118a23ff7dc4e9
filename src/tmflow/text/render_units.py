"""How units are printed: Chinese; English one and many; Russian after 1, after 2 and decimals, after 5."""

from __future__ import annotations

from typing import Final


def _row(zh: str, en: str, ru: str) -> dict[str, tuple[str, ...]]:
    return {"zh": (zh,), "en": tuple(en.split(",")), "ru": tuple(ru.split(","))}


NAMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "%": _row("%", "percent", "%"),
    "USD": _row("美元", "US dollar,US dollars", "доллар,доллара,долларов"),
    "CNY": _row("元", "yuan", "юань,юаня,юаней"),
    "EUR": _row("欧元", "euro,euros", "евро"),
    "RUB": _row("卢布", "ruble,rubles", "рубль,рубля,рублей"),
    "BYN": _row("白俄罗斯卢布",
    "Belarusian ruble,Belarusian rubles", "белорусский рубль,белорусских рубля,белорусских рублей"),
    "GBP": _row("英镑", "British pound,British pounds", "фунт стерлингов,фунта стерлингов,фунтов стерлингов"),
    "JPY": _row("日元", "yen", "иена,иены,иен"),
    "KRW": _row("韩元", "South Korean won", "вон"),
    "HKD": _row("港元",
    "Hong Kong dollar,Hong Kong dollars", "гонконгский доллар,гонконгских доллара,гонконгских долларов"),
    "SGD": _row("新加坡元",
    "Singapore dollar,Singapore dollars", "сингапурский доллар,сингапурских доллара,сингапурских долларов"),
    "AUD": _row("澳元",
    "Australian dollar,Australian dollars", "австралийский доллар,австралийских доллара,австралийских долларов"),
    "CAD": _row("加元", "Canadian dollar,Canadian dollars", "канадский доллар,канадских доллара,канадских долларов"),
    "INR": _row("印度卢比", "Indian rupee,Indian rupees", "индийская рупия,индийские рупии,индийских рупий"),
    "PKR": _row("巴基斯坦卢比",
    "Pakistani rupee,Pakistani rupees", "пакистанская рупия,пакистанские рупии,пакистанских рупий"),
    "KZT": _row("坚戈", "tenge", "тенге"),
    "UZS": _row("苏姆", "soum,soums", "сум,сума,сумов"),
    "KGS": _row("索姆", "som,soms", "сом,сома,сомов"),
    "TJS": _row("索莫尼", "somoni", "сомони"),
    "CHF": _row("瑞士法郎", "Swiss franc,Swiss francs", "швейцарский франк,швейцарских франка,швейцарских франков"),
    "t": _row("吨", "tonne,tonnes", "тонна,тонны,тонн"),
    "kg": _row("公斤", "kilogram,kilograms", "килограмм,килограмма,килограммов"),
    "km": _row("公里", "kilometer,kilometers", "километр,километра,километров"),
    "km/h": _row("公里/小时", "km/h", "км/ч"),
    "m": _row("米", "meter,meters", "метр,метра,метров"),
    "cm": _row("厘米", "centimeter,centimeters", "сантиметр,сантиметра,сантиметров"),
    "mm": _row("毫米", "millimeter,millimeters", "миллиметр,миллиметра,миллиметров"),
    "nmi": _row("海里", "nautical mile,nautical miles", "морская миля,морские мили,морских миль"),
    "m2": _row("平方米", "square meter,square meters", "кв.\u00a0м"),
    "km2": _row("平方公里", "square kilometer,square kilometers", "кв.\u00a0км"),
    "m3": _row("立方米", "cubic meter,cubic meters", "куб.\u00a0м"),
    "ha": _row("公顷", "hectare,hectares", "га"),
    "mu": _row("亩", "mu", "му"),
    "TEU": _row("标准箱", "TEU,TEUs", "ДФЭ"),
    "kWh": _row("千瓦时", "kWh", "кВт·ч"),
    "kW": _row("千瓦", "kW", "кВт"),
    "MW": _row("兆瓦", "MW", "МВт"),
    "GW": _row("吉瓦", "GW", "ГВт"),
    "bbl": _row("桶", "barrel,barrels", "баррель,барреля,баррелей"),
    "L": _row("升", "liter,liters", "литр,литра,литров"),
    "C": _row("摄氏度", "degree Celsius,degrees Celsius", "°C"),
    "ft": _row("英尺", "foot,feet", "фут,фута,футов"),
    "mi": _row("英里", "mile,miles", "миля,мили,миль"),
    "yd": _row("码", "yard,yards", "ярд,ярда,ярдов"),
    "inch": _row("英寸", "inch,inches", "дюйм,дюйма,дюймов"),
    "lb": _row("磅", "pound,pounds", "фунт,фунта,фунтов"),
    "F": _row("华氏度",
    "degree Fahrenheit,degrees Fahrenheit", "градус по Фаренгейту,градуса по Фаренгейту,градусов по Фаренгейту"),
}  # fmt: skip
