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


def test_tags_are_found_by_id_key_and_name() -> None:
    codebook = Codebook()
    claim = codebook.tags[0]
    assert codebook.by_id("claim") == codebook.by_key("c") == codebook.by_name("CLAIM") == codebook.by_key("1") == claim
    assert codebook.by_id("x") is codebook.by_key("") is codebook.by_name("x") is codebook.by_key("5") is None


def test_a_digit_stays_with_the_tag_it_gives_wherever_that_stands() -> None:
    codebook = with_names("five", "six")
    claim, denial = codebook.tags[:2]
    moved = codebook.with_edits([TagEdit(claim, claim._replace(place=9)), TagEdit(denial, None)])
    given = {digit: tag.name for digit in "123456789" if (tag := moved.by_key(digit))}
    assert given == {"1": "claim", "3": "threat", "4": "unverified", "5": "five", "6": "six"}
    assert [moved.keys(tag) for tag in moved.tags] == [("t", "3"), ("u", "4"), ("5",), ("6",), ("c", "1")]
    assert moved.adding("new")[1].key == "7"
    taken = codebook.with_edits([TagEdit(None, Tag("own", "own", "2", place=8))])
    assert taken.by_key("2") == taken.tag("own")
    assert taken.keys(denial) == ("d",)


def test_a_digit_that_is_free_again_is_given_to_a_new_tag_and_so_is_a_colour() -> None:
    codebook = with_names(*"abcdefg")
    left = codebook.without(codebook.tag("b")).without(codebook.tag("claim"))
    further, one = left.adding("one")
    assert (one.key, one.colour) == ("6", "blue")
    further, two = further.adding("two")
    assert (two.key, two.colour) == ("1", OWN_COLOURS[1])


def test_keys_that_earlier_builds_showed_are_the_tags_own() -> None:
    tags = (Tag("a", "a", "", place=1), Tag("b", "b", "x", place=2), Tag("c", "c", "", place=3), Tag("d", "d", "1"))
    assert [tag.key for tag in Codebook(tags).with_shown_keys().tags] == ["", "x", "3", "1"]
    many = Codebook(tuple(Tag(f"{n:02}", f"{n}", place=n) for n in range(1, 12))).with_shown_keys()
    assert [tag.key for tag in many.tags] == [*"123456789", "", ""]


def test_an_own_tag_gets_an_id_a_digit_and_a_colour() -> None:
    codebook, tag = Codebook().adding("  Loaded   word ")
    assert tag == Tag("loaded-word", "Loaded word", "5", OWN_COLOURS[0], place=5)
    assert codebook.tags[-1] == tag
    assert len(Codebook().tags) == 4


def test_after_the_ninth_there_is_no_key_and_a_colour_is_had_twice_when_each_is_had_once() -> None:
    tags = with_names(*"abcdefgh").tags
    assert [tag.key for tag in tags[4:]] == ["5", "6", "7", "8", "9", "", "", ""]
    assert [tag.colour for tag in tags[4:]] == [*OWN_COLOURS, *OWN_COLOURS]
    assert len({tag.colour for tag in tags[:8]}) == 8


@pytest.mark.parametrize("name", ["claim", " Claim ", "CLAIM"])
def test_a_name_that_exists_gives_the_tag_that_has_it(name: str) -> None:
    assert Codebook().adding(name) == (Codebook(), Codebook().tags[0])


@pytest.mark.parametrize(
    ("name", "id_"),
    [("claim!", "claim-2"), ("Überzeugung", "uberzeugung"), ("谎言", "谎言"), ("🔥", "tag"), ("a_b/c", "a-b-c")],
)
def test_ids_are_made_from_names_and_unique(name: str, id_: str) -> None:
    assert Codebook().adding(name)[1].id == id_


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x1b[31m", "a\nb", "a\u202eb", "\ud800"])
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
def test_the_sign_is_the_key_else_the_first_letter_that_takes_one_cell(tag: Tag, sign: str) -> None:
    assert Codebook((tag,)).sign("x" if tag.id == "x" else "rumour") == sign
    assert unicodedata.east_asian_width(sign) not in "WF"


def test_signs_are_unlike_each_other_with_a_second_letter_where_one_is_not_enough() -> None:
    names = ("Cause", "Consequence", "Critique", "cost", "Trust", "Work", "work", "谎言", "真相", "7 ways")
    tags = [Tag(f"t{n}", name) for n, name in enumerate(names)]
    codebook = Codebook((*Codebook().tags, *tags))
    found = {tag.name: codebook.sign(tag.id) for tag in codebook.tags}
    assert found == {
        "claim": "c", "denial": "d", "threat": "t", "unverified": "u", "Cause": "Ca", "Consequence": "Co",
        "Critique": "Cr", "cost": "Cs", "Trust": "Tr", "Work": "Wo", "work": "Wr", "谎言": "*2", "真相": "*3",
        "7 ways": "7",
    }  # fmt: skip
    turned = Codebook(tuple(tag._replace(place=-n) for n, tag in enumerate(codebook.tags)))
    assert {tag.name: turned.sign(tag.id) for tag in turned.tags} == found, "where they stand changes nothing"


def test_two_hundred_tags_have_signs_of_at_most_two_cells_and_none_twice() -> None:
    codebook = Codebook(tuple(Tag(f"{n}", f"Code {n // 3}") for n in range(200)))
    found = [codebook.sign(tag.id).casefold() for tag in codebook.tags]
    assert len(set(found)) == 200
    assert max(map(len, found)) == 2


def test_a_tag_that_the_codebook_lacks_has_its_ids_first_letter() -> None:
    assert (Codebook().sign("rumour"), Codebook().sign("谎言")) == ("R", "*")


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
