"""Kinds by general rules: the seeds, pages made up for the purpose, and prose that must not be folded."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from articles import clean
from articles.form import text_form_1
from articles.model import Kind, Paragraph
from articles.readers.text import blocks as blocks_of
from tests.each import for_each

SEEDS = {
    name: text_form_1(Path(seeds.__file__).with_name(f"{name}.txt").read_bytes().decode())
    for name in ("reuters", "bloomberg", "dw")
}

# What two people read in the seeds, as runs: how many paragraphs of which kind, in order.
READ = {
    "reuters": "headline 1, body 10, repeat 1, body 1, caption 1, credit 1, body 3, subheading 1, body 9, credit 1, "
    "newsletter 6, promo 3, contact 3, legal 1, repeat 1, comments 1",
    "bloomberg": "headline 1, caption 1, byline 1, date 1, body 15, credit 1, comments 5",
    "dw": "nav 3, headline 1, date 1, standfirst 1, caption 2, body 3, subheading 1, body 3, subheading 1, body 2, "
    "subheading 1, body 3, credit 1",
}

# Names of the seeds and others in their place, of as many words.
OTHERS = {
    "Sullivan": "Okafor", "Yang Jiechi": "Lena Brandt", "Yang": "Brandt", "Rome": "Oslo", "Russia": "Peru",
    "China": "Chad", "Reuters": "Gazette", "REUTERS": "GAZETTE", "Bloomberg": "Herald", "AFP": "XYZ", "Getty": "Acme",
    "Washington": "Ottawa", "Ukraine": "Bolivia", "Kootneeti": "Bulletin", "kootneeti": "bulletin",
    "Maverick": "Tribune",
    "DW": "QR", "Zurich": "Malmo", "Beijing": "Nairobi", "Martin": "Silva", "EPA-EFE": "ABC-DEF", "Italy": "Norway",
    "Mangiapane": "Petrov", "Verdelli": "Rossini", "AP": "UVW", "CNN": "KLM", "Biden": "Moreau", "US ": "UK ",
}  # fmt: skip

PROSE = (
    "The talks in the old customs house lasted until the early morning, and none of the delegates who came out of the "
    "building would say whether the parties had agreed on anything at all."
)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    return clean.paragraphs(blocks_of(text))


def runs(found: tuple[Paragraph, ...]) -> str:
    labels = [p.reason if p.kind is Kind.BOILERPLATE else p.kind.value for p in found]
    return ", ".join(f"{label} {len(list(group))}" for label, group in groupby(labels))


def kinds(*blocks: str, between: str = "\n\n") -> list[str]:
    return [p.reason or p.kind.value for p in paragraphs(text_form_1(between.join(blocks)))]


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_read_as_people_read_them(name: str) -> None:
    assert runs(paragraphs(SEEDS[name])) == READ[name]


@pytest.mark.parametrize("name", SEEDS)
def test_other_names_change_no_kind(name: str) -> None:
    text = SEEDS[name]
    for known, other in OTHERS.items():
        text = text.replace(known, other)
    assert runs(paragraphs(text)) == READ[name]


def test_the_sentence_broken_across_a_page_is_one_paragraph() -> None:
    [broken] = [p for p in paragraphs(SEEDS["reuters"]) if len(p.spans) > 1]
    text = SEEDS["reuters"]
    assert [text[a:b][-2:] for a, b in broken.spans] == ["in", "o."]
    at = broken.shown.index("Zurich in October that")
    assert text[slice(*broken.to_span(at, at + 22))] == "Zurich in\n\nOctober that"
    assert broken.to_text(at + 9) == broken.spans[0].end


@pytest.mark.parametrize("name", SEEDS)
def test_nothing_of_the_seeds_is_dropped(name: str) -> None:
    text, found = SEEDS[name], paragraphs(SEEDS[name])
    inside = "".join(text[a:b] for p in found for a, b in p.spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert [p.n for p in found] == list(range(1, len(found) + 1))


@for_each(
    "short",
    [
        "It went downhill from there.",
        "Trump did not immediately respond to the speech.",
        "Mr. Sasse echoed that sentiment.",
        "“Cancel the meeting. Now,” Schumer tweeted Friday.",
        "Read more into it than that, she said, and you will be wrong.",
        "Follow us, the guards told the crowd that had gathered at the gate, and nobody moved.",
        "Sign up for the army or go to prison, the judge told him.",
        "Comments by the minister were reported on Sunday.",
        "By Monday, the water had reached the second floor.",
        "He posted a photo: a boat on a lake.",
        "President Trump himself went even further than the committee, tweeting:",
        "Copyright law was not at issue.",
        "Who would pay for it?”",
        "The views expressed by the minister drew sharp criticism from within the governing party.",
        "Terms of use of the dam were changed in 2019, against the advice of its engineers.",
        "Privacy policy was not discussed.",
        "Related charges were dropped last year.",
        "Recommended limits were exceeded.",
        "Follow us, the guards said.",
        "With assistance from the army, the villagers rebuilt the bridge in three days.",
        "Written by a former aide, the book says that the talks were a show.",
        "Ann Sample, who contributed to the report on the talks, said that it was wrong.",
        "Sign up or leave, he said.",
    ],
)
def test_a_short_paragraph_in_the_text_stays_body(short: str) -> None:
    assert kinds("Talks end in the customs house", PROSE, short, PROSE)[1:] == ["body", "body", "body"]


@for_each(
    "line, kind",
    [
        ("Related: Ten houses you must see", "nav"),
        ("Recommended for you", "nav"),
        ("3 min read", "nav"),
        ("Temps de lecture 3 min.", "nav"),
        ("Our Standards: The Example Principles., opens new tab", "nav"),
        ("Lesen Sie auch: So können Sie helfen", "nav"),
        ("Lire aussi : Tempête Irène, ce que l’on sait", "nav"),
        ("Más información", "nav"),
        ("Читайте также: Как помочь пострадавшим", "nav"),
        ("Get weekly news and analysis with our newsletter. Sign up here.", "newsletter"),
        ("Newsletter abonnieren", "newsletter"),
        ("The views expressed in this article are those of its author alone.", "legal"),
        ("A version of this article appears in print on May 4, 2022, Section A, Page 1.", "legal"),
        ("Alle Rechte vorbehalten.", "legal"),
        ("A man wades through a street in Bergen, May 2, 2022. EXAMPLE/Ann Sample", "caption"),
        ("A man wades. EXAMPLE/Ann Sample Purchase Licensing Rights, opens new tab", "caption"),
        ("A man wades through a street in Bergen [Ann Sample/XYZ]", "caption"),
        ("Interview by Ann Sample", "byline"),
        ("2. Mai 2022, 18:42 Uhr | Lesezeit: 3 Min.", "date"),
        ("A flooded street on Sunday.Credit...Ann Sample for The Example Times", "caption"),
        ("Menschen waten durch eine Straße | Bildquelle: XYZ", "caption"),
        ("Une rue de Bergen dimanche. © Ann Sample / XYZ", "caption"),
        ("Фото: Анна Образцова / ПРИМЕР", "credit"),
        ("责任编辑：李华", "credit"),
        ("(xyz/abc)", "credit"),
        ("Additional reporting by Ann Sample in Bergen and our newsroom; Editing by Bo Example", "credit"),
        ("XYZ writers Ann Sample and Bo Example in Oslo also contributed to this report.", "credit"),
        ("(XYZ)", "credit"),
        ("20:15", "date"),
        ("Stand: 02.05.2022 18:42 Uhr", "date"),
        ("Bergen - 02 may 2022 - 18:42 CET", "date"),
        ("2 мая 2022, 18:42", "date"),
        ("2022年5月2日 18時42分", "date"),
        ("May 2, 2022 6:42 PM EST · 3 min read", "date"),
    ],
)
def test_what_a_line_says_of_itself(line: str, kind: str) -> None:
    assert kinds("Talks end in the customs house", PROSE, line, PROSE)[2] == kind


def test_text_at_either_end_stays_body() -> None:
    last = "He did not say when."
    assert kinds(PROSE, PROSE, last) == ["body", "body", "body"]


def test_a_page_with_everything_around_the_article() -> None:
    found = kinds(
        "Skip to main content", "Menu", "World news",
        "# Talks in the old customs house end without a word",
        "By Ann Example and Bo Sample", "Published: Monday, 2 May 2022 at 10:15 GMT",
        "Delegates leave the customs house in Bergen, May 2, 2022. (Ann Example/The Example Times)",
        PROSE, "Share", "Advertisement", "What did the delegates want?", PROSE,
        "Reporting by Ann Example; Editing by Bo Sample",
        "Related", "Ten houses you must see", "Another headline", "© 2022 The Example Times. All rights reserved.",
    )  # fmt: skip
    assert found == [
        "nav", "nav", "nav", "headline", "byline", "date", "caption", "body", "nav", "nav", "subheading", "body",
        "credit", "nav", "nav", "nav", "legal",
    ]  # fmt: skip


def test_below_the_heading_of_the_comments_all_is_comments() -> None:
    found = kinds("Talks end", PROSE, PROSE, PROSE, "12 Comments", "Ann says:", "I was there and it was not like this.")
    assert found[-3:] == ["comments", "comments", "comments"]


def test_a_comments_heading_with_more_text_below_folds_only_itself() -> None:
    assert kinds("Talks end", PROSE, "Comments", PROSE, PROSE, PROSE)[2:] == ["comments", "body", "body", "body"]


def test_where_hardly_any_text_would_remain_only_what_names_itself_is_folded() -> None:
    found = kinds("Three lines", "that are no", "article at all", "and four", "more of the", "same", "Skip to content")
    assert found[-1] == "nav"
    assert "nav" not in found[:-1]


def test_one_line_alone_is_body() -> None:
    assert kinds("hello world") == ["body"]


def test_a_headline_without_marks_is_the_first_line() -> None:
    assert kinds("Customs House Falls Silent", "And leaves delegates wanting more talks in the customs house", PROSE)[
        0
    ] == ("headline")


def test_the_author_is_no_headline_although_the_text_ends_on_the_name() -> None:
    found = kinds("Opinion", "It was not an act of God", "Ann Sample", PROSE, PROSE, "Ann Sample is a columnist.")
    assert found[:2] == ["nav", "headline"]


def test_a_line_of_links_is_no_headline_and_none_below_the_text_is_its_own() -> None:
    menu = "[Talks](/talks) [Delegates](/delegates) [House](/house)"
    found = kinds(menu, "# Talks end", PROSE, PROSE, PROSE, "[More of the talks](/talks)", "[Delegates](/delegates)")
    assert found == ["nav", "headline", "body", "body", "body", "nav", "nav"]


def test_the_first_of_the_headings_is_the_headline() -> None:
    assert kinds("World ▸ Europe", "# Nothing of it is said below", PROSE, PROSE)[:2] == ["nav", "headline"]


def test_a_byline_may_stand_below_the_first_paragraph() -> None:
    assert kinds("Talks end", PROSE, "By Ann Sample, Bergen", PROSE, PROSE)[2] == "byline"


def test_the_name_of_the_section_is_no_headline() -> None:
    assert kinds("WORLD NEWS", "EXCLUSIVE", "Minister asks delegates for more talks", PROSE, PROSE)[:3] == [
        "nav", "nav", "headline",
    ]  # fmt: skip
    assert kinds("TALKS FAIL", PROSE, PROSE)[0] == "headline"


def test_an_agency_before_a_dash_is_no_headline() -> None:
    assert "headline" not in kinds("XYZ —", PROSE, PROSE)


@pytest.mark.parametrize(
    "head",
    [
        ["2 May 2022", "Ann Sample in Bergen"],
        ["Ann Sample", "2 May 2022"],
        ["By Ann Sample", ", Bo Example", "and Cy Test"],
        ["By ANN SAMPLE", "Example Press"],
        ["2 May 2022", "Updated 2 hours ago", "Ann Sample", "Example News, Bergen"],
        ["2 мая 2022", "Анна Образцова"],
    ],
)
def test_names_beside_a_date_or_a_byline_are_bylines(head: list[str]) -> None:
    found = kinds("Talks end in the customs house", *head, PROSE, PROSE)
    assert set(found[1:-2]) <= {"byline", "date"}
    assert "byline" in found
    assert found[-2:] == ["body", "body"]


def test_a_heading_below_the_date_is_no_byline() -> None:
    assert kinds("Talks end", "2 May 2022", "Delegates Came Late", PROSE, PROSE)[2] == "subheading"
    assert kinds("Talks end", PROSE, "2 May 2022", "Ann Sample", PROSE)[3] == "subheading"
    assert kinds("Talks end", PROSE, PROSE, "By the Numbers", PROSE)[3] == "subheading"


@pytest.mark.parametrize(
    "closing",
    [
        ["Who were they?", "Ann Sample, a teacher", "Bo Example, a driver", "Cy Test, a pupil", "Di Trial, a baker"],
        ["The dead were:", "Ann Sample, a teacher", "Bo Example, a driver", "Cy Test, a pupil", "Di Trial, a baker"],
        ["Results", "Left Party 35.2", "Right Party 30.1", "Green Party 12", "Others 22.7"],
    ],
)
def test_a_list_that_ends_the_text_is_not_folded(closing: list[str]) -> None:
    assert "nav" not in kinds("Talks end", PROSE, PROSE, PROSE, *closing)


def test_text_goes_on_below_an_advertisement() -> None:
    found = kinds(
        "Talks end", PROSE, PROSE, PROSE, "Read more: Ten houses", "They came late to it, and left early.", "Out"
    )
    assert found[-3:] == ["nav", "body", "body"]


def test_a_quotation_can_be_a_subheading() -> None:
    assert kinds("Talks end", PROSE, "‘Nobody knows’", PROSE)[2] == "subheading"


def test_what_stands_above_markdown_for_programs_is_no_headline() -> None:
    matter = "---\ntitle: Talks end\ntags:\n  - news\n- world\ndate: 2022-05-02\n---"
    found = kinds(matter, "# Talks end in the customs house", PROSE, PROSE)
    assert found == ["mark", "matter", "matter", "matter", "matter", "date", "mark", "headline", "body", "body"]
    assert kinds("---", "What a year: it is over", PROSE)[1:] == ["headline", "body"]


def test_a_broken_paragraph_does_not_swallow_an_advertisement() -> None:
    broken = "The delegates had come for the third time to the city in"
    assert kinds("Talks end", PROSE, broken, "Advertisement", "May to agree on it.")[2:4] == ["body", "nav"]
    assert len(kinds("Talks end", PROSE, broken, "May in order to agree on it.")) == 3


@given(
    st.lists(st.sampled_from([PROSE, "By Ann Example", "2 May 2022", "***", "Comments", "## A b c", "- x", "in the"]))
)
def test_every_block_gets_a_paragraph_and_the_text_is_all_there(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    found = paragraphs(text)
    assert "".join("".join(text[a:b] for p in found for a, b in p.spans).split()) == "".join(text.split())
    assert all(p.shown.strip() for p in found)
