"""Correcting the alignment with keys really pressed: what shows, what is kept, on every terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from annotations.anchoring import decisions
from annotations.changes import Change
from annotations.decisions import Decision, DecisionEdit
from annotations.ids import new_id
from annotations.model import Passage
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.align import align
from articles.corrections import neighbour
from articles.model import ParagraphId
from tests.stories import story
from tests.tui.session.test_correcting import PLAIN
from tests.ui.opened import SEEDS, Open, reader
from tests.ui.test_windows import edited
from tui.keys.commands import COMMANDS
from tui.session.modes import CORRECT, READ

if TYPE_CHECKING:
    from pathlib import Path

TWO = story(PLAIN.format("Rome"), PLAIN.format("Peace"))
KEYS = [key for command in COMMANDS if command.mode == CORRECT for key in command.keys]


def row(of: Open, article: int, n: int) -> int:
    return of.session.desk.shown.number_of[ParagraphId(article, n)]


def rows(of: Open) -> list[tuple[tuple[int, ...], ...]]:
    return [found.cells for found in of.session.desk.shown.alignment.rows]


def height(of: Open) -> int:
    """The line of the screen on which the cursor's paragraph begins."""
    layout = of.page.layout_
    assert layout is not None
    return layout.spots[of.session.desk.place.paragraph].top - of.page.scroll_offset.y


async def test_a_misaligned_paragraph_is_corrected_with_two_keys_and_stays_at_its_height(path: Path) -> None:
    async with reader(path) as of:
        await of.press(*["j"] * 20, "l")
        before, where, first = height(of), of.session.desk.place.paragraph, rows(of)
        there = neighbour(SEEDS, of.session.desk.shown.alignment, where, 1)
        assert there is not None
        assert row(of, *there) > row(of, *where)
        await of.press("m", "J")
        assert of.session.desk.place.paragraph == where
        assert row(of, *there) == row(of, *where)
        assert height(of) == before
        assert of.message() == "Paragraph moved down · z takes it back"
        await of.press("z")
        assert rows(of) == first
        assert height(of) == before


async def test_the_mode_is_told_in_title_rule_and_status_bar_and_by_signs_beside_paragraphs(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "m")
        assert of.session.mode == CORRECT
        assert of.line("title").startswith(" Correcting · Talks in Rome")
        assert set(of.line("rule")) <= {"━", "┿"}
        assert of.line("status").split()[:4] == ["J", "down", "K", "up"]
        assert "m ends it" in of.line("status")
        assert of.message().startswith("strong link with Courier row 2 (")
        (line,) = [text for text in of.drawn() if "Alpha" in text]
        assert line.count("= Alpha") == 2
        await of.press("c")
        assert [text.count("✓ Alpha") for text in of.drawn() if "Alpha" in text] == [2]
        await of.press("escape")
        assert of.session.mode == READ
        assert not any("✓" in text or "= " in text for text in of.drawn())
        assert set(of.line("rule")) <= {"─", "┼"}


async def test_the_same_keys_mean_what_they_did_before_once_correcting_is_over(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "m", "d", "m", "d")
        assert [annotation.tags for annotation in of.session.annotations.book] == [("denial",)]
        await of.press("m", "x", "m", "x")
        assert not len(of.session.annotations.book)
        assert row(of, 0, 2) != row(of, 1, 2)


async def test_corrections_are_there_when_it_is_opened_again_and_can_be_taken_back_then(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "l", "m", "J", "j", "x", "p")
        await of.saved()
        assert of.line("title").endswith("saved")
        corrected, pivot = rows(of), of.session.desk.shown.alignment.pivot
        assert pivot == 1
    assert verify(path).findings == []
    async with reader(path, TWO) as of:
        assert (rows(of), of.session.desk.shown.alignment.pivot) == (corrected, pivot)
        await of.saved()
        await of.press("z", "z", "z")
        assert of.session.desk.shown.alignment == of.session.decisions.computed
        await of.press("Z")
        assert "moved down" in of.message()
        await of.saved()
    async with reader(path, TWO) as of:
        assert row(of, 1, 2) == row(of, 0, 3)


async def test_a_correction_whose_paragraph_has_gone_is_told_where_it_can_be_read(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "m", "c")
        await of.saved()
    async with reader(path, edited(TWO, ("Alpha bravo charlie delta.", "Nothing of it is left here."))) as of:
        await of.looked()
        assert "1 correction is left out: the paragraph is not surely in the changed text" in of.notices()


async def test_what_is_corrected_in_another_window_shows_without_a_key(path: Path) -> None:
    one, other = (Passage.of(article, article.paragraph(3).start, article.paragraph(3).end) for article in TWO.articles)
    async with reader(path, TWO) as of:
        await of.press("j", "m", "c")
        await of.saved()
        elsewhere = Store.open(path, "ben")
        made = Decision.about(one, other, "cut", annotator="ben", created="2026-01-01", modified="2026-01-01")
        elsewhere.apply(Change("link cut", (), new_id(), links=(DecisionEdit(None, made),)))
        await of.looked()
        assert row(of, 0, 3) != row(of, 1, 3)
        assert of.message() == "The alignment was corrected in another window"
        assert len(decisions.stored_decisions(elsewhere, TWO).decisions) == 2
        elsewhere.close()
        await of.press("z")
        assert of.session.correcting.firmness(ParagraphId(0, 2)) == "strong"
        assert row(of, 0, 3) != row(of, 1, 3)


async def test_corrections_stand_where_their_paragraphs_are_in_a_changed_text(path: Path) -> None:
    async with reader(path) as of:
        await of.press(*["j"] * 8, "m", "K", "j", "j", "x")
        await of.saved()
        made = len(of.session.desk.shown.alignment.links), of.session.desk.place.paragraph.n
        verdicts = [correction.verdict for correction in of.session.decisions.resolved.corrections]
    words = SEEDS.articles[0].version.text
    gone = SEEDS.articles[0].paragraph(2)
    later = edited(SEEDS, (words[gone.start : gone.end] + "\n\n", ""))
    async with reader(path, later) as of:
        assert not of.session.decisions.resolved.corrections
        await of.looked()
        assert "found again in the changed text" in of.message()
        assert [correction.verdict for correction in of.session.decisions.resolved.corrections] == verdicts
        assert len(of.session.desk.shown.alignment.links) < made[0]
    async with reader(path, later) as of:
        assert [correction.verdict for correction in of.session.decisions.resolved.corrections] == verdicts
    async with reader(path) as of:
        assert len(of.session.desk.shown.alignment.links) == made[0]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (40, 10), (20, 5), (4, 4), (1, 1)], ids=str)
async def test_all_keys_work_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        await of.press("j", "j", "m")
        for key in KEYS:
            await of.press(key, "j")
            if of.session.mode == READ:
                await of.press("m")
            if size[0] > 5:
                of.drawn()
                of.assert_cursor_in_view()
        await of.press("r", "J", "r", "/", *"the", "enter", "m")
        assert of.app.screen is of.app.reader
        of.drawn()


async def test_without_colour_signs_and_title_tell_all_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path) as of:
        await of.press("j", "m", "n", "c", "n")
        signs = {text[2:3] for text in of.drawn()} | {text[56:57] for text in of.drawn()}
        assert {"=", "≈", "✓"} & signs
        assert "Correcting" in of.line("title")
        assert "≈ " in "".join(of.drawn())


async def test_a_large_story_is_corrected_when_its_links_are_there_and_keeps_its_decisions(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(path) as of:
        await of.press("j", "j", "j", "l", "m", "J")
        await of.saved()
        corrected, place = rows(of), of.session.kept_place()
    monkeypatch.setattr("articles.align.LARGE_STORY_PARAGRAPHS", 10)
    async with reader(path, place=place) as of:
        await of.aligned()
        assert rows(of) == corrected
        await of.press("m", "u")
        assert "forgotten" in of.message()
        assert rows(of) != corrected


async def test_computing_anew_tells_how_many_rows_change_and_asks(path: Path) -> None:
    async with reader(path) as of:
        await of.press("m", "A")
        assert of.message() == "Computed anew the rows would be as they are"
        where = next(link.b for link in align(SEEDS).links if link.a.article == 0 and link.strong)
        of.app.reader.run(lambda session: session.cursor.go(where))
        await of.press("x")
        before = rows(of)
        await of.press("A")
        asked = of.app.screen.query_one(".question", Static).content
        assert "paragraphs get others beside them" in str(asked)
        await of.press("n")
        assert (rows(of), of.message()) == (before, "The rows stay as they are")
        await of.press("A", "y")
        assert rows(of) != before
        await of.press("z")
        assert rows(of) == before


async def test_the_help_and_the_palette_tell_the_keys_of_the_mode(path: Path) -> None:
    async with reader(path, TWO) as of:
        await of.press("j", "m", "?")
        assert of.app.screen is not of.app.reader
        await of.press("escape", ":", *"row down", "enter")
        assert of.message() == "Courier row 3 brought beside this paragraph · z takes it back"
        assert row(of, 0, 2) == row(of, 1, 3)
