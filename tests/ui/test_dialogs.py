"""The dialogs that ask for a note, a source and a tag's parts: what they give back and what they show."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from textual import constants, events
from textual.widgets import OptionList, Static

from annotations.model import ATTRIBUTIONS
from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tui.screens.ask import Confirm
from tui.screens.edit_tag import ColourLine, EditTag, TagForm
from tui.screens.note import EditNote
from tui.screens.source import EXPLAINED, EditSource, completions
from tui.widgets.field import Field
from tui.widgets.note_area import NoteArea

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

Answer = TypeVar("Answer")

QUESTION = "Note on: The minister denied it on Monday. “We will see,” he said in Rome. Then…"
NAMES = ("Jake Sullivan", "Ned Price", "a senior official", "Wang Yi [b]", "Zoë Šimić")
UNANSWERED = "unanswered"
TAG = TagForm("claim", "c", "blue", "A statement of fact.")


async def ask(of: Open, dialog: Screen[Any], *keys: str) -> asyncio.Future[object]:
    """Open the dialog; the keys are typed at once, before it is there."""
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    async def talk() -> None:
        answer.set_result(await of.app.ask(dialog))

    of.app.converse(talk())
    await of.press(*keys)
    await of.until(lambda: answer.done() or of.app.screen is dialog)
    await of.settle()
    return answer


async def answer_to(of: Open, dialog: Screen[Any], *keys: str) -> object:
    """What the dialog gives back for the keys, the last of which ends it."""
    answer = await ask(of, dialog, *keys)
    await of.until(answer.done)
    await of.settle()
    return answer.result()


def given(answer: asyncio.Future[object]) -> object:
    return answer.result() if answer.done() else UNANSWERED


def hint(of: Open) -> str:
    return str(of.app.screen.query_one(".hint", Static).content)


def shown(of: Open) -> list[str]:
    """The lines of the screen, after checking that each can be sent to a terminal as it is."""
    lines = []
    for strip in of.app.screen._compositor.render_strips():
        assert all(segment.style is not None and segment.control is None for segment in strip)
        text = "".join(segment.text for segment in strip)
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text)
        lines.append(text)
    return lines


def dialogs(of: Open) -> list[Screen[Any]]:
    return [
        EditNote(QUESTION, "see [b]DW[/ 日本語\nand Reuters"),
        EditSource(QUESTION, "[/] 日本", "document", NAMES),
        EditTag("The tag “claim”", TAG, of.app.reader.look, lambda form: ""),
    ]


# A note


NOTES: list[tuple[str, list[str], str | None]] = [
    ("", [*"see [DW]", "enter"], "see [DW]"),
    ("one", [*"!", "enter"], "one!"),
    ("one", ["ctrl+j", *"two", "shift+enter", *"three", "enter"], "one\ntwo\nthree"),
    ("one", ["ctrl+u", "enter"], ""),
    ("one", ["backspace", "backspace", "ctrl+z", "enter"], "one"),
    ("one", ["escape"], None),
    ("", ["x", "backspace", "escape"], None),
    ("one", ["x", "escape", "escape"], None),
    ("one", ["x", "escape", "enter"], "onex"),
]


async def test_a_note_is_kept_at_enter_and_left_at_esc(path: Path) -> None:
    async with reader(path, story()) as of:
        for before, keys, after in NOTES:
            assert await answer_to(of, EditNote(QUESTION, before), *keys) == after, keys


async def test_esc_tells_that_it_would_drop_what_was_typed_until_one_writes_on(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, EditNote(QUESTION, "one"), "x", "escape")
        assert hint(of) == "esc again drops what you typed · enter keeps it"
        await of.press("y")
        assert hint(of).startswith("enter keeps it · esc leaves it")
        await of.press("escape")
        assert hint(of).startswith("esc again")
        assert given(answer) == UNANSWERED


async def test_what_is_pasted_into_a_note_keeps_its_lines_and_loses_its_control_characters(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, EditNote(QUESTION, "a\x1b[31m\x07:\n"))
        of.app.post_message(events.Paste("one\r\n\ttwo \x1b]52;c;T1dORUQ=\x07\u202e\rthree"))
        await of.settle()
        shown(of)
        await of.press("enter")
        assert given(answer) == "a:\none\n two \nthree"


async def test_keys_after_the_answer_are_for_the_page(path: Path) -> None:
    async with reader(path, story()) as of:
        assert await answer_to(of, EditNote(QUESTION), *"a note", "enter", "j", "c") == "a note"
        assert [annotation.tags for annotation in of.session.annotations.book] == [("claim",)]
        assert (await answer_to(of, EditNote(QUESTION), "escape", "d")) is None
        assert [annotation.tags for annotation in of.session.annotations.book] == [("claim", "denial")]


async def test_where_no_editor_can_be_opened_that_is_told_and_the_text_stays(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, EditNote(QUESTION), *"one", "ctrl+o")
        assert hint(of) == "no other program can be opened from here"
        await of.press("enter")
        assert given(answer) == "one"


# A source


def test_completions_fold_case_and_accents_and_forgive_a_slip() -> None:
    assert completions(NAMES, "") == list(NAMES)
    assert completions(NAMES, "SULL") == ["Jake Sullivan"]
    assert completions(NAMES, "zoe simic") == ["Zoë Šimić"]
    assert completions(NAMES, "official") == ["a senior official"]
    assert completions(NAMES, "sulivan") == ["Jake Sullivan"]
    assert completions(NAMES, "Ned Price") == []
    assert completions(NAMES, "qqq") == []
    assert completions(["Ann Low", "Lowell", "Ann Low"], "low") == ["Ann Low", "Lowell"]
    assert completions(["yellow", "Ann Low"], "low") == ["Ann Low", "yellow"]


SPEAKERS: list[tuple[str, list[str], str]] = [
    ("", [*"Jake", "enter"], "Jake"),
    ("", [*"sul", "down", "enter"], "Jake Sullivan"),
    ("", [*"sul", "tab", "enter"], "Jake Sullivan"),
    ("", [*"sul", "right", *"!", "enter"], "Jake Sullivan!"),
    ("", [*"sul", "left", "right", *"l", "enter"], "sull"),
    ("", ["down", "down", "enter"], "Ned Price"),
    ("", ["down", "down", "tab", *" [b]", "enter"], "Ned Price [b]"),
    ("", ["down", "up", "enter"], ""),
    ("", ["up", "enter"], "Zoë Šimić"),
    ("", [*"sul", "down", *"l", "enter"], "sull"),
    ("", ["right", "tab", "enter"], "Jake Sullivan"),
    ("Ned Price", ["right", "tab", "enter"], "Ned Price"),
    ("Ned Price", ["down", "enter"], "Jake Sullivan"),
    ("Ned Price", ["ctrl+u", "enter"], ""),
]


async def test_a_speaker_is_what_was_typed_unless_a_name_was_marked_or_completed(path: Path) -> None:
    async with reader(path, story()) as of:
        for speaker, keys, name in SPEAKERS:
            answer = await answer_to(of, EditSource(QUESTION, speaker, "", NAMES), *keys)
            assert answer == (name, ""), keys


async def test_the_kind_of_source_is_chosen_from_a_list_and_explained(path: Path) -> None:
    async with reader(path, story()) as of:
        dialog = EditSource(QUESTION, "", "document", NAMES)
        answer = await ask(of, dialog, *"he")
        await of.press("ctrl+r")
        text = "\n".join(shown(of))
        assert all(EXPLAINED[kind] in text for kind in ("", *ATTRIBUTIONS))
        assert "✓ document: a paper" in text
        assert of.app.screen.query_one(OptionList).highlighted == 1 + ATTRIBUTIONS.index("document")
        await of.press(*"anon", "enter")
        assert of.app.screen is dialog
        assert str(dialog.query_one(".kind", Static).content) == f"ctrl+r  {EXPLAINED['anonymous']}"
        await of.press("ctrl+r", *"nothing", "enter", "escape", "!", "enter")
        assert given(answer) == ("he!", "anonymous")


async def test_keys_typed_at_once_choose_a_kind_by_letters_or_by_the_arrows(path: Path) -> None:
    async with reader(path, story()) as of:
        for keys, kind in (
            (["ctrl+r", *"doc", "enter"], "document"),
            (["ctrl+r", "down", "enter"], "named"),
            (["ctrl+r", *"itself", "enter"], "article"),
            (["ctrl+r", "ctrl+p", "enter", "ctrl+r", *"not told", "enter"], ""),
            (["ctrl+r", "down", "escape"], ""),
        ):
            answer = await answer_to(of, EditSource(QUESTION, "", "", NAMES), *keys, "enter")
            assert answer == ("", kind), keys


async def test_a_kind_of_source_of_a_later_program_is_left_alone(path: Path) -> None:
    async with reader(path, story()) as of:
        assert await answer_to(of, EditSource(QUESTION, "he", "robot", ()), "enter") == ("he", "robot")


async def test_a_name_that_is_clicked_is_written_into_the_field(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, EditSource(QUESTION, "", "", NAMES))
        await of.pilot.click(OptionList, offset=(2, 3))
        await of.press("enter")
        assert given(answer) == ("Wang Yi [b]", "")


async def test_a_source_that_is_left_or_pasted(path: Path) -> None:
    async with reader(path, story()) as of:
        assert (await answer_to(of, EditSource(QUESTION, "", "", NAMES), "x", "ctrl+r", "escape", "escape")) is None
        answer = await ask(of, EditSource(QUESTION, "", "", NAMES))
        of.app.post_message(events.Paste(" the\nminister \x1b[31m\u202e\t said "))
        await of.press("enter")
        assert given(answer) == ("the minister said", "")


# A tag


def refuse_d(form: TagForm) -> str:
    return "d is the key of denial" if form.key == "d" else ""


FORMS: list[tuple[list[str], TagForm | None]] = [
    (["enter"], TAG),
    ([*"s", "enter"], TAG._replace(name="claims")),
    ([*"s", "tab", *"x", "down", "right", "right", "tab", *" Yes.", "enter"],
     TagForm("claims", "x", "magenta", "A statement of fact. Yes.")),
    (["up", *"!", "up", "left", "up", "backspace", "enter"], TagForm("claim", "", "plain", "A statement of fact.!")),
    (["shift+tab", "shift+tab", "enter"], TAG),
    (["tab", *"xyz", "enter"], TAG._replace(key="x")),
    (["tab", "tab", *"q", "tab", "tab", *"s", "enter"], TAG._replace(name="claims")),
    (["x", "escape"], None),
]  # fmt: skip


async def test_a_tags_form_gives_all_of_it_at_enter(path: Path) -> None:
    async with reader(path, story()) as of:
        look = of.app.reader.look
        for keys, form in FORMS:
            assert await answer_to(of, EditTag("Tag", TAG, look, refuse_d), *keys) == form, keys


async def test_what_is_wrong_with_a_tag_is_told_until_it_is_mended(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, EditTag("Tag", TAG, of.app.reader.look, refuse_d), "tab", "d", "enter")
        assert given(answer) == UNANSWERED
        assert hint(of) == "d is the key of denial"
        await of.press("backspace")
        assert hint(of).startswith("enter keeps all")
        await of.press(*"e", "enter")
        assert given(answer) == TAG._replace(key="e")


async def test_a_tags_colour_is_drawn_in_it_and_named(path: Path) -> None:
    async with reader(path, story()) as of:
        look = of.app.reader.look
        await ask(of, EditTag("Tag", TAG, look, refuse_d), "tab", "tab", "right")
        line = of.app.screen.query_one(ColourLine)
        (drawn,) = [segment for segment in line.render_line(0) if "red" in segment.text]
        assert drawn.text == "■ red"
        assert drawn.style is not None
        assert drawn.style.color is not None
        assert drawn.style.color.triplet == look.tag("red").rich_color.triplet
        assert "‹ ■ red ›" in "\n".join(shown(of))


async def test_a_colour_that_the_palette_does_not_have_can_be_left_or_changed(path: Path) -> None:
    form = TAG._replace(colour="mauve")
    async with reader(path, story()) as of:
        assert await answer_to(of, EditTag("Tag", form, of.app.reader.look, refuse_d), "enter") == form
        answer = await ask(of, EditTag("Tag", form, of.app.reader.look, refuse_d), "tab", "tab", "right", "enter")
        assert given(answer) == TAG


# Every terminal


@pytest.mark.parametrize("colours", ["none", "16", "truecolor"])
@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)], ids=str)
async def test_every_dialog_shows_what_is_asked_and_its_keys_in_every_terminal(
    path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], colours: str
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    elif colours == "16":
        monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    async with reader(path, story(), size=size) as of:
        for dialog in dialogs(of):
            await ask(of, dialog)
            text = "\n".join(shown(of))
            assert "enter keeps" in text
            for words in {EditNote: ("DW[/ 日本語", "and Reuters"), EditSource: ("[/] 日本", "document"),
                          EditTag: ("claim", "■ blue", "A statement of")}[type(dialog)]:  # fmt: skip
                assert words in text, (dialog, text)
            await of.press("escape")
            await of.until(lambda: of.app.screen is of.app.reader)


async def test_a_terminal_that_shrinks_to_nothing_under_a_dialog_and_grows_again_keeps_what_was_typed(
    path: Path,
) -> None:
    async with reader(path, story()) as of:
        for dialog in dialogs(of):
            answer = await ask(of, dialog, "x")
            for size in ((6, 3), (1, 1), (80, 24)):
                await of.resize(*size)
                await of.settle()
            assert of.app.screen is dialog
            assert any(widget.has_focus for widget in (*dialog.query(NoteArea), *dialog.query(Field)))
            await of.press("y", "enter")
            assert "xy" in str(given(answer))


# Yes or no


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_what_is_to_be_confirmed_is_seen_with_its_keys(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, story(), size=size) as of:
        answer = await ask(of, Confirm("Delete the tag claim? It is on 3 annotations", "deletes it"))
        page = " ".join(" ".join(shown(of)).replace("│", " ").split())
        assert "Delete the tag claim?" in page
        assert "y deletes it · n leaves it" in page
        await of.press("n")
        assert given(answer) is False


async def test_what_is_pasted_while_a_dialog_opens_is_its_own_and_on_the_page_runs_nothing(path: Path) -> None:
    async with reader(path, story()) as of:
        of.app.post_message(events.Paste("c d t q"))
        await of.settle()
        assert not of.session.annotations.book
        of.app.post_message(events.Key("a", "a"))
        of.app.post_message(events.Paste("first\nsecond"))
        await of.press("x", "enter")
        assert [annotation.note for annotation in of.session.annotations.book] == ["first\nsecondx"]
