"""Whatever keys are pressed: passages are exact, what is marked is what is meant, and all of it can be taken back."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.codebook import recoding
from annotations.codebook.codebook import Codebook
from annotations.store.store import Store
from articles.align import align
from articles.model import ParagraphId
from articles.read import seed_story
from tests.stories import Kept, kept, session
from tui.keys.commands import COMMANDS
from tui.keys.keymap import DEFAULT
from tui.session.modes import ENDS, READ, SELECT
from tui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from annotations.codebook.codebook import Tag
    from tui.page.marks import Mark
    from tui.session.effect import Effect

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)


def note(of: Session) -> None:
    of.tagging.write_note(f"note {len(of.annotations.book)}")


def speaker(of: Session) -> None:
    of.tagging.write_source("the minister", "named")


def new_tag(of: Session) -> None:
    of.tagging.new_tag(f"own {len(of.tags.codebook.tags)}")


def merge(of: Session) -> None:
    """Merge the last tag into the first, as the codebook does."""
    first, last = of.tags.codebook.tags[0], of.tags.codebook.tags[-1]
    if first != last:
        of.changes.make(
            recoding.merged(of.tags.codebook, last, first, [a for a in of.annotations.book if last.id in a.tags])
        )


def search(of: Session) -> None:
    of.search.type("the")
    of.search.done()


def filter_rows(of: Session) -> None:
    of.row_filter.apply(of.row_filter.choices()[0].filter, hides=len(of.annotations.book) % 2 == 0)


TALKS: dict[str, Callable[[Session], None]] = {
    "a": note, "s": speaker, "T": new_tag, "m": merge, "/": search, "f": filter_rows,
}  # fmt: skip
"""What is done, and answered, where a key opens a dialog."""

KEYS = sorted(
    {key for c in COMMANDS if c.mode in (READ, SELECT, ENDS) and c.does for key in c.keys} | {*"cdtu", *TALKS}
)
KEY_LISTS = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 4)), max_size=25)


def press(of: Session, key: str) -> None:
    """What the application does for a key."""
    command = DEFAULT.find(of.mode, key, key)
    tag = of.tags.codebook.by_key(key)
    if key in TALKS:
        TALKS[key](of)
    elif command and command.does:
        of.run(command.does)
    elif tag:
        of.tagging.tag(tag.id)


def tagged(tag: Tag | None) -> Callable[[Session], Effect]:
    """What a tag's key does."""
    assert tag is not None
    return lambda of: of.tagging.tag(tag.id)


def sitting(keys: list[tuple[str, int]], row: int, of: Session | None = None) -> Session:
    """What is left of a session, by default with the seeds, after these keys."""
    of = of or Session(SEEDS, SEED_ALIGNMENT, Codebook(), Kept([], [], {}), "ana", key=DEFAULT.key)
    of.cursor.go_to_row(row)
    for key, times in keys:
        for _ in range(times):
            press(of, key)
    return of


def selected(of: Session) -> str:
    """What is marked as selected, paragraph after paragraph."""
    if of.desk.selection is None:
        of.cursor.select("word")
    article = of.desk.place.paragraph.article
    return " ".join(
        p.shown[mark.start : mark.end]
        for p in of.desk.story.articles[article].paragraphs
        for mark in of.marks(ParagraphId(article, p.n))
        if mark.name == "selected"
    )


@given(KEY_LISTS, st.integers(1, 7))
def test_what_is_marked_as_selected_is_the_target_white_space_folded(keys: list[tuple[str, int]], row: int) -> None:
    of = sitting(keys, row, session())
    marked = selected(of)
    start, end = of.desk.target()
    assert marked == " ".join(of.desk.story.articles[of.desk.place.paragraph.article].version.text[start:end].split())


@given(KEY_LISTS, st.integers(1, 63))
def test_where_marks_of_markdown_are_hidden_it_is_what_of_the_target_is_shown(
    keys: list[tuple[str, int]], row: int
) -> None:
    of = sitting(keys, row)
    marked = selected(of)
    start, end = of.desk.target()
    shown = [
        "".join(
            p.shown[at]
            for piece in p.pieces
            for at, offset in zip(count(piece.shown), range(piece.start, piece.start + piece.length), strict=False)
            if start <= offset < end
        )
        for p in of.desk.story.articles[of.desk.place.paragraph.article].paragraphs
    ]
    assert marked == " ".join(filter(None, shown))


@given(KEY_LISTS, st.integers(1, 63))
def test_every_passage_is_the_exact_words_at_its_span_and_the_keeper_is_given_no_other(
    keys: list[tuple[str, int]], row: int
) -> None:
    of = sitting(keys, row)
    texts = {article.id: article.version for article in SEEDS.articles}
    given_on = [edit.after for change in kept(of).changes for edit in change.edits if edit.after]
    for annotation in [*of.annotations.book, *given_on]:
        passage, version = annotation.passage, texts[annotation.passage.article]
        assert passage.version == version.sha256
        assert passage.exact == version.text[passage.start : passage.end] != ""
        assert passage.exact == passage.exact.strip()
        assert not annotation.is_empty
    for annotation in of.annotations.book:
        assert of.annotations.book.holds(annotation)
        assert len(set(annotation.tags)) == len(annotation.tags)


@given(KEY_LISTS, st.integers(1, 63))
def test_the_cells_of_an_effect_are_all_that_look_different(keys: list[tuple[str, int]], row: int) -> None:
    of = session()
    of.cursor.go_to_row(row)
    for key, times in keys:
        for _ in range(times):
            command = DEFAULT.find(of.mode, key, key)
            does = command.does if command else None
            tag = of.tags.codebook.by_key(key)
            if key in TALKS or not (does or tag):
                continue
            before, rows = looks(of), of.desk.shown
            effect = of.run(does or tagged(tag))
            if not effect.rows:
                changed = {where for where, marks in looks(of).items() if marks != before[where]}
                assert changed <= effect.cells | {of.desk.place.paragraph}, key
                assert of.desk.shown.rows == rows.rows


def looks(of: Session) -> dict[ParagraphId, tuple[Mark, ...]]:
    """How each paragraph looks."""
    paragraph_ids = [
        ParagraphId(i, p.n) for i, article in enumerate(of.desk.story.articles) for p in article.paragraphs
    ]
    return {where: of.marks(where) for where in paragraph_ids}


@given(KEY_LISTS, st.integers(1, 63))
def test_whatever_is_done_undo_takes_all_of_it_back_and_redo_brings_it_again(
    keys: list[tuple[str, int]], row: int
) -> None:
    of = sitting(keys, row)
    while not of.run(lambda of: of.changes.redo()).warn:
        pass
    there = [(a.id, a.passage, a.tags, a.note) for a in of.annotations.book], of.tags.codebook
    while not of.run(lambda of: of.changes.undo()).warn:
        pass
    assert list(of.annotations.book) == []
    assert of.tags.codebook == Codebook()
    while not of.run(lambda of: of.changes.redo()).warn:
        pass
    assert ([(a.id, a.passage, a.tags, a.note) for a in of.annotations.book], of.tags.codebook) == there


@given(KEY_LISTS, st.integers(1, 63))
@settings(max_examples=20, deadline=None)
def test_what_is_handed_on_makes_the_store_hold_what_the_book_holds(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, int]], row: int
) -> None:
    of = sitting(keys, row)
    path: Path = tmp_path_factory.mktemp("store") / "a.json"
    store = Store.open(path)
    for change in kept(of).changes:
        store.apply(change)
    store.close()
    again = Store.open(path)
    assert [a for one in of.desk.story.articles for a in again.annotations(one.id)] == list(of.annotations.book)
    assert again.codebook == of.tags.codebook
