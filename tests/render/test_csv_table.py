"""Tables for spreadsheets: no cell is computed, none is lost."""

from __future__ import annotations

import csv
import io

import pytest

from sitegen.render.csv_table import csv_bytes

FORMULAS = [
    '=HYPERLINK("https://evil.example","x")',
    "=1+1",
    "+1 (530) 555-0111",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
]
TEXTS = ["", "Peña", "a,b", 'say "yes"', "two\nlines", "1=1", "a@b.example", "مقاطعة", " =1"]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_compute_is_text(cell: str) -> None:
    assert read(csv_bytes([[cell, "x"]])) == [[f"'{cell}", "x"]]


def test_every_other_cell_comes_back_as_it_was() -> None:
    assert read(csv_bytes([TEXTS, TEXTS])) == [TEXTS, TEXTS]


def test_the_file_is_utf_8_with_a_mark_and_lines_that_end_in_crlf() -> None:
    assert csv_bytes([["LEA", "Peña"], ["a", "b"]]) == b"\xef\xbb\xbfLEA,Pe\xc3\xb1a\r\na,b\r\n"
