"""Finding a passage again: what is found, how sure that is, and above all what is not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.carrying import Carried, carried
from annotations.anchoring.likeness import same_words
from annotations.anchoring.passages import FOUND_SCORE, ORPHAN_SCORE, FoundPassage, find_passage
from benchmarks.anchoring import news, passage_of, sha256
from tests.each import for_each

HEADLINE = "Talks on the border end without result"
FIRST = "Diplomats of both countries met for seven hours in a hotel in Rome and left by the back door."
CLAIM = "Officials in Kyiv said on Monday that 12 soldiers had crossed the border near the village of Lund."
MIDDLE = "The foreign minister called the meeting useful. No further talks are planned before the summer."
LAST = "Sanctions against the two banks stay in force until the end of the year, a spokeswoman added."
OTHER = "Markets hardly moved. The price of wheat fell by two percent after the news became known."
TEXT = "\n\n".join([HEADLINE, FIRST, CLAIM, MIDDLE, LAST, OTHER])

BOTH = pytest.mark.parametrize("known", [True, False], ids=["old text known", "old text unknown"])


def found_in(new: str, quote: str, *, old: str = TEXT, known: bool = True, nth: int = 0) -> FoundPassage | None:
    """What became of the quotation, the occurrence number `nth` of it in the old text."""
    at = old.index(quote)
    for _ in range(nth):
        at = old.index(quote, at + 1)
    passage = passage_of(old, at, at + len(quote))
    return find_passage(passage, new, sha256=sha256(new), old_text=old if known else None)


def words(new: str, found: FoundPassage | None) -> str | None:
    return None if found is None else new[found.start : found.end]


@BOTH
def test_in_the_same_text_a_passage_is_at_its_offsets(known: bool) -> None:
    at = TEXT.index("12 soldiers")

    assert found_in(TEXT, "12 soldiers", known=known) == FoundPassage(at, at + 11, "exact", 1.0, 1.0, check=False)


def test_the_same_hash_does_not_vouch_for_offsets_at_which_other_words_stand() -> None:
    at = TEXT.index("12 soldiers")
    passage = passage_of(TEXT, at, at + 11)
    wrong = passage._replace(start=0)

    found = find_passage(wrong, TEXT, sha256=sha256(TEXT))

    assert found
    assert found.start == at


@BOTH
def test_a_change_behind_a_passage_leaves_it_exact(known: bool) -> None:
    new = TEXT.replace("two percent", "three percent")

    found = found_in(new, "12 soldiers", known=known)

    assert found
    assert (found.how, found.check, words(new, found)) == ("exact", False, "12 soldiers")


@BOTH
def test_a_paragraph_put_in_before_moves_it(known: bool) -> None:
    new = TEXT.replace(CLAIM, f"An inserted paragraph, which says something new.\n\n{CLAIM}")

    found = found_in(new, "12 soldiers had crossed", known=known)

    assert found
    assert (found.how, found.check, words(new, found)) == ("moved", False, "12 soldiers had crossed")


@BOTH
def test_slips_of_the_pen_make_it_fuzzy(known: bool) -> None:
    new = TEXT.replace("soldiers had crossed", "soldeirs had crosed")

    found = found_in(new, "12 soldiers had crossed the border", known=known)

    assert found
    assert (found.how, found.check, words(new, found)) == ("fuzzy", False, "12 soldeirs had crosed the border")
    assert FOUND_SCORE <= found.score < 1


@pytest.mark.parametrize(
    ("old", "new", "quote", "there"),
    [
        ("useful", "very useful", "called the meeting useful", "called the meeting very useful"),
        ("called the", "called", "called the meeting useful", "called meeting useful"),
        ("useful.", "fruitful.", "called the meeting useful", "called the meeting fruitful"),
        ("minister called", "minister later called", "called the meeting useful", "called the meeting useful"),
        ("useful. No", "useful again. No", "called the meeting useful", "called the meeting useful"),
        ("useful. No", "useful.\n\nNo", "useful. No further", "useful.\n\nNo further"),
        ("the year, a", "the year,\na", "the year, a spokeswoman", "the year,\na spokeswoman"),
    ],
)
def test_its_ends_follow_the_words(old: str, new: str, quote: str, there: str) -> None:
    changed = TEXT.replace(old, new)

    assert words(changed, found_in(changed, quote)) == there


@BOTH
def test_without_the_old_text_other_words_are_always_to_be_confirmed(known: bool) -> None:
    new = TEXT.replace("12 soldiers", "14 soldiers")

    found = found_in(new, "that 12 soldiers had crossed the border", known=known)

    assert words(new, found) == "that 14 soldiers had crossed the border"
    assert found
    assert found.check is not known


@pytest.mark.parametrize("quote", [MIDDLE, "No further talks are planned", "useful"])
@BOTH
def test_a_moved_paragraph_takes_its_passages_along(quote: str, known: bool) -> None:
    new = "\n\n".join([HEADLINE, MIDDLE, FIRST, CLAIM, LAST, OTHER])

    found = found_in(new, quote, known=known)

    assert found
    assert (found.how, words(new, found)) == ("moved", quote)


def test_a_short_paragraph_that_moved_is_found_and_to_be_confirmed() -> None:
    old = "\n\n".join([HEADLINE, "It failed.", FIRST, CLAIM, MIDDLE])
    new = "\n\n".join([HEADLINE, FIRST, CLAIM, "It failed.", MIDDLE])

    found = found_in(new, "It failed.", old=old)

    assert found
    assert (found.how, words(new, found), found.check) == ("moved", "It failed.", True)


TWINS = {
    "numbers": CLAIM.replace("12", "40"),
    "names": CLAIM.replace("Kyiv", "Minsk").replace("Lund", "Varn"),
    "negation": CLAIM.replace("had crossed", "had not crossed"),
    "day and number": CLAIM.replace("Monday", "Friday").replace("12", "31"),
    "the same words in another sentence": "Nobody believed it, but 12 soldiers had crossed the border, he wrote.",
}
QUOTES = [CLAIM, "said on Monday that 12 soldiers had crossed", "12 soldiers had crossed the border", "12 soldiers"]
TWIN = for_each("twin", TWINS.values())
QUOTE = for_each("quote", QUOTES)


@TWIN
@QUOTE
@pytest.mark.parametrize("before", [True, False], ids=["twin before", "twin behind"])
def test_a_removed_passage_is_an_orphan_and_not_attached_to_a_near_twin(twin: str, quote: str, before: bool) -> None:
    left = [HEADLINE, twin, FIRST, MIDDLE, LAST, OTHER] if before else [HEADLINE, FIRST, MIDDLE, LAST, twin, OTHER]
    old = left.copy()
    old.insert(3, CLAIM)
    at = "\n\n".join(old).index(CLAIM)

    passage = passage_of("\n\n".join(old), at + CLAIM.index(quote), at + CLAIM.index(quote) + len(quote))
    new = "\n\n".join(left)

    assert find_passage(passage, new, sha256=sha256(new), old_text="\n\n".join(old)) is None


@TWIN
@QUOTE
def test_nor_to_a_near_twin_beside_it(twin: str, quote: str) -> None:
    for pair in ([CLAIM, twin], [twin, CLAIM]):
        old = "\n\n".join([HEADLINE, FIRST, *pair, MIDDLE, LAST])
        new = "\n\n".join([HEADLINE, FIRST, twin, MIDDLE, LAST])
        at = old.index(CLAIM) + CLAIM.index(quote)

        passage = passage_of(old, at, at + len(quote))

        assert find_passage(passage, new, sha256=sha256(new), old_text=old) is None


@TWIN
@QUOTE
def test_nor_to_a_near_twin_that_took_its_place(twin: str, quote: str) -> None:
    old = "\n\n".join([HEADLINE, FIRST, CLAIM, MIDDLE, LAST, twin, OTHER])
    new = "\n\n".join([HEADLINE, FIRST, twin, MIDDLE, LAST, OTHER])

    assert found_in(new, quote, old=old) is None


@TWIN
@QUOTE
def test_nor_to_a_near_twin_that_was_edited_meanwhile(twin: str, quote: str) -> None:
    old = "\n\n".join([HEADLINE, FIRST, CLAIM, MIDDLE, LAST, twin, OTHER])
    edited = twin.replace("crossed", "allegedly crossed").replace("border", "frontier")
    new = "\n\n".join([HEADLINE, FIRST, MIDDLE, LAST, edited, OTHER])

    assert found_in(new, quote, old=old) is None


@TWIN
@QUOTE
def test_without_the_old_text_a_near_twin_is_at_most_to_be_confirmed(twin: str, quote: str) -> None:
    new = "\n\n".join([HEADLINE, FIRST, MIDDLE, LAST, twin, OTHER])

    found = found_in(new, quote, known=False)

    assert found is None or found.check


@TWIN
def test_without_the_old_text_a_whole_paragraph_is_not_attached_to_a_near_twin(twin: str) -> None:
    assert found_in("\n\n".join([HEADLINE, FIRST, MIDDLE, LAST, twin, OTHER]), CLAIM, known=False) is None


@pytest.mark.parametrize("nth", [0, 1])
def test_of_a_repeated_headline_that_lost_a_copy_only_the_other_copy_is_found(nth: int) -> None:
    old = "\n\n".join([HEADLINE, FIRST, MIDDLE, HEADLINE, LAST, OTHER])
    for gone, left in (
        (0, "\n\n".join([FIRST, MIDDLE, HEADLINE, LAST, OTHER])),
        (1, "\n\n".join([HEADLINE, FIRST, MIDDLE, LAST, OTHER])),
    ):
        found = found_in(left, HEADLINE, old=old, nth=nth)

        assert words(left, found) == (None if nth == gone else HEADLINE)


@BOTH
@pytest.mark.parametrize("quote", ["Kyiv", "the minister", "said"])
def test_a_short_quote_does_not_jump_to_another_context(quote: str, known: bool) -> None:
    claim = "A reporter who knew the minister from Kyiv said nothing about the border."
    elsewhere = "Trains to Kyiv ran again, and the minister took one of them, his office said later."
    old = "\n\n".join([HEADLINE, FIRST, claim, MIDDLE, elsewhere])
    new = "\n\n".join([HEADLINE, FIRST, MIDDLE, elsewhere])

    assert found_in(new, quote, old=old, known=known) is None


@BOTH
def test_a_short_quote_is_told_from_others_by_its_context(known: bool) -> None:
    old = "\n\n".join([FIRST, "The envoy said no on Monday.", MIDDLE, "Asked again, the mayor said yes on Tuesday."])
    new = "The envoy, they said, had said nothing.\n\n" + old.replace("hotel", "small hotel")

    found = found_in(new, "said", old=old, nth=1, known=known)

    assert found
    assert (found.start, found.check) == (new.index("said yes"), False)


def test_of_what_has_mostly_gone_nothing_is_found() -> None:
    new = TEXT.replace(" that 12 soldiers had crossed the border near the village of Lund", "")

    assert found_in(new, "said on Monday that 12 soldiers had crossed the border near the village of Lund") is None


@BOTH
def test_nothing_is_found_in_an_empty_text_or_another_article(known: bool) -> None:
    for new in ("", " ", news(1)):
        assert found_in(new, "12 soldiers had crossed", known=known) is None


def test_an_old_text_that_is_not_the_passages_own_is_not_believed() -> None:
    new = TEXT.replace("two percent", "three percent")
    at = TEXT.index("12 soldiers")

    found = find_passage(passage_of(TEXT, at, at + 11), new, sha256=sha256(new), old_text=news(1))

    assert words(new, found) == "12 soldiers"


@BOTH
@pytest.mark.parametrize("before", ["👨‍👩‍👧 🇺🇸 ", "e\u0301\u0302 ", "日本語。", "\U0001d518\U0001d52b "])
def test_offsets_count_code_points(before: str, known: bool) -> None:
    old = f"{before}In Kyiv, the mayor 👍🏽 spoke of 東京の会議 on Monday.\n\n{MIDDLE}"
    new = f"👩‍💻 {FIRST}\n\n{old}"
    for quote in ("mayor 👍🏽", "東京の会議", "Kyiv"):
        found = found_in(new, quote, old=old, known=known)

        assert found
        assert (found.start, words(new, found), found.check) == (new.index(quote), quote, False)


def test_a_text_without_spaces_is_followed_too() -> None:
    paragraphs = [
        "米国と中国の高官がローマで会談した。",
        "国家安全保障担当の補佐官は月曜日に七時間の会談で懸念を示した。",
        "次の会談の予定はない。",
    ]
    old = "\n\n".join(paragraphs)
    new = old.replace("月曜日に", "月曜日に行われた").replace("米国と中国", "米中")

    found = found_in(new, "七時間の会談で懸念を示した", old=old)

    assert found
    assert (words(new, found), found.how) == ("七時間の会談で懸念を示した", "moved")
    assert words(new, found_in(new, "補佐官は月曜日に七時間", old=old)) == "補佐官は月曜日に行われた七時間"


def test_a_passage_over_two_paragraphs_is_found() -> None:
    quote = f"village of Lund.\n\n{MIDDLE[:39]}"
    new = TEXT.replace("village of Lund", "old village of Lund").replace(HEADLINE, "Talks end")

    assert words(new, found_in(new, quote)) == quote


def test_all_annotations_of_an_article_cost_one_pairing_of_the_texts() -> None:
    carried.cache_clear()
    new = TEXT.replace("two percent", "three percent")

    for quote in ("12 soldiers", "useful", "Sanctions"):
        assert found_in(new, quote)

    assert carried.cache_info().misses == 1


def test_each_word_has_one_partner_at_most() -> None:
    old, new = news(3), news(4) + "\n\n" + news(3)
    both = Carried(old, new)

    places = [both.place(at, at + 20) for at in range(0, len(old) - 20, 20)]

    assert [new[place.start : place.end] for place in places if place] == [
        old[at : at + 20].strip() for at in range(0, len(old) - 20, 20)
    ]
    assert [new[start:end].strip() for start, end in both.free()] == [news(4)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the border", "the bordr", True),
        ("The border", "the border", True),
        ("12 soldiers", "13 soldiers", False),
        ("had crossed", "had not crossed", False),
        ("in Rome", "in Lund", False),
        ("he is", "he was", False),
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_word(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


texts = st.lists(st.sampled_from([*"ab.,\n é日👍", "\n\n", "Kyiv", "the", "said", "12"]), max_size=30).map(" ".join)


@given(texts.filter(str.strip), texts, st.data(), st.booleans())
def test_whatever_the_texts_a_place_is_in_the_text_and_told_rightly(
    old: str, new: str, data: st.DataObject, known: bool
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    passage = passage_of(old, start, data.draw(st.integers(start + 1, len(old))))

    found = find_passage(passage, new, sha256=sha256(new), old_text=old if known else None)

    if found:
        assert 0 <= found.start < found.end <= len(new)
        assert (words(new, found) == passage.exact) is (found.how != "fuzzy")
        assert (found.how == "exact") is (words(new, found) == passage.exact and found.start == start)
        assert found.score >= ORPHAN_SCORE
        assert found.check or found.score >= FOUND_SCORE
