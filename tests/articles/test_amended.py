"""What a person put right of an article: facts, kinds, where paragraphs begin; the text and all of it stay."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.amended import PutRight, amended, amended_story, as_read, joined, outlet_names, split
from articles.model import YOU, Article, Kind, Span
from articles.outlet_rules import BEGINS, MATCHES, SAME, UNDER, OutletRule, folded
from tests.each import for_each
from tests.stories import article, shown_texts, story

HARBOUR = """\
Harbour workers vote to strike

Crane drivers at Lanville voted on Tuesday to stop work. Their union said so on Monday.

Read also

Ferries to Elmsworth late again

Two thirds of the grain of the country leaves through the quays of Lanville every autumn, a report of the county says.

Published 14 March 2022 on page 7
"""


def shown(of: Article) -> list[str]:
    return [paragraph.shown for paragraph in of.paragraphs]


def kinds(of: Article) -> list[str]:
    return [paragraph.kind.value for paragraph in of.paragraphs]


def whole(of: Article, n: int) -> Span:
    return Span(of.paragraph(n).start, of.paragraph(n).end)


POST = article(HARBOUR)
AT = HARBOUR.index("Their")


def held(of: Article) -> list[int]:
    """How many paragraphs each character of the text that is no white space stands in."""
    text = of.version.text
    counts = [0] * len(text)
    for paragraph in of.paragraphs:
        for start, end in paragraph.spans:
            for i in range(start, end):
                counts[i] += 1
    return [count for count, character in zip(counts, text, strict=True) if not character.isspace()]


def check_whole(now: Article, before: Article) -> None:
    """All of the text stands where it stood, in one paragraph; what is shown is where the pieces say."""
    assert now.version is before.version
    assert held(now) == held(before)
    assert [p.n for p in now.paragraphs] == list(range(1, len(now.paragraphs) + 1))
    assert "".join(shown(now)).replace(" ", "") == "".join(shown(before)).replace(" ", "")
    for p in now.paragraphs:
        assert p.shown.strip() == p.shown != ""
        assert sum(piece.length for piece in p.pieces) == len(p.shown)
        assert [piece.start for piece in p.pieces] == sorted(piece.start for piece in p.pieces)
        for at, character in enumerate(p.shown):
            there = now.version.text[p.to_text(at)]
            assert there == character or (character == " " and there.isspace())
            assert p.to_shown(p.to_text(at)) == at
    starts = [p.start for p in now.paragraphs]
    assert starts == sorted(starts)


# Where paragraphs begin


def test_a_paragraph_is_split_at_a_character_and_joined_again() -> None:
    two = amended(POST, PutRight(breaks={AT: True}))
    assert shown(two)[1:3] == [
        "Crane drivers at Lanville voted on Tuesday to stop work.",
        "Their union said so on Monday.",
    ]
    assert [two.paragraph(n).spans for n in (2, 3)] == [
        (Span(whole(POST, 2).start, AT - 1),),
        (Span(AT, whole(POST, 2).end),),
    ]
    check_whole(two, POST)
    assert two.as_read is POST
    assert shown(amended(two, PutRight(breaks={AT: False}))) == shown(POST)


def test_joined_paragraphs_are_shown_with_one_space_and_keep_both_spans_and_the_first_kind() -> None:
    start = whole(POST, 3).start
    one = amended(POST, PutRight(breaks={start: False}))
    assert shown(one)[1].endswith("on Monday. Read also")
    assert one.paragraph(2).spans == (whole(POST, 2), whole(POST, 3))
    assert (one.paragraph(2).kind, len(one.paragraphs)) == (Kind.BODY, len(POST.paragraphs) - 1)
    check_whole(one, POST)


def test_breaks_where_there_is_nothing_to_break_or_join_change_nothing() -> None:
    for breaks in ({AT: False}, {0: True}, {0: False}, {whole(POST, 3).start: True}, {len(HARBOUR) + 9: True}):
        assert amended(POST, PutRight(breaks=breaks)) is POST


def test_text_without_spaces_is_split_between_characters_and_joined_without_a_space() -> None:
    of = article("標題\n\n港口工人投票決定罷工。起重機司機週二投票。\n")
    (paragraph,) = (p for p in of.paragraphs if "起重機" in p.shown)
    parts = split(of.version.text, paragraph, of.version.text.index("起"))
    assert parts is not None
    assert [part.shown for part in parts] == ["港口工人投票決定罷工。", "起重機司機週二投票。"]
    assert joined(*parts).shown == paragraph.shown


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(shown_texts, min_size=1, max_size=6),
    breaks=st.dictionaries(st.integers(0, 200), st.booleans(), max_size=8),
    marks=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60), st.sampled_from(Kind)), max_size=4),
    rule=st.tuples(st.sampled_from(MATCHES), shown_texts, st.sampled_from(Kind)),
)
def test_whatever_is_said_every_character_stands_in_one_paragraph_and_all_can_be_taken_back(
    texts: list[str],
    breaks: dict[int, bool],
    marks: list[tuple[int, int, Kind]],
    rule: tuple[str, str, Kind],
) -> None:
    before = article("\n\n".join(["**A title** of it", *texts]))
    starts = {p.start: False for p in before.paragraphs[1:3]}
    said = PutRight(
        breaks={**breaks, **starts},
        kinds=[(Span(start, start + length), kind) for start, length, kind in marks],
        rules=[OutletRule(rule[0], rule[1], rule[2])],
    )
    now = amended(before, said)
    check_whole(now, before)
    assert amended(now, said) == now
    assert amended(now, PutRight()) is before


# Kinds


def test_a_kind_is_of_the_paragraphs_that_begin_in_its_span_and_the_later_one_counts() -> None:
    spans = [(whole(POST, 2), Kind.CAPTION), (whole(POST, 4), Kind.CAPTION), (whole(POST, 4), Kind.BOILERPLATE)]
    now = amended(POST, PutRight(kinds=spans))
    assert [(now.paragraph(n).kind, now.paragraph(n).reason) for n in (2, 4)] == [
        (Kind.CAPTION, YOU),
        (Kind.BOILERPLATE, YOU),
    ]
    parts = amended(POST, PutRight(kinds=spans, breaks={AT: True}))
    assert [parts.paragraph(n).kind for n in (2, 3)] == [Kind.CAPTION, Kind.CAPTION]


def test_a_chosen_headline_is_the_only_one_and_gives_the_title_where_that_comes_from_the_text() -> None:
    assert POST.paragraph(1).kind is Kind.HEADLINE
    now = amended(POST, PutRight(kinds=[(whole(POST, 4), Kind.HEADLINE)]))
    assert (now.paragraph(1).kind, now.paragraph(4).kind) == (Kind.BODY, Kind.HEADLINE)
    assert now.title == "Ferries to Elmsworth late again"
    told = amended(article(HARBOUR, title="A strike"), PutRight(kinds=[(whole(POST, 4), Kind.HEADLINE)]))
    assert told.title == "A strike"
    turned = [(whole(POST, 4), Kind.HEADLINE), (whole(POST, 3), Kind.HEADLINE), (whole(POST, 3), Kind.BODY)]
    assert kinds(amended(POST, PutRight(kinds=turned)))[:4] == ["body", "body", "body", "headline"]
    back = [(whole(POST, 4), Kind.HEADLINE), (whole(POST, 4), Kind.BODY)]
    assert kinds(amended(POST, PutRight(kinds=back)))[0] == "headline"


# Rules


@for_each(
    "rule, numbers",
    [
        (OutletRule(SAME, "PUBLISHED 2 March 1999, on page 12", Kind.BOILERPLATE), {6}),
        (OutletRule(SAME, "Published 14 March", Kind.BOILERPLATE), set()),
        (OutletRule(BEGINS, "published 14", Kind.BOILERPLATE), {6}),
        (OutletRule(BEGINS, "publ", Kind.BOILERPLATE), set()),
        (OutletRule(BEGINS, "“Ferries", Kind.BOILERPLATE), {4}),
        (OutletRule(UNDER, "Read also:", Kind.BOILERPLATE), {3, 4}),
        (OutletRule(UNDER, "…", Kind.BOILERPLATE), set()),
    ],
)
def test_a_rule_is_about_the_paragraphs_that_read_so(rule: OutletRule, numbers: set[int]) -> None:
    assert rule.numbers(POST.paragraphs) == numbers


def test_what_is_said_of_a_paragraph_itself_comes_before_a_rule() -> None:
    rule = OutletRule(UNDER, "Read also", Kind.CAPTION)
    now = amended(POST, PutRight(rules=[rule], kinds=[(whole(POST, 4), Kind.DATE)]))
    assert kinds(now)[2:4] == ["caption", "date"]
    assert [p.reason for p in now.paragraphs[2:4]] == ["outlet", YOU]


def test_words_are_compared_without_case_marks_and_figures() -> None:
    assert folded("Read: 7 min, 14.30 Uhr – §3!") == "read 0 min 0 uhr 0"


# Facts


def test_facts_are_those_that_were_given_and_tell_that_you_gave_them() -> None:
    now = amended(POST, PutRight(facts={"outlet": "Lanville Post", "date": "", "title": ""}))
    assert (now.outlet, now.date, now.title) == ("Lanville Post", "", POST.title)
    assert now.as_read is POST
    assert (now.origins["outlet"], now.origins["date"]) == (YOU, YOU)
    assert now.told("outlet") == "Lanville Post"
    assert now.paragraphs is POST.paragraphs


def test_two_articles_of_one_outlet_are_told_apart_when_a_person_names_it() -> None:
    of = story("One. It said.", "Two. It said.", "Three. It said.")
    ids = [one.id for one in of.articles]
    now = amended_story(of, {ids[0]: PutRight(facts={"outlet": "Herald"})})
    assert [one.outlet for one in now.articles] == ["Herald", "Courier", "Herald 2"]
    assert as_read(now) == of
    again = amended_story(now, {ids[2]: PutRight(facts={"outlet": "Courier"})})
    assert [one.outlet for one in again.articles] == ["Post", "Courier", "Courier 2"]
    assert outlet_names(again.articles) == ["Post", "Courier", "Courier"]
    assert amended_story(again, {}) == of


def test_a_story_is_called_like_its_first_article_unless_it_has_a_name() -> None:
    of = story(title=story().articles[0].title)
    said = {of.articles[0].id: PutRight(facts={"title": "Talks"})}
    assert amended_story(of, said).title == "Talks"
    assert as_read(amended_story(of, said)).title == of.title
    assert amended_story(of._replace(title="March"), said).title == "March"
