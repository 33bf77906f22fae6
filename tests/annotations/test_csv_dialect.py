"""The dialect of every CSV file that this program writes, and the way back."""

from __future__ import annotations

import csv as stdlib_csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.csv_dialect import BOM, encode_csv, guard, unguard
from tests.csv_files import read_csv

COLUMNS = ("id", "name", "note")


GUARDED = [
    "=1+1",
    "+1",
    "-1",
    "@sum",
    "\tx",
    "\rx",
    "'=1",
    "''''@x",
    "=",
    "=cmd|' /C calc'!A0",
    "\nx",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "'＠x",
]
PLAIN = ["", "a=1", " =1", "'a", "'", "''", " \n=1", "“=”", "1＋1", "1-1", "−1"]


@pytest.mark.parametrize("cell", GUARDED)
def test_what_may_be_a_formula_gets_one_apostrophe(cell: str) -> None:
    assert guard(cell) == "'" + cell
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", PLAIN)
def test_all_else_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == unguard(cell) == cell


def row_of(cell: str) -> list[str]:
    return [cell] * len(COLUMNS)


def test_the_bytes_are_utf_8_with_bom_crlf_and_quotes_around_all() -> None:
    data = encode_csv([row_of('“a”, "b"\nc')], COLUMNS)
    assert data.startswith(b'\xef\xbb\xbf"id","name",')
    assert data.endswith('"“a”, ""b""\nc"\r\n'.encode())
    assert data.count(b"\r\n") == 2


def test_plain_has_neither_bom_nor_guard() -> None:
    data = encode_csv([row_of("=1")], COLUMNS, plain=True)
    assert data.startswith(b'"id"')
    assert data.endswith(b',"=1"\r\n')


def test_without_annotations_there_is_the_head() -> None:
    assert encode_csv([], COLUMNS) == (BOM + ",".join(f'"{c}"' for c in COLUMNS) + "\r\n").encode()


cells = st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=+-@＝＠\t\r\n\", a")


@given(st.lists(st.lists(cells, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=3), st.booleans())
def test_what_is_written_is_read_again(table: list[list[str]], plain: bool) -> None:
    data = encode_csv(table, COLUMNS, plain=plain)
    assert read_csv(data.decode("utf-8")) == [dict(zip(COLUMNS, row, strict=True)) for row in table]
    if not plain:
        for row in list(stdlib_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]:
            assert not any(cell.startswith(tuple("=+-@＝＋－＠\t\r\n")) for cell in row)


def test_a_cell_of_any_length_is_read_again() -> None:
    assert read_csv(encode_csv([row_of("x" * 200_000)], COLUMNS).decode())[0]["name"] == "x" * 200_000


@pytest.mark.parametrize("text", ['"a","b"\r\n"1"\r\n', '"a"\r\n"1","2"\r\n', '"a"\r\n"1'])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_csv(text)
