"""The codebook: the four tags, and tags of one's own."""

from __future__ import annotations

import unicodedata

import pytest

from annotations.codebook.codebook import OWN_COLOURS, Codebook, Tag, TagEdit
from articles.errors import NewsreaderError


def with_names(*names: str) -> Codebook:
    codebook = Codebook()
    for name in names:
        codebook, _ = codebook.adding(name)
    return codebook


def test_everyone_has_the_four_tags_by_their_initials() -> None:
    assert [(tag.id, tag.name, tag.key) for tag in Codebook().tags] == [
        ("claim", "claim", "c"),
        ("denial", "denial", "d"),
        ("threat", "threat", "t"),
        ("unverified", "unverified", "u"),
    ]
    assert all(tag.definition for tag in Codebook().tags)


def test_tags_are_found_by_id_key_name_and_place() -> None:
    codebook = Codebook()
    claim = codebook.tags[0]
    assert codebook.by_id("claim") == codebook.by_key("c") == codebook.by_name("CLAIM") == codebook.nth(1) == claim
    assert codebook.by_id("x") is codebook.by_key("") is codebook.by_name("x") is None
    assert codebook.nth(0) is codebook.nth(5) is codebook.nth(-1) is None


def test_an_own_tag_gets_an_id_the_digit_of_its_place_and_a_colour() -> None:
    codebook, tag = Codebook().adding("  Loaded   word ")
    assert tag == Tag("loaded-word", "Loaded word", "5", OWN_COLOURS[0], place=5)
    assert codebook.tags[-1] == tag
    assert len(Codebook().tags) == 4


def test_after_the_ninth_there_is_no_key_and_the_colours_begin_again() -> None:
    tags = with_names(*"abcdefg").tags
    assert [tag.key for tag in tags[4:]] == ["5", "6", "7", "8", "9", "", ""]
    assert tags[4].colour == tags[8].colour != tags[5].colour


@pytest.mark.parametrize("name", ["claim", " Claim ", "CLAIM"])
def test_a_name_that_exists_gives_the_tag_that_has_it(name: str) -> None:
    assert Codebook().adding(name) == (Codebook(), Codebook().tags[0])


@pytest.mark.parametrize(
    ("name", "id_"),
    [("claim!", "claim-2"), ("Überzeugung", "uberzeugung"), ("谎言", "谎言"), ("🔥", "tag"), ("a_b/c", "a-b-c")],
)
def test_ids_are_made_from_names_and_unique(name: str, id_: str) -> None:
    assert Codebook().adding(name)[1].id == id_


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x1b[31m", "a\nb", "a\u202eb", "\ud800"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(NewsreaderError, match="tag"):
        Codebook().adding(name)


def test_a_tag_of_another_codebook_is_shown_by_its_id() -> None:
    assert Codebook().tag("rumour").name == "rumour"
    assert Codebook().tag("claim").name == "claim"


@pytest.mark.parametrize(
    ("tag", "sign"),
    [
        (Tag("x", "x", "5"), "5"),
        (Tag("rumour", "rumour"), "R"),
        (Tag("x", "“quoted”"), "Q"),
        (Tag("x", "ßa"), "S"),
        (Tag("x", "谎言"), "*"),
        (Tag("x", ""), "*"),
    ],
)
def test_the_sign_is_one_character_of_one_cell(tag: Tag, sign: str) -> None:
    assert tag.sign == sign
    assert unicodedata.east_asian_width(tag.sign) not in "WF"


def test_tags_stand_in_the_order_of_their_places_then_ids() -> None:
    tags = [Tag(id_, id_, place=place) for id_, place in [("x", 0), ("b", 2), ("c", 1), ("a", 2), ("w", 0)]]
    assert [tag.id for tag in Codebook(tuple(tags)).tags] == ["c", "a", "b", "w", "x"]
    assert [tag.place for tag in Codebook().adding("own")[0].tags] == [1, 2, 3, 4, 5]


def test_edits_add_change_and_take_out_tags() -> None:
    claim, denial, threat, unverified = Codebook().tags
    own = Tag("own", "own", place=2)
    edits = [TagEdit(None, own), TagEdit(claim, claim._replace(place=9)), TagEdit(denial, None)]
    assert Codebook().with_edits(edits).tags == (own, threat, unverified, claim._replace(place=9))
    assert Codebook().without(claim._replace(name="x")).tags == (denial, threat, unverified)
