"""The codebook as CSV: its bytes, and the way back into a codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.codebook.codebook import COLOURS, DEFAULT_TAGS, Codebook, Tag, clean, folded
from annotations.codebook.importing import imported, read_codebook
from annotations.exports.codebook_csv import COLUMNS, encode
from annotations.store.store import Store, Uses
from tests.csv_files import read_csv

if TYPE_CHECKING:
    from pathlib import Path


def test_the_columns_are_the_contract() -> None:
    assert ",".join(COLUMNS) == "tag_id,name,key,colour,definition,annotations,articles"


def test_the_file_is_the_dialect_of_the_annotations() -> None:
    codebook = Codebook((Tag("odd", '=“a”, "b"', "@", "green", "-1", 1), Tag("b", "b", place=2)))
    assert encode(codebook, {"odd": Uses(12, 3), "stray": Uses(1, 1)}) == (
        b"\xef\xbb\xbf"
        b'"tag_id","name","key","colour","definition","annotations","articles"\r\n'
        b'"odd","\'=\xe2\x80\x9ca\xe2\x80\x9d, ""b""","\'@","green","\'-1","12","3"\r\n'
        b'"b","b","","plain","","0","0"\r\n'
    )


printable = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("'=+-@ ,;\""), max_size=20
)
names = printable.map(clean).filter(lambda name: 0 < len(name) <= 40)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """The four tags of everyone, as somebody may have changed them, and own ones, in any order."""
    own = draw(st.lists(names, max_size=8, unique_by=folded))
    ids = [*(tag.id for tag in DEFAULT_TAGS), *(f"own-{n}" for n in range(len(own)))]
    count = len(ids)
    called = draw(st.lists(names, min_size=count, max_size=count, unique_by=folded))
    keys = draw(st.lists(st.sampled_from("abcdefgjkxyzäß!=+-@'"), min_size=count, max_size=count, unique=True))
    kinds = draw(st.lists(st.sampled_from(["letter", "digit", "none"]), min_size=count, max_size=count))
    tags = [
        Tag(
            id_,
            name,
            {"letter": key, "digit": str(place) if place <= 9 else "", "none": ""}[kind],
            draw(st.sampled_from(COLOURS)),
            draw(printable.map(clean)),
            place,
        )
        for place, (id_, name, key, kind) in enumerate(
            zip(draw(st.permutations(ids)), called, keys, kinds, strict=True), 1
        )
    ]
    return Codebook(tuple(tags))


@given(codebooks())
def test_what_is_exported_gives_the_same_codebook_where_there_is_none(codebook: Codebook) -> None:
    done = imported(Codebook(), read_codebook(encode(codebook, {}), "tags.csv"))
    assert Codebook().with_edits(done.change.tags) == codebook
    assert done.notes == []
    assert done.new + done.changed + done.same == len(codebook.tags)


@given(codebooks(), codebooks())
def test_what_is_exported_gives_the_same_codebook_where_there_is_another(one: Codebook, other: Codebook) -> None:
    entries = read_codebook(encode(one, {}), "tags.csv")
    ids, called = {tag.id for tag in one.tags}, {folded(tag.name) for tag in one.tags}
    assume(not any(tag.id not in ids and folded(tag.name) in called for tag in other.tags))
    there = other.with_edits(imported(other, entries).change.tags)
    if len(there.tags) == len(one.tags):
        assert there == one
    for tag in one.tags:
        assert (there.tag(tag.id).name, there.tag(tag.id).definition) == (tag.name, tag.definition)
    taken = [tag.key for tag in there.tags if tag.key]
    assert len(set(taken)) == len(taken)
    assert imported(there, read_codebook(encode(there, {}), "tags.csv")).change.tags == ()


def test_a_codebook_goes_from_one_store_into_another_and_is_taken_back(tmp_path: Path) -> None:
    one, other = Store.open(tmp_path / "one.json", "ana"), Store.open(tmp_path / "other.json", "ben")
    data = encode(Codebook().adding("“Spin”, =1")[0], one.uses())
    for store in (one, other):
        done = imported(store.codebook, read_codebook(data, "tags.csv"))
        assert (done.change.what, done.new, done.changed, done.same) == ("1 tag imported", 1, 0, 4)
        store.apply(done.change)
        data = encode(store.codebook, store.uses())
    assert one.codebook == other.codebook == Codebook().adding("“Spin”, =1")[0]
    other.apply(Store.open(other.path, "ben").history([])[-1].inverse())
    assert other.codebook == Codebook()
    assert read_csv(data.decode())[4]["name"] == "“Spin”, =1"


@pytest.mark.parametrize("key", ["", "x"])
def test_a_tag_without_what_can_be_shown_goes_there_and_back(key: str) -> None:
    codebook = Codebook((*DEFAULT_TAGS, Tag("'=id", "'=name", key, "plain", "'-", 5)))
    done = imported(Codebook(), read_codebook(encode(codebook, {}), "tags.csv"))
    assert Codebook().with_edits(done.change.tags) == codebook
