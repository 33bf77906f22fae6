"""The article's text among what stands around it on a whole page, and texts that have nothing around them."""

from __future__ import annotations

from articles import clean
from articles.form import text_form_1
from articles.readers.text import blocks
from tests.each import for_each

TEXT = (
    "The talks in the old customs house of Bergen lasted until the early morning, and none of the delegates "
    "who came out "
    "of the building would say whether the parties had agreed on anything at all.",
    "A guard at the gate said that he had heard them shout. “They were not happy with each other,” he told a "
    "reporter who "
    "had waited in the rain for most of the night.",
    "The minister wants the delegates to meet again in June, but it is not clear who would pay for that, and "
    "two of the "
    "parties have said that they will not come back to Bergen.",
    "By noon the customs house was empty, and a cleaner carried out what the delegates had left: cups, papers, a flag.",
)
MENU = (
    "Skip to content",
    "Search",
    "Home",
    "World",
    "Politics",
    "Weather and traffic",
    "Customs and trade",
    "Jobs",
    "Log in",
)
TEASERS = (
    "Most read", "Storm closes three schools in the north", "The storm has closed three schools in the north, and the "
    "mayor says that they will open again next week when the roads are clear.", "Ten houses you must see before winter",
    "From a lighthouse to a barn: a writer went to see ten houses that were built by the people who live in them.",
    "Council votes on new bridge", "Sign up", "Privacy policy", "All rights reserved",
)  # fmt: skip
HEADLINE = "Talks in old customs house end without a word"


def kinds(*lines: str) -> list[str]:
    found = clean.paragraphs(blocks(text_form_1("\n\n".join(lines))))
    return [p.reason if p.kind == "boilerplate" else p.kind.value for p in found]


def body(*lines: str) -> list[str]:
    found = clean.paragraphs(blocks(text_form_1("\n\n".join(lines))))
    return [p.shown for p in found if p.kind == "body"]


def test_of_a_whole_page_the_article_is_left() -> None:
    page = (*MENU, "Weather", HEADLINE, "By Ann Sample", "2 May 2022", *TEXT, *TEASERS)
    found = kinds(*page)
    at = page.index(HEADLINE)
    assert found[at : at + 3] == ["headline", "byline", "date"]
    assert body(*page) == list(TEXT)
    assert not {"body", "subheading", "headline"} & {*found[:at], *found[at + 3 + len(TEXT) :]}


def test_titles_of_other_articles_inside_the_text_are_folded_and_the_text_goes_on() -> None:
    inside = ("Read more", "Storm closes three schools in the north", "Council votes on new bridge")
    found = kinds(*MENU, HEADLINE, "By Ann Sample", *TEXT[:2], *inside, *TEXT[2:], *TEASERS)
    assert found[len(MENU) + 2 :][: len(TEXT) + 3] == ["body", "body", "nav", "nav", "nav", "body", "body"]


def test_a_thread_of_comments_is_folded_though_it_is_longer_than_the_article() -> None:
    comment = "I was there, and I can tell you that it was not like this at all. They were all very happy with it."
    thread = [
        line
        for n in range(12)
        for line in (f"{n + 1}. reader{n} says:", f"May {n + 2}, 2022 at 9:1{n % 10} am", comment)
    ]
    found = kinds(*MENU, HEADLINE, "By Ann Sample", *TEXT, "Share this", *thread)
    assert found[len(MENU) + 2 :][: len(TEXT)] == ["body"] * len(TEXT)
    assert set(found[-len(thread) :]) <= {"comments", "date", "nav"}


def test_the_hours_of_a_live_blog_stand_with_their_entries() -> None:
    entries = [line for n, text in enumerate(TEXT * 3) for line in (f"{10 + n // 2}:{15 + n} GMT", text)]
    found = kinds(HEADLINE, "By Ann Sample", "2 May 2022", TEXT[0], *entries)
    assert found[4:] == ["date", "body"] * (len(entries) // 2)


@for_each(
    "closing",
    [
        ["What the deal says", "* A raise of four per cent", "* Back pay from January", "* No punishment for anyone",
         "* One more berth", "* New posts at the same wage"],
        ["The dead", "Ann Sample, 34", "Bo Example, 41", "Cy Test, 19", "Di Trial, 27"],
        ["The jury", "Ann Sample", "Bo Example", "Cy Test", "Di Trial", "Ed Probe", "Fi Proof"],
        ["And the harbour sleeps,", "and the cranes are still,", "and the grain waits,", "as the grain will"],
        ["Party Votes Seats", "Left 35.2 34", "Right 30.1 29", "Green 12.0 11", "Others 22.7 26"],
    ],
)  # fmt: skip
def test_a_list_names_verse_and_a_table_at_the_end_are_the_articles(closing: list[str]) -> None:
    found = kinds(HEADLINE, "By Ann Sample", "2 May 2022", *TEXT, *closing)
    assert set(found[3 + len(TEXT) :]) <= {"body", "subheading", "caption"}


def test_a_text_of_few_lines_keeps_them_all() -> None:
    lines = ("Three lines", "that are no article", "and have no page around them", "but one more")
    assert not {"nav", "comments"} & set(kinds(*lines))


@for_each(
    "line, kind",
    [
        ("Image caption, Delegates left the house after ten hours", "caption"),
        ("Image caption Delegates left the house after ten hours", "caption"),
        ("Media caption The house is empty now", "caption"),
        ("FILE PHOTO: Delegates wait, February 22, 2022. EXAMPLE/Ann Sample/File Photo", "caption"),
        ("Delegates leave. Nobody smiles. Credit... Ann Sample/The Example Times", "caption"),
        ("Archivbild: Delegierte warten am Tor", "caption"),
        ("Foto de archivo: los delegados esperan", "caption"),
        ("Delegates leave the house on Monday night © Ann Sample / EXA", "caption"),
        ("Les délégués sortent de la maison, lundi soir. (Photo Ann Sample / EXA)", "caption"),
        ("Les délégués sortent, le 2 mai 2022. ANN SAMPLE / EXA", "caption"),
        ("Los delegados salen de la casa, el lunes. ANN SAMPLE (EXA)", "caption"),
        ("Delegates leave the house on Monday. Pic: Ann Sample", "caption"),
        ("Delegates leave the house on Monday. (EXA News: Ann Sample)", "caption"),
        ("A handout picture made available by the guard shows the delegates at the gate", "caption"),
        ("Figure 2: Talks in the house since 1950", "caption"),
        ("图为代表们离开会场。样本社记者 李华 摄", "caption"),
        ("Image source, Example Images", "credit"),
        ("This article was amended on 4 May 2022. An earlier version said that the house was empty at ten.", "credit"),
        ("Correction: May 4, 2022: An earlier version of this article misstated when the delegates left.", "credit"),
        ("Anmerkung der Redaktion: In einer früheren Fassung stand, das Haus sei leer gewesen.", "credit"),
        ("Additional reporting by Ann Sample in Oslo", "credit"),
    ],
)
def test_captions_and_credits_say_what_they_are(line: str, kind: str) -> None:
    assert kinds(HEADLINE, "By Ann Sample", TEXT[0], line, *TEXT[1:])[3] == kind


@for_each("kicker", ["Bergen", "Old Harbour", "World news", "NORWAY", "Die Lage", "Weather and sailing news"])
def test_a_kicker_above_the_headline_is_not_it(kicker: str) -> None:
    assert kinds(kicker, HEADLINE, "By Ann Sample", "2 May 2022", *TEXT)[:2] == ["nav", "headline"]


def test_a_kicker_of_a_short_article_is_folded_too() -> None:
    assert kinds("Old Harbour", HEADLINE, "By Ann Sample", "2 May 2022", TEXT[0])[:2] == ["nav", "headline"]


def test_a_headline_of_few_words_that_the_text_repeats_is_no_kicker() -> None:
    deck = "Nobody would say what the parties had agreed on"
    assert kinds("Delegates leave Bergen customs", deck, "By Ann Sample", "2 May 2022", *TEXT)[0] == "headline"


def test_whose_the_page_is_stands_below_the_text_and_is_folded() -> None:
    for line in ("© 2022 The Example Courier", "Copyright 2022 Example Media Ltd", "© Example Media 2022"):
        assert kinds(HEADLINE, "By Ann Sample", *TEXT, "Privacy policy", line)[-1] == "legal"
    assert kinds(HEADLINE, "By Ann Sample", "© Example Agency", *TEXT)[2] == "credit"


def test_words_of_a_menu_in_a_row_are_nobodys_names() -> None:
    assert kinds(HEADLINE, "Facebook Twitter Email", "By Ann Sample", *TEXT)[1:3] == ["nav", "byline"]


@for_each(
    "line",
    [
        "Il vous reste 62.5% de cet article à lire. La suite est réservée aux abonnés.",
        "This article is for subscribers only",
        "Nur für Abonnenten",
        "Sign up for our free daily newsletter and never miss a story.",
    ],
)
def test_what_asks_for_a_subscription_is_folded(line: str) -> None:
    assert kinds(HEADLINE, "By Ann Sample", *TEXT, line)[-1] in ("promo", "newsletter")


def test_lines_of_a_verse_inside_the_text_are_no_headings() -> None:
    verse = "The harbour sleeps, the harbour wakes,\nIt sleeps below the stones it breaks\nAnd walks at dawn in mist."
    assert kinds(HEADLINE, "By Ann Sample", TEXT[0], verse, *TEXT[1:])[3:6] == ["body"] * 3


def test_the_title_below_a_kicker_is_the_headline_though_a_deck_shares_more_words_with_the_text() -> None:
    deck = "Delegates who came out of the customs house say nothing and want to meet again"
    lines = ("Diplomacy", "Talks end in silence after a night in Bergen", deck, "Ann Sample", "2 May 2022", *TEXT)
    assert kinds(*lines)[:4] == ["nav", "headline", "standfirst", "byline"]


def test_the_last_row_of_a_table_is_no_heading() -> None:
    assert set(kinds(HEADLINE, *TEXT[:2], "Left 35.2 34", "Right 30.1 29", "Green 12.0 11", *TEXT[2:])[3:6]) == {"body"}


def test_initials_below_the_text_are_a_credit() -> None:
    assert kinds(HEADLINE, *TEXT, "as/be")[-1] == "credit"
