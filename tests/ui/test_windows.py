"""What a reader shows of other windows, of sittings before, and of texts that have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.store.store import Store
from articles.model import Version
from articles.read import article_from_version
from tests.ui.opened import SEEDS, reader

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from annotations.model import Annotation
    from articles.model import Story
    from tests.ui.opened import Open


def only(open_: Open) -> Annotation:
    """The one annotation that a reader shows."""
    (annotation,) = open_.session.annotations.book
    return annotation


def edited(story: Story, *changes: tuple[str, str]) -> Story:
    """The story after somebody changed words of its first article."""
    first = story.articles[0]
    text = first.version.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    told = {"outlet": first.outlet, "title": first.title, "date": first.date, "source": first.source}
    changed = article_from_version(Version.of(text, text.encode()), **told, id=first.id)
    return story._replace(articles=(changed, *story.articles[1:]))


async def test_another_windows_tag_note_and_removal_show_without_a_key(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as here:
        await here.press("j", "c")
        await here.saved()
        other = Store.open(path, "ben")
        annotation = other.annotations(SEEDS.articles[0].id)[0]
        noted = annotation.revised(note="seen in the other window", tags=("claim", "threat"))
        other.apply(Change("note written", (Edit(annotation, noted),), new_id()))
        await here.looked()
        assert only(here).note == "seen in the other window"
        assert only(here).tags == ("claim", "threat")
        assert "changed in another window" in here.message()
        other.apply(Change("removed", (Edit(noted, None),), new_id()))
        await here.looked()
        assert not len(here.session.annotations.book)
        other.close()


async def test_undo_takes_back_ones_own_part_where_another_window_changed_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as here:
        await here.press("j", "c")
        await here.saved()
        other = Store.open(path, "ben")
        annotation = other.annotations(SEEDS.articles[0].id)[0]
        other.apply(Change("note written", (Edit(annotation, annotation.revised(note="mine")),), new_id()))
        await here.looked()
        await here.press("z")
        assert (only(here).tags, only(here).note) == ((), "mine")
        other.close()


async def test_undo_that_meets_a_change_not_seen_yet_is_refused_by_the_store_and_the_truth_is_shown(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as here:
        await here.press("j", "c")
        await here.saved()
        other = Store.open(path, "ben")
        annotation = other.annotations(SEEDS.articles[0].id)[0]
        other.apply(Change("claim taken off", (Edit(annotation, annotation.revised(tags=("threat",))),), new_id()))
        await here.press("z")
        await here.saved()
        assert here.message() == "Not taken back: claim added: it was changed in another window since"
        await here.looked()
        await here.looked()
        assert only(here).tags == ("threat",)
        other.apply(Change("put back", (Edit(annotation.revised(tags=("threat",)), annotation),), new_id()))
        await here.looked()
        await here.press("z")
        assert not len(here.session.annotations.book)
        other.close()


async def test_what_was_done_in_an_earlier_sitting_is_taken_back_and_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as before:
        await before.press("j", "c", "j", "d")
        await before.saved()
    async with reader(path) as here:
        await here.saved()
        await here.press("z")
        assert only(here).tags == ("claim",)
        await here.saved()
    async with reader(path) as later:
        await later.saved()
        await later.press("Z")
        assert [annotation.tags for annotation in later.session.annotations.book] == [("claim",), ("denial",)]
        await later.press("z", "z")
        assert not len(later.session.annotations.book)
        await later.press("z")
        assert "Nothing to take back" in later.message()


async def test_one_annotator_does_not_take_back_what_another_did(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    store = Store.open(path, "ben")
    async with reader(tmp_path / "b.json") as elsewhere:
        await elsewhere.press("j", "c")
        annotation = only(elsewhere)
    store.apply(Change("claim added", (Edit(None, annotation),), new_id()))
    store.close()
    async with reader(path) as here:
        await here.saved()
        await here.press("z")
        assert "Nothing to take back" in here.message()
        assert only(here).id == annotation.id


async def test_passages_are_found_again_in_a_changed_text_and_what_has_gone_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as before:
        await before.press("j", "c", "j", "d", "j", "t")
        await before.saved()
    words = SEEDS.articles[0].version.text
    gone = before.session.desk.paragraph(before.session.desk.place.paragraph)
    later = edited(
        SEEDS,
        (words[gone.start : gone.end] + "\n\n", ""),
        ("The meeting took place in Rome as", "The talks were held in Rome as"),
    )
    async with reader(path, later) as here:
        await here.looked()
        found = {annotation.tags[0]: annotation for annotation in here.session.annotations.book}
        assert set(found) == {"claim", "denial"}
        text = later.articles[0].version.text
        assert text[slice(*found["claim"].span)] == found["claim"].passage.exact
        assert text[slice(*found["denial"].span)].startswith("The talks were held in Rome")
        assert found["denial"].passage.exact.startswith("The meeting took place in Rome")
        assert [orphan.tags for orphan in here.session.annotations.orphans] == [("threat",)]
        assert "1 orphan" in here.message()
        await here.press("L")
        await here.settle()
        await here.press("escape")
    store = Store.open(path)
    kept = {a.tags[0]: a.placement for a in store.everything()}
    assert kept["threat"] is not None
    assert kept["threat"].how == "orphan"
    store.close()


async def test_a_doubtful_place_is_confirmed_or_refused_in_the_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as before:
        await before.press("j", "c")
        await before.saved()
        annotation = only(before)
    passage = annotation.passage
    moved = SEEDS.articles[0].version.text
    whole = moved[passage.start : passage.end]
    text = moved.replace(whole + "\n\n", "").rstrip() + "\n\n" + whole + "\n"
    first = SEEDS.articles[0]
    told = {"outlet": first.outlet, "title": first.title, "date": first.date, "source": first.source}
    changed = article_from_version(Version.of(text, text.encode()), **told, id=first.id)
    later = SEEDS._replace(articles=(changed, *SEEDS.articles[1:]))
    async with reader(path, later) as here:
        await here.looked()
        placement = only(here).placement
        assert placement is not None
        assert text[placement.start : placement.end] == whole
        assert placement.check
        await here.press("L")
        await here.press("y")
        await here.press("escape")
        assert only(here).placement == placement._replace(check=False)
        await here.saved()
    async with reader(path, later) as again:
        assert only(again).placement == placement._replace(check=False)


async def test_the_same_words_tagged_in_two_windows_are_one_annotation_and_each_takes_back_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as first, reader(path) as second:
        await second.press("j")
        monkeypatch.setattr(second.saving, "poll", lambda story, found: None)  # it has not looked yet
        await first.press("j", "c")
        await first.saved()
        await second.press("t", "d")
        await second.saved()
        assert "it is one annotation" in second.message()
        monkeypatch.undo()
        await first.looked()
        await second.looked()
        assert only(first) == only(second)
        assert only(first).tags == ("claim", "threat", "denial")
        await first.press("z")
        await first.saved()
        await second.looked()
        assert only(second).tags == ("threat", "denial")


async def test_tags_whose_journal_was_deleted_are_not_said_to_be_changed_in_another_window(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with reader(path) as here:
        await here.press("j", "c")
        await here.saved()
        path.with_name("a.json.journal").unlink()
        await here.looked()
        assert not len(here.session.annotations.book)
        (notice,) = here.session.messages.standing
        assert notice.text.startswith("a.json.journal was deleted by another program: what was saved in it is missing")
        assert "another window" not in " ".join(said.text for said in here.session.messages.said)
    kept = Store.open(path).archive.backups()[0]
    assert kept.name in notice.text
    assert sum(1 for _ in Store.open(kept).everything()) == 1
