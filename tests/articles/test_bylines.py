"""Bylines in the forms of outlets, and lines that only look like them."""

from __future__ import annotations

import io

from articles.bylines import is_byline, is_signature, without_date, without_label
from articles.read import read_story
from tests.each import for_each

PROSE = "The talks in the old customs house lasted until the early morning, and nobody would say what had been agreed."


def of(line: str) -> bool:
    return is_byline(line, line.count(" ") + 1, line[-1] in ".:?!")


def byline(*head: str) -> str:
    text = "\n\n".join(["Talks in the customs house end", *head, PROSE, PROSE])
    return read_story(["-"], io.BytesIO(text.encode())).articles[0].byline


@for_each(
    "line",
    [
        "By Ann Sample", "By ANN SAMPLE and Bo Example", "by: Ann Sample", "Story by Ann Sample, photos by Bo Example",
        "ANALYSIS: By Ann Sample", "Published by Ann Sample", "Von Ann Sample, Oslo", "Ein Kommentar von Ann Sample",
        "Par Ann d'Exemple (à Oslo)", "Propos recueillis par Ann Sample", "Por Ann Sample e Bo Example",
        "di Ann Sample", "Door Ann de Voorbeeld", "Av Ann Sample", "Автор: Анна Образцова",
        "Текст: Анна Образцова", "بقلم: آن مثال",
        "Guest essay by Ann Sample", "Posted by Ann Sample on Monday", "By our staff reporter",
        "Von unserem Korrespondenten", "（记者李华）",
        "记者 李华", "文／李华", "홍길동 기자", "By Ann Sample | 2 May 2022",
    ],
)  # fmt: skip
def test_a_line_that_names_who_wrote_it_is_a_byline(line: str) -> None:
    assert of(line)


@for_each(
    "line",
    [
        "By the Numbers",
        "By our own hands",
        "By Monday, the water had risen.",
        "Von wegen",
        "Par contre, rien",
        "Di più",
        "Text message",
        "By:",
    ],
)
def test_a_line_that_begins_alike_is_none(line: str) -> None:
    assert not of(line)


@for_each(
    "line",
    [
        "Ann Sample, Political Editor", "Ann Sample @annsample", "Example Staff", "Ann Sample in Oslo",
        "Ann Sample Example News", "Ann Sample, correspondante à Oslo", "Ann Sample, Korrespondentin",
        "Ann Sample, Bo Example and Cy Muster", "Ann Sample, Special to The Example", "From Ann Sample in Oslo",
        "Анна Образцова, корреспондент", "Ann Sample | Staff writer", "Ann Sample ann@example.org",
    ],
)  # fmt: skip
def test_names_alone_between_headline_and_text_are_a_byline(line: str) -> None:
    assert byline(line) == line


def test_a_deck_above_a_byline_is_a_standfirst() -> None:
    deck = ["The delegates call it a success, although nobody knows of what.", "They leave the house at night."]
    text = "\n\n".join(["Talks in the customs house end", *deck, "By Ann Sample", PROSE, PROSE])
    found = read_story(["-"], io.BytesIO(text.encode())).articles[0].paragraphs
    assert [p.kind for p in found] == ["headline", "standfirst", "standfirst", "byline", "body", "body"]


def test_a_byline_over_several_lines_is_one_without_labels_and_dates() -> None:
    assert byline("Author: Ann Sample") == "Ann Sample"
    assert byline("By Ann Sample", ", Bo Example", "and Cy Test") == "By Ann Sample, Bo Example and Cy Test"
    assert byline("By Ann Sample", "Example Press") == "By Ann Sample, Example Press"
    assert byline("By Ann Sample | 2 May 2022") == "By Ann Sample"
    assert without_label("By Ann Sample") == "By Ann Sample"
    assert without_date("By Ann Sample") == "By Ann Sample"


def test_a_title_is_no_signature() -> None:
    assert not is_signature("What the talks in Oslo say", 6)
    assert not is_signature("Delegates Came Late", 3)
