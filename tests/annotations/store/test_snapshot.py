"""The bytes of a snapshot: what is written comes back, and of what is damaged all that is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.store import snapshot
from annotations.store.snapshot import Newer, NotOurs, Snapshot, Tables, decode, encode, folded_in
from tests.each import for_each

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES: Tables = {
    "courier": {"1": {"article": "courier", "note": "one"}},
    "post": {"9": {"article": "post", "note": "nine “quoted”"}, "10": {"article": "post", "note": "ten"}},
}


def written(tables: Tables = TABLES) -> bytes:
    return encode(tables, generation=7, meta={})


def test_it_holds_sorted_tables_and_one_record_a_line() -> None:
    lines = written().decode().splitlines()
    assert json.loads("{" + lines.pop(2) + "}")["1"].keys() == {
        *("schema", "generation", "records", "folded", "content", "crc")
    }
    assert lines == [
        "{",
        '"_meta": {',
        "},",
        '"courier": {',
        '"1": {"article": "courier", "note": "one"}',
        "},",
        '"post": {',
        '"9": {"article": "post", "note": "nine “quoted”"},',
        '"10": {"article": "post", "note": "ten"}',
        "}",
        "}",
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_TABLES = st.dictionaries(
    st.text(min_size=1).filter(lambda name: name != snapshot.META),
    st.dictionaries(st.integers(0, 2**128).map(str), st.dictionaries(st.text(), _JSON, max_size=3), max_size=3),
    max_size=3,
)


@given(_TABLES)
def test_what_is_written_comes_back(tables: Tables) -> None:
    read = decode(encode(tables, generation=3, meta={"made": "elsewhere"}))
    assert read.tables == {name: table for name, table in tables.items() if table}
    assert (read.generation, read.lost, read.edited, read.doubles) == (3, 0, False, [])
    assert read.meta["made"] == "elsewhere"


@pytest.mark.parametrize("value", ["half \ud83d", 1 << 70, float("inf"), "\u2028\x85\0", -0.0])
def test_odd_values_survive(value: object) -> None:
    data = written({"a": {"1": {"note": value}}})
    data.decode("utf-8")
    assert decode(b"\xef\xbb\xbf" + data).tables == {"a": {"1": {"note": value}}}


def test_what_is_no_number_survives() -> None:
    (record,) = decode(written({"a": {"1": {"note": float("nan")}}})).tables["a"].values()
    assert record["note"] != record["note"]


_SCHEMA = written().index(b'"schema": 1') + len('"schema": ')


@for_each("at", [at for at in range(0, len(written()), 3) if at != _SCHEMA])
def test_any_flipped_bit_is_noticed_and_costs_no_more_than_its_line(at: int) -> None:
    data = bytearray(written())
    data[at] ^= 1
    read = decode(bytes(data))
    assert read.edited or read.lost
    found = [record for table in read.tables.values() for record in table.values()]
    whole = sum(record in found for table in TABLES.values() for record in table.values())
    assert whole >= (1 if written()[at] == ord("\n") else 2)


@for_each("at", range(1, len(written()) - 2))
def test_cut_anywhere_it_is_damaged_and_all_whole_lines_are_there(at: int) -> None:
    data = written()[:at]
    try:
        read = decode(data)
    except NotOurs:
        assert data.count(b"\n") < 6
        return
    lines = data.decode(errors="replace")
    records = [record for table in TABLES.values() for record in table.values()]
    assert read.lost >= sum(json.dumps(record, ensure_ascii=False) not in lines for record in records)
    assert read.lost
    for record in records:
        if json.dumps(record, ensure_ascii=False) in lines:
            assert record in read.tables[record["article"]].values()


def _nuls(data: bytes) -> bytes:
    at = data.index(b'"9"')
    return data[:at] + bytes(data.index(b'"10"') - at) + data[data.index(b'"10"') :]


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "cut at half": lambda data: data[: len(data) // 2],
    "NULs over a line": _nuls,
    "trailing bytes": lambda data: data + b"}}",
    "NULs at the end": lambda data: data + bytes(4096),
    "a byte of Latin-1": lambda data: data.replace(b'"one"', b'"on\xe9"'),
    "conflict markers": lambda data: b"<<<<<<< mine\n" + data.replace(b"}\n}\n", b"}\n=======\n}\n>>>>>>> theirs\n"),
    "brackets": lambda data: data.replace(b'"one"', b"[" * 200_000),
    "long number": lambda data: data.replace(b'"one"', b"9" * 5000),
    "a table that is a list": lambda data: data.replace(b"{\n", b'{\n"list": [],\n', 1),
    "a record that is a text": lambda data: data.replace(b'"10": {"article": "post", "note": "ten"}', b'"10": "x"'),
    "an id that is no number": lambda data: data.replace(b'"10"', b'"x"'),
    "an id that TinyDB would join": lambda data: data.replace(b'"10"', b'"010"'),
    "no head of a table": lambda data: data.replace(b'"post": {', b'"po'),
    "no meta": lambda data: data.replace(b'"1": {"schema"', b'"1: {"schema"'),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_of_what_is_damaged_all_that_is_whole_is_read(damage: Callable[[bytes], bytes]) -> None:
    data = damage(written())
    read = decode(data)
    assert read.lost
    expected = {
        name: {id_: record for id_, record in table.items() if json.dumps(record, ensure_ascii=False).encode() in data}
        for name, table in TABLES.items()
    }
    for table in expected.values():
        for dropped in ("x", "010"):
            if f'"{dropped}"'.encode() in data:
                table.pop("10", None)
    assert {name: table for name, table in read.tables.items() if table} == {n: t for n, t in expected.items() if t}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(4096),
        b"[" * 200_000,
        b"[1]",
        b"{}",
        b'{"name": "package", "version": "1.0.0"}',
        b'{"_default": {"1": {"a": 1}}}',
        b'{"_meta": {"1": {"schema": "one"}}}',
        b'{"_meta": {"1": {"schema": true}}}',
        b'{"_meta": {"1": {"schema": 0}}}',
        b"SQLite format 3\0" + bytes(100),
    ],
)
def test_what_is_no_store_is_told(data: bytes) -> None:
    with pytest.raises(NotOurs, match="not a store"):
        decode(data)


@pytest.mark.parametrize("tail", [b"", b"}", bytes(9)], ids=["", "damaged", "NULs"])
def test_what_a_newer_program_wrote_is_told_also_where_it_is_damaged(tail: bytes) -> None:
    with pytest.raises(Newer, match="schema 2"):
        decode(written().replace(b'"schema": 1', b'"schema": 2') + tail)


def _laid_out_by_others(**more: object) -> Snapshot:
    return decode(json.dumps({**json.loads(written()), **more}, indent=2).encode())


def test_the_layout_of_another_program_is_read_and_told() -> None:
    read = _laid_out_by_others(_later={"1": {"new": True}})
    assert (read.tables, read.lost, read.edited) == ({**TABLES, "_later": {"1": {"new": True}}}, 0, True)


def test_a_file_in_utf_16_is_read_and_told() -> None:
    read = decode(written().decode().encode("utf-16"))
    assert (read.tables, read.edited) == (TABLES, True)


def test_a_file_of_the_first_version_is_no_edited_one() -> None:
    read = decode(b'{\n"_meta": {\n"1": {"schema": 1}\n},\n"post": {\n"1": {"note": "one"}\n}\n}\n')
    assert (read.tables, read.generation, read.edited, read.lost) == ({"post": {"1": {"note": "one"}}}, 0, False, 0)


@pytest.mark.parametrize("one_line", [False, True])
def test_records_and_tables_that_stand_there_twice_are_all_read(one_line: bool) -> None:
    line = '"9": {"article": "post", "note": "other"},\n"9": {'
    data = written().replace(b'"9": {', line.encode())
    data = data[:-3] + b',\n"courier": {"1": {"note": "two"}}}\n'
    if one_line:
        data = data.replace(b"\n", b" ")
    read = decode(data)
    found = sorted([read.tables["post"]["9"]["note"], *(double[2]["note"] for double in read.doubles)])
    assert found == ["nine “quoted”", "other", "two"]
    assert read.tables["courier"]["1"]["note"] == "one"


def test_what_it_was_made_of_is_told_unless_it_was_changed_since() -> None:
    data = encode(TABLES, generation=7, meta={"1": "x"}, folded=[6, 100, "abcd"])
    assert folded_in(data) == ([6, 100, "abcd"], 7)
    assert folded_in(data.replace(b"ten", b"Ten"))[0] is None
    assert folded_in(b"{}")[0] is None
