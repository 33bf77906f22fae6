"""Annotations that overlap or lie within one another: readable without colour, and one of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import constants

from articles.model import ParagraphId
from tests.stories import quotes, story
from tests.ui.opened import Open, reader

if TYPE_CHECKING:
    from pathlib import Path

    from rich.style import Style

FIRST = "The minister denied it on Monday."
NESTED = ("j", "c", "w", "v", "w", "w", "d", "escape", "b", "v", "t", "k", "j")
"""Tags the first sentence claim, `minister denied it` denial, `denied` threat; the cursor is on `The`."""


def style_of(of: Open, words: str) -> Style:
    """The one style in which words on the page are drawn."""
    for y in range(of.page.size.height):
        strip = of.page.render_line(y)
        if words in strip.text:
            start, x, styles = strip.text.index(words), 0, set()
            for segment in strip:
                if x < start + len(words) and start < x + len(segment.text) and segment.style:
                    styles.add(segment.style)
                x += len(segment.text)
            (style,) = styles
            return style
    raise AssertionError(f"{words} is not drawn")


def colours(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    if number == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.setattr(constants, "COLOR_SYSTEM", {"16": "standard", "many": "truecolor"}[number])


async def test_a_key_means_one_after_the_other_and_the_line_tells_which(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*NESTED, "w", "w")
        assert of.message().startswith("1 of 3  claim + threat + denial")
        said = []
        for _ in range(3):
            await of.press("o")
            said.append(of.message())
        assert said == ["2 of 3: denial · o next", "3 of 3: threat · o next", "1 of 3: claim · o next"]
        await of.press("o", "o", "escape")
        assert of.message().startswith("1 of 3  claim + threat + denial"), "esc means none before the others"


async def test_a_tag_is_for_the_one_that_is_meant(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*NESTED, "w", "w", "o", "u", "d")
        assert quotes(of.session) == [
            (FIRST, ("claim",)),
            ("minister denied it", ("unverified",)),
            ("denied", ("threat",)),
        ]


async def test_note_speaker_and_removal_are_of_the_one_that_is_meant(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*NESTED, "w", "w", "o", "a", *"why", "enter", "s", *"he", "enter")
        assert {a.tags: (a.note, a.speaker) for a in of.session.annotations.book} == {
            ("claim",): ("", ""),
            ("denial",): ("why", "he"),
            ("threat",): ("", ""),
        }
        await of.press("x")
        assert of.message() == "denial removed · z takes it back"
        assert quotes(of.session) == [(FIRST, ("claim",)), ("denied", ("threat",))]
        await of.press("z", "o", "x")
        assert quotes(of.session) == [(FIRST, ("claim",)), ("minister denied it", ("denial",))]
        await of.press("x", "x")
        assert quotes(of.session) == []


async def test_the_list_begins_at_the_one_that_is_meant(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*NESTED, "w", "w", "o", "L", "x", "escape")
        assert quotes(of.session) == [(FIRST, ("claim",)), ("denied", ("threat",))]


@pytest.mark.parametrize("number", ["none", "16", "many"])
async def test_overlaps_show_by_underline_letters_and_what_is_meant(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    colours(monkeypatch, number)
    async with reader(path, story()) as of:
        await of.press(*NESTED, "j")
        line = next(line for line in of.drawn() if "The minister" in line)
        assert line.lstrip("▌ ").startswith("c+")
        assert {words: style_of(of, words).underline2 for words in ("The", "minister", "denied", "Monday", "We")} == {
            "The": None, "minister": True, "denied": True, "Monday": None, "We": None,
        }  # fmt: skip
        assert all(style_of(of, words).underline for words in ("The", "minister", "denied", "Monday"))
        assert not style_of(of, "We").underline
        await of.press("k", "w", "o")
        shown = {words: bool(style_of(of, words).bold) for words in ("minister", "We")}
        assert shown == {"minister": True, "We": False}
        before = style_of(of, "Monday")
        await of.press("o", "o")
        assert style_of(of, "Monday") != before or number != "many"


async def test_what_was_meant_on_two_paragraphs_is_drawn_as_before_once_the_cursor_leaves(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", ")", ")", "V", ")", "c", "escape", "v", "t", "k", "j")
        plain = of.drawn(), [of.page.render_line(y) for y in range(of.page.size.height)]
        await of.press("o", "o", "o", "k", "j")
        assert (of.drawn(), [of.page.render_line(y) for y in range(of.page.size.height)]) == plain
        assert of.session.desk.place.paragraph == ParagraphId(0, 3)


async def test_next_and_previous_of_the_same_tag(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "t", "j", "c", "g", "j")
        visited = []
        for key in (";", ";", ",", ","):
            await of.press(key)
            visited.append((of.session.desk.place.paragraph.n, of.message()))
            of.assert_cursor_in_view()
        assert visited == [
            (4, "2 tagged claim"), (2, "Round the page's end"), (4, "Round the page's end"), (2, "2 tagged claim"),
        ]  # fmt: skip
        await of.press("j", ";")
        assert (of.session.desk.place.paragraph.n, of.message()) == (3, "Round the page's end")


async def test_the_nearest_sentence_of_a_counterpart_is_proposed_and_tagged_alike(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "d", "j", "t", "k", "p")
        assert of.session.desk.place.paragraph == ParagraphId(1, 5)
        assert of.message() == ". tags it denial · shift+tab back"
        of.assert_cursor_in_view()
        await of.press(".")
        assert ("On Monday the minister denied it and left.", ("denial",)) in quotes(of.session)
        await of.press("shift+tab")
        assert of.session.desk.place.paragraph == ParagraphId(0, 2)
        await of.press("j", "p")
        assert of.message() == "No link to Courier"


async def test_copying_gives_the_terminal_the_words_with_their_source_and_says_so(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*NESTED, "w", "w", "o", "y")
        assert of.app.clipboard == "“minister denied it” (Post, “Talks fail in Rome”, 14 Mar 2022, paragraph 2)"
        assert of.message().startswith("Copied: “minister denied it” (Post")
        await of.press("v", "w", "y")
        assert of.app.clipboard.startswith("“denied it” (Post")


async def test_about_tells_of_the_article_under_the_cursor(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "c", "t", "l", "d", "h", "i")
        shown = "\n".join(strip.text for strip in of.app.screen._compositor.render_strips())
        for words in ("Post", "2022-03-14", "Post.txt", "5 paragraphs", "claim 2, threat 1", "2 paragraphs have"):
            assert words in shown
        assert "denial" not in shown.split("About this article")[1].split("esc leaves")[0]
        await of.press("escape")
        assert of.app.screen is of.app.reader
