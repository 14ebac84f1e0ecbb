"""Make the letters' fonts again from the unpacked source packages.

Run by hand when a font is renewed or a character is missing, never by a build:

    python layouts/fonts/subset.py FOLDER

``FOLDER`` holds the unpacked npm packages under their own short names
(``FOLDER/noto-sans/package/400Regular/…``). Writes the eight TTF files and ``fonts.json``
(name, version, package, number of characters, SHA-256 of source and result) beside itself.

Three decisions live here:

* Latin letters, digits and ASCII punctuation are taken out of every font but Noto Sans, so
  a Latin word in a Chinese, Korean or Arabic letter is set in one font, with its own quotes.
* ``ccmp`` is left out of Noto Sans: with it, accented Vietnamese letters are drawn from
  shared parts, and words copied from the PDF lose their accents.
* Chinese is Big5 level 1 with the characters of names, Korean the 2,350 syllables of
  KS X 1001: the working sets of Taiwan, Hong Kong and South Korea.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
SPACES = "\u0020\u00a0"

# Characters of personal and place names outside Big5 level 1.
TC_NAMES = (
    "堃喆煊燁熺犇珅珺琁琤瑀瑋璟璿畇祐祺禛秝竑筠紘絜翀翊耘芃芸苡茜荃莙菀蓁蕙薰蘋衎詠誼"
    "諠軒迺鈞鈺銓鋐錡鎧鑫闓霈韋韻頤顗馡騏驊鵬麒黌龑珉玥玟珈珩琍琪瑄瑜瑩璇昀昊昕晞暄"
    "曄杰栩梓楷淇湘滢潔濬炘焱煒煥熠燊琰祤穎羿芷茗荻菁萱蒨蔓蔚薇薛藺郕鄔酈閔闕雯霏靖黃"
    "峯裏着羣為綫啓囍匯滙鰂涌埗塱圳埔蠔嘜邨栢"
)
TC_PUNCTUATION = (
    "、。〃〈〉《》「」『』【】〔〕〖〗〝〞，．：；！？（）％～－／＆＋＝—…‥‧・○●◎★☆※→←↑↓"
)
BOPOMOFO_TONES = "ˊˇˋ˙"
KR_PUNCTUATION = "、。〈〉《》「」『』【】〔〕·ㆍ※→←↑↓"


@dataclass(frozen=True)
class Cut:
    """One family: its package, and the characters and features that are kept."""

    family: str
    package: str
    version: str
    stem: str
    characters: frozenset[str]
    drop_features: tuple[str, ...] = ()
    keep_features: tuple[str, ...] | None = None


def span(first: int, last: int) -> Iterator[str]:
    return (chr(code) for code in range(first, last + 1))


def decoded(codec: str, leads: Iterable[int], trails: Iterable[int]) -> Iterator[str]:
    """The characters of a double-byte set, by rows and cells; holes are left out."""
    cells = list(trails)
    for lead in leads:
        for trail in cells:
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield text


def latin() -> frozenset[str]:
    """Latin with its accents, Vietnamese, and the punctuation and signs of letters."""
    kept = {*span(0x20, 0x7E), *span(0xA0, 0x24F), *span(0x1E00, 0x1EFF), *"ʻʼˆˇˊˋ˙˚˜"}
    kept |= {*span(0x300, 0x304), *"\u0306\u0308\u0309\u030b\u030c\u031b\u0323\u0327\u0328"}
    kept |= {*span(0x2010, 0x2015), *"‘’‚‛“”„†‡•…‰′″‹›⁄€₫₱₩№℠™−"}
    return frozenset(kept)


def chinese() -> frozenset[str]:
    """Big5 level 1 (rows A4 to C6, 5,401 characters), name characters, marks, bopomofo."""
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    level_one = decoded("big5", range(0xA4, 0xC7), cells)
    marks = {*TC_PUNCTUATION, *BOPOMOFO_TONES, *SPACES, "\u3000"}
    return frozenset({*level_one, *TC_NAMES, *marks, *span(0x3105, 0x3129)})


def korean() -> frozenset[str]:
    """The syllables of KS X 1001 (rows B0 to C8), single jamo, and marks."""
    syllables = decoded("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF))
    return frozenset({*syllables, *span(0x3131, 0x3163), *KR_PUNCTUATION, *SPACES, "\u3000"})


def arabic() -> frozenset[str]:
    """The Arabic block that Vazirmatn has, with the joiners that its shaping uses."""
    return frozenset({*span(0x600, 0x6FF), *SPACES, "\u200c", "\u200d", "\u25cc"})


CUTS = (
    Cut("Noto Sans", "noto-sans", "0.4.2", "NotoSans", latin(), drop_features=("ccmp",)),
    Cut("Noto Sans TC", "noto-sans-tc", "0.4.3", "NotoSansTC", chinese(), keep_features=()),
    Cut("Noto Sans KR", "noto-sans-kr", "0.4.3", "NotoSansKR", korean(), keep_features=()),
    Cut("Vazirmatn", "vazirmatn", "0.4.1", "Vazirmatn", arabic()),
)
WEIGHTS = (("400Regular", "Regular"), ("700Bold", "Bold"))


def options_for(cut: Cut) -> subset.Options:
    options = subset.Options()
    kept = options.layout_features if cut.keep_features is None else list(cut.keep_features)
    options.layout_features = [name for name in kept if name not in cut.drop_features]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "STAT", "VORG", "vhea", "vmtx", "meta"]
    options.recalc_timestamp = False
    return options


def cut_font(source: Path, target: Path, cut: Cut) -> dict[str, object]:
    """Write one subset; returns its row of ``fonts.json``."""
    font = TTFont(source, recalcTimestamp=False, lazy=False)
    subsetter = subset.Subsetter(options_for(cut))
    subsetter.populate(unicodes=[ord(character) for character in sorted(cut.characters)])
    subsetter.subset(font)
    version = font["name"].getDebugName(5)
    font["name"].setName(f"{version}; subset for letters", 5, 3, 1, 0x409)
    font.save(target)
    return {
        "file": target.name,
        "family": cut.family,
        "version": version,
        "package": f"@expo-google-fonts/{cut.package}",
        "package_version": cut.version,
        "source_file": source.name,
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "characters": len(font.getBestCmap()),
        "bytes": target.stat().st_size,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
    }


def main(folder: Path) -> None:
    rows: list[dict[str, object]] = []
    for cut in CUTS:
        package = folder / cut.package / "package"
        licence = (package / "LICENSE_FONT").read_text(encoding="utf-8")
        (HERE / f"OFL-{cut.stem}.txt").write_text(licence, encoding="utf-8")
        for weight, name in WEIGHTS:
            source = package / weight / f"{cut.stem}_{weight}.ttf"
            rows.append(cut_font(source, HERE / f"{cut.stem}-{name}.ttf", cut))
    table = json.dumps(rows, indent=1, ensure_ascii=False, sort_keys=True)
    (HERE / "fonts.json").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
