"""Putting articles right with keys really pressed: facts in place, paragraphs, rules of outlets, on every terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from annotations.store.store import Store
from annotations.store.verify import verify
from articles.amended import FACTS as FACT_NAMES
from articles.model import Kind, ParagraphId, Story
from tests.articles.test_amended import HARBOUR
from tests.stories import article, story
from tests.tui.session.test_correcting import PLAIN
from tests.ui.opened import Open, reader
from tests.ui.test_windows import edited
from tui.screens.about import About, EditFacts
from tui.session.modes import AMEND, READ

if TYPE_CHECKING:
    from pathlib import Path

TWO = story(PLAIN.format("Rome"), HARBOUR)
LARGE = 210
"""More paragraphs than are aligned at once."""


def shown(of: Open, article: int = 1) -> list[tuple[str, str]]:
    """The kinds of an article's paragraphs and how they begin."""
    return [(p.kind.value, p.shown[:12]) for p in of.session.desk.story.articles[article].paragraphs]


def dialog(of: Open) -> str:
    """What the dialog says, its lines as one."""
    return "\n".join(strip.text for strip in of.app.screen._compositor.render_strips())


async def go_to(of: Open, n: int, article: int = 1) -> None:
    of.app.reader.run(lambda session: session.cursor.go(ParagraphId(article, n)))
    await of.settle()


# Paragraphs


async def test_a_caption_a_headline_and_a_folded_line_are_put_right_by_key_and_are_there_after_a_restart(
    path: Path,
) -> None:
    async with reader(path, TWO) as of:
        await go_to(of, 2)
        await of.press("ctrl+e", "c")
        assert of.session.mode is AMEND
        assert of.line("title").startswith(" Putting right · Talks in Rome")
        assert set(of.line("rule")) <= {"━", "┿"}
        assert of.message() == "Paragraph is a caption now · z takes it back"
        await go_to(of, 4)
        await of.press("h")
        await go_to(of, 6)
        await of.press("f")
        await go_to(of, 2)
        assert of.session.putting_right.told() == "Courier 2 of 6: a caption, as you said"
        put_right = shown(of)
        assert [kind for kind, _ in put_right] == [
            "body", "caption", "boilerplate", "headline", "body", "boilerplate",
        ]  # fmt: skip
        assert not any("Published 14 March" in line for line in of.drawn())
        await of.press("f2")
        assert of.session.mode is READ
        await of.saved()
    assert verify(path).findings == []
    async with reader(path, TWO) as of:
        assert shown(of) == put_right
        await of.saved()
        await of.press("z", "z", "z")
        assert shown(of) == [(p.kind.value, p.shown[:12]) for p in TWO.articles[1].paragraphs]
        await of.press("Z")
        assert shown(of)[1][0] == "caption"


async def test_a_paragraph_is_split_and_joined_and_the_tag_on_its_words_stays_on_them(path: Path) -> None:
    async with reader(path, TWO) as of:
        await go_to(of, 2)
        await of.press(")", "d")
        (tagged,) = of.session.annotations.book
        await of.press("ctrl+e", "enter")
        assert of.message() == "Paragraph split · z takes it back"
        assert [words for _, words in shown(of)[1:3]] == ["Crane driver", "Their union "]
        assert of.session.desk.place.paragraph == ParagraphId(1, 3)
        assert [a.passage for a in of.session.annotations.on(ParagraphId(1, 3))] == [tagged.passage]
        of.assert_cursor_in_view()
        await of.press("up", "j")
        assert of.message() == "Paragraphs joined · z takes it back"
        assert [a.passage for a in of.session.annotations.on(ParagraphId(1, 2))] == [tagged.passage]
        await of.saved()
    assert Store.open(path).annotations(TWO.articles[1].id)[0].passage == tagged.passage
    assert verify(path).findings == []


async def test_a_rule_is_kept_for_an_outlet_after_a_question_and_removed_from_the_list_of_rules(path: Path) -> None:
    async with reader(path, TWO) as of:
        await go_to(of, 3)
        await of.press("ctrl+e", "f", "B")
        await go_to(of, 3)
        await of.press("o")
        assert "Which paragraphs of Courier are boilerplate?" in dialog(of)
        assert "under “Read also”, with it" in dialog(of)
        await of.press("down", "enter")
        assert of.message() == "Kept for Courier: 1 more here · z takes it back"
        assert [kind for kind, _ in shown(of)[2:4]] == ["boilerplate", "boilerplate"]
        await of.press("escape", ":", *"rules of outlets", "enter")
        assert "Kept for outlets: choose a rule to remove it" in dialog(of)
        await of.press("enter", "y")
        assert of.message() == "Rule of Courier removed · z takes it back"
        assert of.session.amendments.rules == []
        await of.press(":", *"rules of outlets", "enter")
        assert of.message() == "Nothing is kept for an outlet yet: ctrl+e begins to put paragraphs right"


async def test_the_words_with_which_a_rules_paragraphs_begin_can_be_shortened(path: Path) -> None:
    async with reader(path, TWO) as of:
        await go_to(of, 6)
        await of.press("ctrl+e", "f", "B")
        await go_to(of, 6)
        await of.press("o", "down", "enter", "ctrl+u", *"published", "enter")
        ((_, said),) = of.session.for_outlets.rules()
        assert said == "Courier: what begins with “published” is boilerplate"


async def test_a_letter_that_means_nothing_there_gives_no_tag(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "ctrl+e", "1")
        assert of.message() == "Putting paragraphs right: ctrl+e ends it, then tag"
        assert not len(of.session.annotations.book)


async def test_a_large_story_is_aligned_anew_in_the_worker(path: Path) -> None:
    lines = "\n\n".join(f"Word{n} and word{n + 7} meet in paragraph {n}." for n in range(LARGE))
    async with reader(path, story(f"A title\n\n{lines}", f"Another title\n\n{lines}")) as of:
        await of.aligned()
        links = len(of.session.desk.shown.alignment.links)
        assert links > LARGE
        await go_to(of, 3)
        await of.press("ctrl+e", "c")
        assert len(of.session.desk.shown.alignment.links) == links, "what reads the same has the same links"
        await of.press("f")
        await of.aligned()
        assert 0 < len(of.session.desk.shown.alignment.links) < links
        assert of.session.decisions.is_aligned


# Facts


async def test_an_outlets_name_is_corrected_in_place_and_shows_everywhere(path: Path) -> None:
    async with reader(path, TWO) as of:
        await go_to(of, 2)
        await of.press("i")
        assert isinstance(of.app.screen, EditFacts)
        assert "the text" in dialog(of)
        await of.press("ctrl+u", *"Lanville Post", "tab", "tab", "ctrl+u", *"14 March 2022", "enter")
        assert of.message() == "Outlet put right · z takes it back"
        assert "Lanville Post" in of.line("heads")
        assert "Courier" not in of.line("heads")
        await of.press("i")
        assert "Lanville Post" in dialog(of)
        assert "you" in dialog(of)
        assert "outlet Courier" in dialog(of)
        await of.press("escape", "z")
        assert "Courier" in of.line("heads")
        await of.press("Z")
        await of.saved()
    async with reader(path, TWO) as of:
        assert "Lanville Post" in of.line("heads")
    assert {record.outlet for record in Store.open(path).articles().values()} == {"Post", "Courier"}


async def test_a_date_that_is_none_is_refused_in_place_and_one_may_be_taken_away(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("i", "tab", "tab", "ctrl+u", *"in March", "enter")
        assert isinstance(of.app.screen, EditFacts)
        hint = of.app.screen.query_one(".hint", Static)
        assert "A date is a day, as 2022-03-14" in str(hint.content)
        await of.press("ctrl+u")
        assert "A date" not in str(hint.content)
        await of.press("enter")
        assert not isinstance(of.app.screen, EditFacts)
        assert of.session.desk.story.articles[0].date == ""
        await of.press("i", "escape")
        assert of.session.desk.story.articles[0].date == ""


async def test_what_is_pasted_as_a_fact_is_one_line_that_no_terminal_acts_on(path: Path) -> None:
    async with reader(path, TWO) as of:
        of.app.reader.run(lambda s: s.facts.write(s.desk.story.articles[0].id, {"source": "a\x1b[31mb"}))
        await of.press("i")
        assert "\x1b" not in dialog(of)


async def test_blind_mode_shows_facts_covered_and_takes_none(path: Path) -> None:
    async with reader(path, TWO) as of:
        of.app.reader.run(lambda session: session.display.turn_blind(7))
        await of.press("i")
        assert isinstance(of.app.screen, About)
        assert "Courier" not in dialog(of)
        await of.press("escape", "ctrl+e", "down", "c", "o")
        assert "Outlets are hidden in blind mode" in of.message()
        await of.press("escape", ":", *"rules of outlets", "enter")
        assert "Outlets are hidden" in of.message()


@pytest.mark.parametrize("size", [(80, 24), (40, 10)], ids=str)
async def test_facts_can_be_reached_on_every_terminal(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, TWO, size=size) as of:
        await of.press("i")
        for name in FACT_NAMES:
            field = of.app.screen.focused
            assert field is not None
            assert of.app.screen.region.contains_region(field.region), name
            assert field.region.width >= 8
            await of.press("down")
        for _ in range(4):
            await of.press("pagedown")
        assert "SHA-256" in dialog(of) or "id" in dialog(of)
        await of.press("escape")
        assert not isinstance(of.app.screen, EditFacts)


# Other windows and changed texts


async def test_what_another_window_puts_right_shows_without_a_key(path: Path) -> None:
    async with reader(path, TWO) as one, reader(path, TWO) as other:
        await go_to(one, 4)
        await one.press("ctrl+e", "c", "escape")
        await one.saved()
        await other.looked()
        assert shown(other)[3][0] == "caption"
        assert other.message() == "Articles were put right in another window"
        await other.press("i", "ctrl+u", *"Lanville Post", "enter")
        await other.saved()
        await one.looked()
        assert one.session.desk.story.articles[0].outlet == "Lanville Post"
        await one.press("z")
        assert shown(one)[3][0] != "caption"
        await one.saved()
        await other.looked()
        assert shown(other)[3][0] != "caption"
    assert verify(path).findings == []


async def test_what_was_put_right_is_found_again_in_a_text_that_was_changed_since(path: Path) -> None:
    both = Story("Talks", tuple(article(text, name) for text, name in ((HARBOUR, "Post"), (PLAIN, "Courier"))))
    async with reader(path, both) as of:
        await go_to(of, 4, 0)
        await of.press("ctrl+e", "c")
        await of.saved()
    later = edited(both, ("Crane drivers", "Some news first.\n\nCrane drivers"))
    async with reader(path, later) as of:
        await of.looked()
        assert [p.kind for p in of.session.desk.story.articles[0].paragraphs if "Ferries" in p.shown] == [Kind.CAPTION]
        assert "found again in the changed text" in of.message()
