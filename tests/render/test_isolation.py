"""What would change places among Arabic letters is isolated; other languages stay as they are."""

from __future__ import annotations

import pytest

from sitegen.render.isolation import in_order


def mark(text: str) -> str:
    return f'<bdi dir="ltr">{text}</bdi>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("لعام 2026–27", f"لعام {mark('2026–27')}"),
        ("من 2024–25 إلى 2026–27.", f"من {mark('2024–25')} إلى {mark('2026–27')}."),
        ("اتصلوا على 530-555-0111", f"اتصلوا على {mark('530-555-0111')}"),
        ("بموجب 5 CCR 855(a)(1) و(b)", f"بموجب {mark('5 CCR 855(a)(1)')} و(b)"),
        ("الحقل 504 Plan في TOMS", f"الحقل {mark('504 Plan')} في TOMS"),
        ("(1.0 Percent Threshold Survey)", f"({mark('1.0 Percent Threshold Survey')})"),
        # These keep their order by themselves.
        ("25 يومًا في TOMS", "25 يومًا في TOMS"),
        ("في Title 5, Section 852", "في Title 5, Section 852"),
        ("الفصل 2 (Article 2)", "الفصل 2 (Article 2)"),
        ("<script> 2026–27", f"&lt;script&gt; {mark('2026–27')}"),
    ],
)
def test_in_arabic(text: str, html: str) -> None:
    assert in_order(text, "ar") == html


@pytest.mark.parametrize("lang", ["en", "es", "vi", "fil", "zh-Hant", "ko"])
def test_in_other_languages(lang: str) -> None:
    assert in_order("2026–27 & 5 CCR 855", lang) == "2026–27 &amp; 5 CCR 855"
