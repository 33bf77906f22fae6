"""Moving the ends of an annotation, and keys that mean something else meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.store.store import Store
from tests.stories import quotes, story
from tests.ui.opened import Open, reader
from tui.session.modes import ENDS, READ, SELECT

if TYPE_CHECKING:
    from pathlib import Path

TWO_WORDS = ("j", "w", "w", "v", "w", "d")
"""Tags `denied it` as denial."""


def words(of: Open) -> str:
    """The words that a tag would get."""
    start, end = of.session.desk.target()
    return of.session.desk.story.articles[of.session.desk.place.paragraph.article].version.text[start:end]


async def test_the_same_key_means_another_annotation_or_another_end_by_mode(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "escape", "o")
        assert (of.session.mode, of.message()) == (READ, "denial: the only annotation here")
        await of.press("v", "w", "o", "b")
        assert (of.session.mode, words(of)) == (SELECT, "denied it on")
        await of.press("escape", "o", "e", "o", "b")
        assert (of.session.mode, words(of)) == (ENDS, "minister denied it")


@pytest.mark.parametrize(
    ("keys", "passage"),
    [
        (["w", "e"], "denied it on"),
        (["w", "enter"], "denied it on"),
        (["b", "e"], "denied"),
        (["right", "e"], "denied it on"),
        (["shift+right", "e"], "denied it on"),
        (["o", "b", "e"], "minister denied it"),
        (["o", "w", "e"], "it"),
        ([")", "e"], "denied it on Monday. “We"),
        (["o", "(", "e"], "The minister denied it"),
        (["down", "b", "o", "w", "enter"], "it on Monday"),
        (["V", "e"], "The minister denied it on Monday."),
        (["w", "w", "escape"], "denied it"),
        (["e"], "denied it"),
    ],
    ids=" ".join,
)
async def test_ends_move_by_word_and_sentence_and_are_kept_or_left(path: Path, keys: list[str], passage: str) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "e")
        assert of.message() == "Moving the end of denial · e keeps it · esc leaves it as it was"
        assert of.session.mode == ENDS
        await of.press(*keys)
        assert of.session.mode == READ
        assert quotes(of.session) == [(passage, ("denial",))]
        assert words(of) == passage
        of.drawn()
    store = Store.open(path)
    assert [annotation.passage.exact for annotation in store.everything()] == [passage]
    store.close()


@pytest.mark.parametrize(
    ("keys", "passage"),
    [
        (["e"], "“We will see,” he said in Rome."),
        (["b", "w", "e"], "“We will see,” he said in Rome."),
        (["b", "e"], "“We will see,” he said in"),
        (["o", "w", "e"], "will see,” he said in Rome."),
        (["o", "w", "b", "e"], "“We will see,” he said in Rome."),
    ],
    ids=" ".join,
)
async def test_an_end_that_does_not_leave_its_word_keeps_the_marks_there(
    path: Path, keys: list[str], passage: str
) -> None:
    async with reader(path, story()) as of:
        await of.press("j", ")", "c", "e", *keys)
        assert quotes(of.session) == [(passage, ("claim",))]
        assert (of.message() == "Its ends are where they were") == (passage.endswith(".") and passage[0] == "“")


async def test_the_status_bar_has_the_keys_of_the_mode(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS)
        assert "counterpart" in of.line("status")
        await of.press("v")
        assert "o other end  esc ends it" in of.line("status")
        await of.press("escape", "e")
        assert "o other end  e keeps it  esc leaves it" in of.line("status")
        await of.press("e")
        assert "counterpart" in of.line("status")


async def test_a_tag_key_while_ends_move_keeps_them_first_and_each_is_taken_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "e", "w", "t")
        assert of.message() == "threat added beside denial · d takes denial off · z takes it back"
        seen = [quotes(of.session)]
        for key in ("z", "z", "z", "Z", "Z", "Z"):
            await of.press(key)
            seen.append(quotes(of.session))
        both, moved, first = (
            ("denied it on", ("denial", "threat")),
            ("denied it on", ("denial",)),
            ("denied it", ("denial",)),
        )
        assert seen == [[both], [moved], [first], [], [first], [moved], [both]]
        await of.press("e", "w", "5")
        assert of.session.mode == ENDS, "there is no fifth tag, and nothing was done"


async def test_a_new_tag_or_a_note_while_ends_move_keeps_them_too(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "e", "w", "T", *"spin", "enter", "y")
        assert quotes(of.session) == [("denied it on", ("denial", "spin"))]
        await of.press("e", "b", "a", *"why", "enter")
        assert quotes(of.session) == [("denied it", ("denial", "spin"))]
        assert next(iter(of.session.annotations.book)).note == "why"


async def test_moved_ends_are_taken_back_and_made_again_after_a_restart(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "e", "w", "w", "e")
        await of.saved()
    async with reader(path, story()) as later:
        await later.saved()
        assert quotes(later.session) == [("denied it on Monday", ("denial",))]
        await later.press("z")
        assert later.message() == "Taken back: ends of denial moved · Z does it again"
        assert quotes(later.session) == [("denied it", ("denial",))]
        await later.saved()
    async with reader(path, story()) as again:
        await again.saved()
        assert quotes(again.session) == [("denied it", ("denial",))]
        await again.press("Z")
        assert quotes(again.session) == [("denied it on Monday", ("denial",))]
        await again.press("z", "z", "z")
        assert quotes(again.session) == []


async def test_where_nothing_is_tagged_there_are_no_ends_to_move(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "e")
        assert of.message() == "No annotation under the cursor whose ends could be moved"
        assert of.session.mode == READ


async def test_an_end_moved_over_paragraphs_is_drawn_on_all_of_them_and_on_none_that_it_left(path: Path) -> None:
    async with reader(path, story()) as of:

        def lettered() -> list[str]:
            return [line.split("│")[0][4:].strip() for line in of.drawn() if "c" in line[1:4]]

        await of.press("j", "j", "c", "e", "j", "e")
        assert [line.split()[0] for line in lettered()] == ["Troops", "Diplomats"]
        await of.press("e", "b", "t")
        assert [line.split()[0] for line in lettered()] == ["Troops"]
        await of.press("z", "z", "Z", "G")
        assert [line.split()[0] for line in lettered()] == ["Troops"]


async def test_ends_of_what_another_window_removes_meanwhile(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(*TWO_WORDS, "e", "w")
        await of.saved()
        async with reader(path, story()) as other:
            await other.press("]", "x")
            await other.saved()
        await of.looked()
        await of.press("e")
        assert of.message() == "It was removed in another window"
        assert quotes(of.session) == []
