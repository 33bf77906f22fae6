"""The story that is meant, opened again and again while files, outlets and texts change."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.decisions import resolve_decisions, stored_decisions
from annotations.bookmarks import Bookmark
from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.decisions import PIVOT, Decision, DecisionEdit
from annotations.history import History
from annotations.ids import new_id
from annotations.model import Passage
from annotations.store.errors import OutdatedError
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.model import ParagraphId
from tests.annotations.anchoring.opened import PIER, SCHOOL, SHUT, keep_as_before, listing, tag
from tests.annotations.conftest import locked
from tests.stories import written
from tui.cli.show import write_story
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from articles.model import Article, Story
    from tui.cli.which_story import Meant

CLAIM, DENIAL = "The pier of Lanville was closed on Wednesday, the port said.", "Nobody was hurt."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "pier", {"lanville.txt": PIER, "post.txt": SHUT})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "a.json", "ana")
    yield store
    store.close()


def sitting(store: Store, *paths: Path, place: dict[str, object] | None = None) -> Meant:
    """Open a story as the reader does, and keep it."""
    meant = which_story([str(path) for path in paths], store, writes=True)
    store.keep_story(meant.story, place, opened=True)
    return meant


def looked_at(path: Path, *paths: Path) -> tuple[Store, Meant]:
    """Open a story as a command does that writes nothing."""
    store = Store.open(path)
    return store, which_story([str(one) for one in paths], store)


def shown(path: Path, *paths: Path) -> int:
    """How many annotations `show` shows."""
    store, meant = looked_at(path, *paths)
    out = io.StringIO()
    write_story(meant.story, store, width=160, whole=False, out=out, told=io.StringIO())
    store.let_go()
    return int(out.getvalue().partition(" tagged")[0].split()[-1])


def whole(of: Article, n: int) -> Passage:
    paragraph = of.paragraph(n)
    return Passage.of(of, paragraph.start, paragraph.end)


def linked(store: Store, story: Story, n: int = 3, m: int = 3, modified: str = "2026-01-01T00:00:00.000Z") -> Decision:
    """Link paragraph n of the first article with m of the second."""
    one, other = story.articles[:2]
    decision = Decision.about(whole(one, n), whole(other, m), "linked", annotator="ana", modified=modified)
    store.apply(Change("linked", (), new_id(), links=(DecisionEdit(None, decision),)))
    return decision


def chosen(store: Store, story: Story, i: int, modified: str = "t") -> None:
    """Choose an article as the one that opens the rows."""
    pivot = Decision(PIVOT, story=story.id, article=story.articles[i].id, annotator="ana", modified=modified)
    store.apply(Change("pivot", (), new_id(), links=(DecisionEdit(None, pivot),)))


def pairs(store: Store, story: Story) -> tuple[set[tuple[ParagraphId, ParagraphId]], int | None]:
    """The pairs of paragraphs that are decided about, and the pivot that was chosen."""
    decided = stored_decisions(store, story)
    resolved = resolve_decisions(story, decided.decisions, decided.places)
    return {*resolved.pairs.values()}, resolved.pivot


PAIR = {(ParagraphId(0, 3), ParagraphId(1, 3))}


# One text, whatever is said of it


def test_everything_stays_while_names_and_places_change(store: Store, folder: Path) -> None:
    story = sitting(store, folder).story
    first, place = story.articles[0], {"article": story.articles[0].id, "offset": PIER.index("A storm")}
    tag(store, first, CLAIM)
    linked(store, story)
    chosen(store, story, 1)
    store.set_bookmark(Bookmark(first.id, first.version.sha256, PIER.index("The port wants")), on=True)
    sitting(store, folder, place=place)

    def check(*paths: Path) -> None:
        meant = sitting(store, *paths)
        assert not meant.brought
        assert not meant.notices
        assert meant.place == place
        assert pairs(store, meant.story) == (PAIR, 1)
        assert len(store.annotations(meant.story.articles[0].id)) == 1
        assert len(store.bookmarks([article.id for article in meant.story.articles])) == 1
        assert shown(store.path, *paths) == 1

    listing(folder, lanville="Lanville Courier", post="The Post")
    check(folder)
    listing(folder, lanville="The Lanville Courier", post="The Post")
    check(folder)
    (folder / "story.toml").unlink()
    (folder / "lanville.txt").rename(folder / "courier.txt")
    check(folder)
    folder = folder.rename(folder.parent / "moved")
    check(folder)
    check(folder / "courier.txt", folder / "post.txt")
    (folder / "courier.txt").write_text(PIER.replace("\n", "\r\n"))
    check(folder)


def test_the_cursor_goes_with_its_words_into_a_changed_text(store: Store, folder: Path) -> None:
    first = sitting(store, folder).story.articles[0]
    at = PIER.index("A storm")
    sitting(store, folder, place={"article": first.id, "version": first.version.sha256, "offset": at})
    (folder / "lanville.txt").write_text(PIER.replace("The pier of Lanville", "On the coast\n\nThe pier of Lanville"))
    meant = sitting(store, folder)
    assert meant.place is not None
    assert meant.place["version"] == meant.story.articles[0].version.sha256
    assert meant.story.articles[0].version.text[meant.place["offset"] :].startswith("A storm")


def test_what_was_decided_between_articles_that_stay_is_there_in_a_story_with_one_more(
    store: Store, folder: Path
) -> None:
    story = sitting(store, folder).story
    linked(store, story)
    chosen(store, story, 1)
    place = {"article": story.articles[1].id, "offset": 5}
    sitting(store, folder, place=place)
    (folder / "school.txt").write_text(SCHOOL)
    wider = sitting(store, folder)
    assert len(wider.story.articles) == 3
    assert wider.place == place
    assert pairs(store, wider.story) == (PAIR, 1)
    assert pairs(store, sitting(store, folder).story) == (PAIR, 1)
    chosen(store, wider.story, 2)
    assert pairs(store, wider.story)[1] == 2
    (folder / "school.txt").unlink()
    assert pairs(store, sitting(store, folder).story)[1] == 1


# Several records of one text


@pytest.fixture
def parted(store: Store, folder: Path) -> tuple[Story, Story]:
    """Two stories of one folder, as builds made them that took another outlet for another article."""
    first = keep_as_before(store, folder)
    tag(store, first.articles[0], CLAIM)
    tag(store, first.articles[0], DENIAL, "denial")
    linked(store, first, 3, 3)
    store.set_bookmark(Bookmark(first.articles[0].id, first.articles[0].version.sha256, 30), on=True)
    listing(folder, lanville="Lanville Courier", post="post")
    second = keep_as_before(store, folder)
    tag(store, second.articles[0], CLAIM)
    linked(store, second, 4, 4)
    chosen(store, second, 1)
    store.keep_story(
        second, {"article": second.articles[0].id, "offset": 30, "columns": {"order": [second.articles[0].id]}}
    )
    assert first.articles[0].id != second.articles[0].id
    assert first.articles[1].id == second.articles[1].id
    return first, second


def test_records_of_one_text_are_brought_together(store: Store, folder: Path, parted: tuple[Story, Story]) -> None:
    first, _ = parted
    meant = sitting(store, folder)
    assert meant.brought == "2 annotations and 1 correction made under 'lanville' are now with Lanville Courier"
    assert [article.id for article in meant.story.articles] == [article.id for article in first.articles]
    found = store.annotations(first.articles[0].id)
    assert [(a.passage.exact, a.tags) for a in found] == [
        (CLAIM, ("claim",)),
        (CLAIM, ("claim",)),
        (DENIAL, ("denial",)),
    ]
    assert len(list(store.everything())) == 3
    assert pairs(store, meant.story) == ({*PAIR, (ParagraphId(0, 4), ParagraphId(1, 4))}, 1)
    id_ = first.articles[0].id
    assert meant.place == {"article": id_, "offset": 30, "columns": {"order": [id_]}}
    assert len(store.bookmarks([id_])) == 1
    assert [record.id for record in store.stories()] == [first.id]
    assert not verify(store.path).findings
    again = sitting(store, folder)
    assert not again.brought
    assert not again.notices


def test_only_what_was_made_under_other_names_is_told_of_them(store: Store, folder: Path) -> None:
    first = keep_as_before(store, folder)
    tag(store, first.articles[0], CLAIM)
    listing(folder, lanville="Lanville Courier", post="The Post")
    second = keep_as_before(store, folder)
    linked(store, second, 4, 4)
    tag(store, second.articles[1], second.articles[1].paragraphs[2].shown)
    assert {article.id for article in first.articles}.isdisjoint(article.id for article in second.articles)
    meant = sitting(store, folder)
    assert meant.brought == "1 annotation made under 'lanville' is now with Lanville Courier"
    assert [len(store.annotations(article.id)) for article in meant.story.articles] == [1, 1]
    assert len(store.all_decisions()) == 1


def test_a_command_that_writes_nothing_sees_them_together(
    store: Store, folder: Path, parted: tuple[Story, Story]
) -> None:
    store.close()
    before = {path: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()}
    assert shown(store.path, folder) == 3
    opened, meant = looked_at(store.path, folder)
    assert len(opened.annotations(meant.story.articles[0].id)) == 3
    assert pairs(opened, meant.story) == ({*PAIR, (ParagraphId(0, 4), ParagraphId(1, 4))}, 1)
    opened.let_go()
    assert {path: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()} == before


def test_bringing_together_is_one_change_that_is_taken_back_and_made_again(
    store: Store, folder: Path, parted: tuple[Story, Story]
) -> None:
    first, second = parted
    ids = [first.articles[0].id, second.articles[0].id]
    before = [store.annotations(id_) for id_ in ids], sorted(d.key for d in store.all_decisions())
    story = sitting(store, folder).story
    together = [store.annotations(id_) for id_ in ids], sorted(d.key for d in store.all_decisions())

    history = History(Store.open(store.path, "ana").history([article.id for article in story.articles]))
    undo = history.undo()
    assert undo is not None
    assert undo.what == "1 annotation and 2 corrections of the same text brought together"
    store.apply(undo)
    assert ([store.annotations(id_) for id_ in ids], sorted(d.key for d in store.all_decisions())) == before
    parted_again = sitting(store, folder)
    assert not parted_again.brought
    (notice,) = parted_again.notices
    assert "kept apart" in notice
    assert not verify(store.path).findings

    later = History(Store.open(store.path, "ana").history([article.id for article in parted_again.story.articles]))
    redo = later.redo()
    assert redo is not None
    store.apply(redo)
    assert ([store.annotations(id_) for id_ in ids], sorted(d.key for d in store.all_decisions())) == together
    assert not sitting(store, folder).notices


def test_two_windows_bring_together_once(store: Store, folder: Path, parted: tuple[Story, Story]) -> None:
    other = Store.open(store.path, "ben")
    mine = which_story([str(folder)], store, writes=True)
    assert mine.brought
    assert not which_story([str(folder)], other, writes=True).brought
    assert len(list(other.everything())) == 3
    other.let_go()


def test_what_another_window_tagged_since_is_not_taken_apart(
    store: Store, folder: Path, parted: tuple[Story, Story]
) -> None:
    story = sitting(store, folder).story
    (undo,) = [change.inverse() for change in store.history([a.id for a in story.articles]) if change.unions]
    moved = next(edit.before for edit in undo.edits if edit.before)
    other = Store.open(store.path, "ben")
    other.apply(Change("note", (Edit(moved, moved.revised(note="seen")),), new_id()))
    other.let_go()
    with pytest.raises(OutdatedError):
        store.apply(undo)
    assert len(store.annotations(story.articles[0].id)) == 3


def test_a_store_that_cannot_be_written_says_so_and_opens(
    store: Store, folder: Path, parted: tuple[Story, Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.lock.TIMEOUT_SECONDS", 0.01)
    with locked(store.path):
        meant = which_story([str(folder)], store, writes=True)
    assert not meant.brought
    assert "could not be brought together" in meant.notices[0]
    assert len(meant.notices) == 1
    assert len(list(store.everything())) == 3


def test_an_agencys_text_in_two_outlets_of_one_story_stays_apart(store: Store, tmp_path: Path) -> None:
    for name in ("ap", "gazette"):
        (tmp_path / f"{name}.txt").write_text(PIER)
    story = keep_as_before(store, tmp_path / "ap.txt", tmp_path / "gazette.txt")
    for article in story.articles:
        tag(store, article, CLAIM)
    meant = sitting(store, tmp_path / "ap.txt")
    assert (meant.brought, meant.notices) == ("", ())
    assert len(store.annotations(meant.story.articles[0].id)) == 1


def test_what_an_older_build_adds_under_the_old_name_comes_along_too(
    store: Store, folder: Path, parted: tuple[Story, Story]
) -> None:
    sitting(store, folder)
    tag(store, parted[1].articles[0], DENIAL, "threat")
    meant = sitting(store, folder)
    assert meant.brought
    assert len(store.annotations(meant.story.articles[0].id)) == 4


# What is left behind


def test_annotations_on_a_text_that_its_file_no_longer_holds_are_told(store: Store, folder: Path) -> None:
    first = sitting(store, folder).story.articles[0]
    tag(store, first, CLAIM)
    (folder / "lanville.txt").write_text(SCHOOL)
    for path in (folder, folder / "lanville.txt"):
        (notice,) = sitting(store, path).notices
        assert notice.startswith("1 annotation of lanville is on a text that lanville.txt no longer holds: ")
        assert "newsreader export" in notice
    (folder / "lanville.txt").write_text(PIER)
    assert sitting(store, folder).notices == ()


def test_annotations_of_a_file_that_has_gone_are_told(store: Store, folder: Path) -> None:
    tag(store, sitting(store, folder).story.articles[0], CLAIM)
    (folder / "lanville.txt").unlink()
    (notice,) = sitting(store, folder).notices
    assert "lanville.txt has gone: open its text under any name" in notice
    (folder / "again.txt").write_text(PIER)
    assert sitting(store, folder).notices == ()


def test_annotations_of_a_file_that_is_no_longer_listed_are_told(store: Store, folder: Path) -> None:
    tag(store, sitting(store, folder).story.articles[0], CLAIM)
    listing(folder, post="The Post")
    (notice,) = sitting(store, folder).notices
    assert "lanville.txt is not part of what was opened: open it too" in notice


def test_nothing_is_told_of_what_standard_input_held_before(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (PIER, SCHOOL):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        meant = which_story([str(folder / "post.txt"), "-"], store, writes=True)
        assert meant.notices == ()
        store.keep_story(meant.story)
        tag(store, meant.story.articles[1], text.split("\n")[0])


def test_nothing_is_told_of_a_file_that_is_read_from_elsewhere_by_now(store: Store, folder: Path) -> None:
    tag(store, sitting(store, folder).story.articles[0], CLAIM)
    (folder / "lanville.txt").rename(folder.parent / "own.txt")
    sitting(store, folder.parent / "own.txt")
    assert sitting(store, folder).notices == ()


def test_what_is_told_names_no_outlet_in_blind_mode(store: Store, folder: Path, parted: tuple[Story, Story]) -> None:
    first, second = parted
    place = {"article": first.articles[1].id, "offset": 0, "blind": 7}
    store.keep_story(second, place)
    meant = sitting(store, folder, place=place)
    (folder / "lanville.txt").write_text(SCHOOL)
    changed = sitting(store, folder, place=place)
    (folder / "lanville.txt").unlink()
    (folder / "harbour.txt").write_text(PIER.replace("Nobody", "No one"))
    (folder / "story.toml").unlink()
    words = sitting(store, folder, place=place)
    told = [meant.brought, *changed.notices, *words.notices]
    assert len(told) == 3
    assert all("ourier" not in one and "anville" not in one and "harbour" not in one for one in told)


def test_an_article_that_was_recognised_by_its_words_is_told(store: Store, folder: Path) -> None:
    tag(store, sitting(store, folder).story.articles[0], CLAIM)
    (folder / "lanville.txt").unlink()
    (folder / "later.txt").write_text(PIER.replace("Nobody was", "Two were"))
    _, meant = looked_at(store.path, folder)
    (notice,) = meant.notices
    assert notice.startswith("later has most of the words of lanville (lanville.txt): ")


def test_a_later_text_on_standard_input_is_the_same_article(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = []
    for text in (PIER, PIER[: PIER.index("The port wants")]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        meant = which_story([str(folder / "post.txt"), "-"], store, writes=True)
        store.keep_story(meant.story)
        ids.append(meant.story.articles[1].id)
    assert ids[0] == ids[1]


def test_a_pivot_that_was_chosen_can_be_taken_back_where_articles_are_united(store: Store, folder: Path) -> None:
    tag(store, keep_as_before(store, folder).articles[0], CLAIM)
    listing(folder, lanville="Lanville Courier", post="post")
    tag(store, keep_as_before(store, folder).articles[0], DENIAL)
    story = sitting(store, folder).story
    chosen = Decision(PIVOT, story=story.id, article=story.articles[1].id, created=now(), modified=now())
    store.apply(Change("pivot", (), new_id(), links=(DecisionEdit(None, chosen),)))
    assert store.history([article.id for article in story.articles])[-1].what == "pivot"


def test_how_far_the_reading_of_files_is_shows_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Report {name}\n\nThe harbour of {name} was shut for nine days.\n")
    store = Store.open(tmp_path / "annotations.json")
    monkeypatch.setattr("tui.cli.progress.QUIET_SECONDS", 0)
    monkeypatch.setattr("tui.cli.progress._AGAIN_SECONDS", 0)
    paths = [str(tmp_path / f"{name}.txt") for name in "ab"]
    for named in (paths, []):
        monkeypatch.setattr("sys.stderr", told := Terminal())
        store.keep_story(which_story(named, store).story, {})
        assert "reading 2 of 2: " in told.getvalue()
        assert told.getvalue().endswith("\r")
