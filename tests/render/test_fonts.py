"""The letters' fonts are the files that their table names, and hold what letters need."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from tests.render.letter_sample import FONTS

ROWS: list[dict[str, Any]] = json.loads((FONTS / "fonts.json").read_text(encoding="utf-8"))
NEEDED = {
    "Noto Sans": "AzÀÿĀžÑñ0–—“”’…•ăâđêôơưĂÂĐÊÔƠƯẾếỆệỔổỬửỹ€₫₱",
    "Noto Sans TC": "測驗學生家長監護人「」，。（）、；：？！《》……堃喆煊峯裏着ㄅㄩˊˇˋ˙",
    "Noto Sans KR": "가힝학부모보호자시험결과캘리포니아ㄱㅎㆍ·",
    "Vazirmatn": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ،؛؟ًٌٍَُِّْـ٠٩",
}


def test_the_table_names_every_file_with_its_digest() -> None:
    files = {path.name: path.read_bytes() for path in FONTS.glob("*.ttf")}
    assert {row["file"]: row["sha256"] for row in ROWS} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert sum(map(len, files.values())) < 5_500_000


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_font_has_the_characters_of_its_languages(row: dict[str, Any]) -> None:
    font = TTFont(FONTS / row["file"])
    covered = set(font.getBestCmap())
    assert [character for character in NEEDED[row["family"]] if ord(character) not in covered] == []
    if row["family"] != "Noto Sans":
        assert not any(ord(character) in covered for character in "Aa0(“’")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_font_says_that_it_is_a_subset_under_the_open_font_licence(row: dict[str, Any]) -> None:
    names = TTFont(FONTS / row["file"])["name"]
    assert "subset" in names.getDebugName(5)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "Source" not in names.getDebugName(1) + names.getDebugName(6)
    licence = FONTS / f"OFL-{row['file'].split('-')[0]}.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_vietnamese_letters_are_drawn_whole() -> None:
    features = TTFont(FONTS / "NotoSans-Regular.ttf")["GSUB"].table.FeatureList.FeatureRecord
    assert "ccmp" not in {record.FeatureTag for record in features}
