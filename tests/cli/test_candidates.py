"""`tmflow candidates`: searched, listed, one taken in, one refused."""

from __future__ import annotations

import json

import pytest

PORT = {
    "zh": "企业{n}使用威海电子口岸\n2026年5月{n}日\n威海电子口岸服务企业{n}家。港口介绍了威海电子口岸。\n",
    "en": "Company {n} Uses the Weihai Electronic Port\nMay {n}, 2026\nThe Weihai Electronic Port serves {n} companies. "
    "The port presented the Weihai Electronic Port.\n",
    "ru": "Предприятие {n} пользуется Вэйхайским электронным портом\n{n} мая 2026 г.\nВэйхайский электронный порт "
    "обслуживает {n} предприятий. Порт представил Вэйхайский электронный порт.\n",
}


@pytest.fixture
def archive(tmflow, tmp_path):
    for number in (11, 12, 13):
        folder = tmp_path / f"r{number}"
        folder.mkdir()
        for lang, text in PORT.items():
            (folder / f"{lang}.txt").write_text(text.format(n=number), encoding="utf-8")
        assert tmflow("import", folder)[0] == 0


@pytest.mark.usefixtures("archive")
def test_a_candidate_becomes_an_entry(tmflow):
    code, out, _ = tmflow("candidates", "run")
    assert (code, out.split(",")[0]) == (0, "units: 9")
    found = json.loads(tmflow("candidates", "list", "--json")[1])
    port = next(each for each in found if each["text"] == "威海电子口岸")
    assert port["renderings"]["en"][0][0] == "Weihai Electronic Port"
    code, out, _ = tmflow("candidates", "accept", port["id"], "--ru", "электронный порт Вэйхай")
    assert code == 0
    entry = tmflow("glossary", "show", out.strip())[1]
    assert "威海电子口岸" in entry
    assert "электронный порт Вэйхай" in entry
    other = next(each for each in found if each["id"] != port["id"])
    assert tmflow("candidates", "dismiss", other["id"])[0] == 0
    assert {port["id"], other["id"]}.isdisjoint(
        each["id"] for each in json.loads(tmflow("candidates", "list", "--json")[1])
    )
    code, _, err = tmflow("candidates", "dismiss", other["id"])
    assert code == 2
    assert "has decided about" in err
