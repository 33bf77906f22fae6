"""Which lines are one paragraph: those that a program broke, whatever stands above and below them."""

from __future__ import annotations

import re
import textwrap

import pytest

from articles.form import text_form_1
from articles.readers.text import blocks
from tests.each import for_each

PARAGRAPHS = (
    "The mill at Ober was shut for nine days after the river rose, and the bakers of three towns bought flour abroad.",
    "A guard said that he had seen the gate move before the water came, although no one believed him on that night.",
    "The council meets again in May to hear what it would cost to raise the dam by half a metre and to widen the road.",
    "Those who live below it have asked for a wall since the spring, and most of them say that they will not wait.",
)


def shown(text: str) -> list[str]:
    return [block.shown for block in blocks(text_form_1(text))]


def filled(width: int, first: str = "", other: str | None = None) -> list[str]:
    other = first if other is None else other
    return [
        textwrap.fill(p, width, initial_indent=first, subsequent_indent=other, break_on_hyphens=False)
        for p in PARAGRAPHS
    ]


@for_each("width", [30, 36, 48, 60, 65, 72, 80, 100])
def test_paragraphs_are_whole_at_any_width(width: int) -> None:
    assert shown("\n\n".join(filled(width))) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    ("first", "other"), [("   ", "   "), ("      ", "      "), ("> ", "> "), ("> > ", "> > "), ("", "    ")]
)
def test_the_page_may_be_set_in_quoted_or_hanging(first: str, other: str) -> None:
    between = f"\n{first.rstrip()}\n" if ">" in first else "\n\n"
    assert [p for p in shown(between.join(filled(64, first, other))) if p.strip("> ")] == [*PARAGRAPHS]


def test_a_first_line_set_in_opens_a_paragraph() -> None:
    assert shown("\n".join(filled(60, "    ", ""))) == [*PARAGRAPHS]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_items_of_a_list_hang(between: str) -> None:
    assert shown(between.join(filled(60, "  * ", "    "))) == [*PARAGRAPHS]


MENU = "\n".join(["Home", "World", "Business", "Sport and leisure", "Subscribe now", "About us"] * 4)
SHORT = "\n".join(f"  * A title of the paper number {'x' * n}" for n in range(1, 20))
LONG = "\n".join("https://mill.example/" + "the-mill-is-shut-" * n for n in range(4, 12))


@pytest.mark.parametrize("above", ["", MENU])
@pytest.mark.parametrize("below", ["", MENU, SHORT, LONG, "https://mill.example/" + "x" * 3_000])
def test_what_stands_above_and_below_changes_nothing(above: str, below: str) -> None:
    found = shown("\n\n".join([above, *filled(70), below]))
    assert [p for p in found if p in PARAGRAPHS] == [*PARAGRAPHS]
    assert len(found) == len(PARAGRAPHS) + len(above.split("\n")) * bool(above) + len(below.split("\n")) * bool(below)


def test_two_widths_in_one_text_are_found_each() -> None:
    assert shown("\n\n".join([*filled(72), *filled(44)])) == [*PARAGRAPHS, *PARAGRAPHS]


VERSE = [
    "The mill is old, the wheel is slow,",
    "and none can tell us where they go",
    "who once have heard the water moan",
    "and sat upon the bank alone.",
]
TABLE = ["Town         Mills    Bakers", "Ober             1         4", "Lower Ober       2        11"]
ADDRESS = ["Ann Sample", "12 Mill Road", "Ober OB4 2AB", "Phone 0123 456"]
TITLES = [
    "River rises for the third time",
    "Bakers ask for flour",
    "What a dam costs and who has to pay for it in the end",
    "A guard tells of the night",
]
PIPES = ["| Town | Mills |", "|------|-------|", "| Ober | 1 |"]


@pytest.mark.parametrize("lines", [VERSE, TABLE, ADDRESS, TITLES, PIPES])
@pytest.mark.parametrize("with_prose", [True, False])
def test_lines_that_end_where_they_are_meant_to_stay_apart(lines: list[str], with_prose: bool) -> None:
    around = filled(70) if with_prose else []
    found = shown("\n\n".join([*around[:2], "\n".join(lines), *around[2:]]))
    assert len(found) == len(lines) + len(around) or (lines is VERSE and not with_prose)


def test_headings_are_not_joined_with_what_stands_below() -> None:
    first, second, *more = filled(66)
    text = "\n".join(["## The mill at Ober is shut", first, "", "What now", "--------", second])
    found = shown("\n\n".join([text, *more]))
    assert found == ["The mill at Ober is shut", PARAGRAPHS[0], "What now", *PARAGRAPHS[1:]]


def test_a_line_break_of_markdown_ends_a_paragraph() -> None:
    first, second = filled(60)[:2]
    assert shown(f"{first}  \n{second}\n\n{first}\\\n{second}")[:2] == [*PARAGRAPHS[:2]]


def test_lines_of_a_proportional_font_are_about_as_long() -> None:
    lines = [
        "The mill at Ober was shut for nine days after the river",
        "rose, and the bakers of three towns bought flour in the",
        "country beyond the hills, where the harvest had been good",
        "and nobody had heard of the flood until they came with their",
        "carts and asked for more than the farmers could give them in",
        "a week.",
    ]
    other = [
        "A guard said that he had seen the gate move before the water",
        "came, although no one believed him on that night and the",
        "council wrote nothing of it in its book, which was found in",
        "the mud of the market square when the water had gone and",
        "is now in the museum.",
    ]
    assert shown("\n".join(lines) + "\n\n" + "\n".join(other)) == [" ".join(lines), " ".join(other)]


def test_chinese_lines_are_joined_without_blanks() -> None:
    text = (
        "河水上涨之后奥伯的磨坊关闭了九天三个城镇的面包师不得不从国外购买面粉"
        "镇议会将于五月再次开会讨论加高大坝的费用以及如何拓宽道路"
    )
    wrapped = "\n".join(text[i : i + 20] for i in range(0, len(text), 20))
    assert shown(f"{wrapped}\n\n{wrapped}") == [text, text]


def test_hyphens_of_the_program_are_hidden_and_those_of_the_word_stay() -> None:
    lines = [
        "The mill was shut for nine days after a stop-",
        "page of the wheel, as was said in a state-",
        "ment of the council, and the wind-",
        "driven one at Lower Ober could not grind un-",
        "less the weather at Ober changed, as Karl-",
        "Heinz Muller said, who is a man of ex-",
        "perience in pre- and post-war mills of this dis-",
        "trict.",
    ]
    text = "\n\n".join(["\n".join(lines), *filled(48)])
    block = blocks(text)[0]
    assert block.shown == (
        "The mill was shut for nine days after a stoppage of the wheel, as was said in a statement of the council, and"
        " the wind-driven one at Lower Ober could not grind unless the weather at Ober changed, as Karl-Heinz Muller"
        " said, who is a man of experience in pre- and post-war mills of this district."
    )
    assert text[slice(*block.spans[0])] == "\n".join(lines)
    for shown_at, start, length in block.pieces:
        assert text[start : start + length].replace("\n", " ") == block.shown[shown_at : shown_at + length]


def test_a_program_that_breaks_only_at_hyphens_put_none() -> None:
    text = textwrap.fill(
        "See [the report](https://mill.example/reports/on-the-nine-days-without-a-wheel-in-the-town-of-ober) of a"
        " consumer-facing and long-awaited inquiry into mill-owning families and flour-importing bakers in the towns.",
        52,
        break_long_words=False,
    )
    found = shown("\n\n".join([text, *filled(52)]))[0]
    assert re.sub(r"-\n", "-", text).count("\n") < text.count("\n")
    assert found == (
        "See the report of a consumer-facing and long-awaited inquiry into mill-owning families and flour-importing"
        " bakers in the towns."
    )


@pytest.mark.parametrize("number", ["2", "- 2 -", "Page 2 of 9", "[2]"])
def test_a_page_break_with_its_number_breaks_no_paragraph(number: str) -> None:
    lines = filled(60)[0].split("\n")
    text = "\n\n".join([*filled(60)[1:], "\n".join(lines[:-1]), number, lines[-1]])
    assert shown(text) == [*PARAGRAPHS[1:], PARAGRAPHS[0]]


def test_half_a_million_lines_are_refused_and_a_long_line_is_read() -> None:
    assert len(shown("word " * 200_000)) == 1
    assert len(shown("\n".join(["a [link](https://mill.example/" + "x-" * 400 + "\nx) and more"] * 50))) == 50
