"""Several windows of one store: what collides, what each sees of the others, and what can be taken back later."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.history import History
from annotations.ids import new_id
from annotations.store.storage import JournaledStorage
from annotations.store.store import OutdatedError, Store
from tests.annotations.conftest import make_annotation, make_article, next_redo, next_undo, uuid_of
from tests.annotations.store.test_storage import journal_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotations.model import Annotation
    from articles.model import Story

ARTICLE = make_article().id


def change(what: str, *edits: Edit) -> Change:
    return Change(what, edits, id=new_id())


def adding(*numbers: int) -> Change:
    return change(f"{numbers} added", *(Edit(None, make_annotation(number)) for number in numbers))


def history(store: Store, articles: Collection[str] = (ARTICLE,)) -> History:
    return History(store.history(articles))


def undo(store: Store, earlier: History) -> str:
    taken_back = earlier.undo()
    assert taken_back is not None
    store.apply(taken_back)
    return taken_back.what


def notes(store: Store) -> dict[int, str]:
    return {int(a.id[-12:]): a.note for a in store.everything()}


@pytest.fixture
def base(path: Path) -> Annotation:
    Store.open(path, "ana").apply(adding(1))
    return make_annotation(1)


def revised(base: Annotation, **fields: object) -> Edit:
    return Edit(base, replace(base, rev=2, **fields))  # type: ignore[arg-type]


# What collides


def test_of_two_that_set_a_field_the_later_stays_and_the_earlier_is_in_the_history(
    path: Path, base: Annotation
) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    assert other.apply(change("note", revised(base, note="theirs", speaker="Sullivan"))).collided == []
    assert mine.apply(change("note", revised(base, note="mine", tags=("claim", "threat")))).collided == ["note"]
    for store in (mine, other, Store.open(path)):
        (found,) = store.everything()
        assert (found.note, found.speaker, found.tags) == ("mine", "Sullivan", ("claim", "threat"))
    last = mine.history([ARTICLE])[-1].edits[0]
    assert last.before is not None
    assert (last.before.note, last.before.speaker) == ("theirs", "Sullivan")
    assert undo(mine, history(mine)) == "note"
    (found,) = other.everything()
    assert (found.note, found.speaker, found.tags) == ("theirs", "Sullivan", ("claim",))


def test_a_deletion_of_what_another_window_edited_is_not_made_and_that_is_told(path: Path, base: Annotation) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    other.apply(change("note", revised(base, note="theirs")))
    assert mine.apply(change("deleted", Edit(base, None))).collided == ["note"]
    assert notes(mine) == {1: "theirs"}


def test_an_edit_of_what_another_window_deleted_brings_it_back(path: Path, base: Annotation) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    other.apply(change("deleted", Edit(base, None)))
    assert mine.apply(change("note", revised(base, note="mine"))).collided == []
    assert notes(other) == {1: "mine"}


# What is seen of others


def test_a_window_sees_additions_edits_and_deletions_of_another_once(path: Path, base: Annotation) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    for made, expected in [
        (adding(2), {1: "", 2: ""}),
        (change("note", revised(base, note="theirs")), {1: "theirs", 2: ""}),
        (change("deleted", Edit(make_annotation(2), None)), {1: "theirs"}),
    ]:
        other.apply(made)
        assert mine.refresh()
        assert notes(mine) == expected
        assert not mine.refresh()
        assert not other.refresh()
    other.compact()
    assert not mine.refresh()
    other.close()
    assert not mine.refresh()
    assert notes(mine) == {1: "theirs"}


def test_what_was_taken_in_along_the_way_is_counted_too(path: Path, base: Annotation) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    before = mine.foreign
    other.apply(adding(2))
    mine.apply(adding(3))
    assert not mine.refresh()
    assert mine.foreign > before


@pytest.mark.parametrize("story", ["AxB", "AxBxA", "AFB", "AFBF", "ABFAB", "AFxBFx", "ABxFABFxBA"])
def test_windows_that_write_fold_and_are_closed_in_any_order_agree(path: Path, story: str) -> None:
    """A and B write, in turn and each in its own window; F folds; x closes the window that wrote last."""
    windows = {name: Store.open(path, name) for name in "AB"}
    expected: dict[int, str] = {}
    last = "A"
    for number, step in enumerate(story * 3):
        if step in windows:
            windows[step].apply(adding(number))
            expected[number] = ""
            last = step
        elif step == "F":
            windows["B" if last == "A" else "A"].compact()
        else:
            windows[last].close()
        for name, store in windows.items():
            assert notes(store) == expected, (number, step, name)
    assert notes(Store.open(path)) == expected
    assert len({action.id for action in JournaledStorage(path).actions()}) == len(expected)


def test_a_window_reading_while_another_folds_sees_all_at_every_moment(
    path: Path, base: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each call to the system that a writing and folding window makes another looks, and one is opened."""
    reader, writer = Store.open(path), Store.open(path, "ben")
    looked: list[str] = []
    looking = False

    def watched(name: str) -> None:
        real = getattr(os, name)

        def call(*args: object, **kwargs: object) -> object:
            nonlocal looking
            result = real(*args, **kwargs)
            if not looking:
                looking = True
                fresh = Store.open(path)
                seen = [notes(store) for store in (reader, fresh)]
                assert seen[0] == seen[1]
                assert seen[0] in (expected, more), name
                assert fresh.messages() == reader.messages() == []
                looked.append(name)
                looking = False
            return result

        monkeypatch.setattr(os, name, call)

    expected = more = notes(reader)
    for name in ("write", "fsync", "fdatasync", "rename", "replace", "link", "mkdir", "open"):
        watched(name)
    for number in range(2, 20):
        expected, more = more, {**more, number: ""}
        writer.apply(adding(number))
        expected = more
        if number % 3 == 0:
            writer.compact()
    monkeypatch.undo()
    assert len(looked) > 100
    assert notes(reader) == expected


# What can be taken back later


def test_undo_and_redo_go_on_after_a_restart(path: Path) -> None:
    """Added, noted and deleted in three sittings; the first is in a retired journal, the last was killed."""
    noted = replace(make_annotation(1), note="why", rev=2)
    with_close = Store.open(path, "ana")
    with_close.apply(adding(1))
    with_close.close()
    Store.open(path, "ana").apply(change("note written", Edit(make_annotation(1), noted)))
    Store.open(path, "ana").apply(change("deleted", Edit(noted, None)))

    store = Store.open(path, "ana")
    assert undo(store, history(store)) == "deleted"
    assert notes(store) == {1: "why"}
    store.close()
    store = Store.open(path, "ana")
    earlier = history(store)
    assert (next_undo(history(store)), next_redo(history(store))) == ("note written", "deleted")
    assert undo(store, earlier) == "note written"
    assert notes(Store.open(path)) == {1: ""}
    store = Store.open(path, "ana")
    earlier = history(store)
    assert (next_undo(history(store)), next_redo(history(store))) == ("(1,) added", "note written")
    again = earlier.redo()
    assert again is not None
    store.apply(again)
    assert notes(store) == {1: "why"}
    store = Store.open(path, "ana")
    assert undo(store, history(store)) == "note written"
    assert undo(store, history(store)) == "(1,) added"
    assert notes(store) == {}
    assert next_undo(history(store)) == ""


KILLED = """
import os, sys
from pathlib import Path
from annotations.store.store import Store
from tests.annotations.store.test_windows import adding
Store.open(Path(sys.argv[1]), "ana").apply(adding(1))
os.kill(os.getpid(), 9)
"""


def test_what_was_tagged_before_a_kill_can_be_taken_back_and_made_again(path: Path) -> None:
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", KILLED, path], cwd=root, check=False, timeout=60).returncode == -9
    store = Store.open(path, "ana")
    assert notes(store) == {1: ""}
    undo(store, history(store))
    assert notes(Store.open(path)) == {}
    store = Store.open(path, "ana")
    again = history(store).redo()
    assert again is not None
    store.apply(again)
    assert notes(Store.open(path)) == {1: ""}


def test_a_bulk_change_over_many_articles_is_undone_as_one(path: Path) -> None:
    articles = [make_article(f"Outlet {n}", f"Talks {n}.\n\nThe minister denied it.") for n in range(50)]
    many = [make_annotation(n, 0, 5, article=article) for n, article in enumerate(articles)]
    store = Store.open(path, "ana")
    store.apply(change("added", *(Edit(None, annotation) for annotation in many)))
    store.apply(change("merged", *(Edit(a, replace(a, tags=("denial",), rev=2)) for a in many)))
    assert journal_of(path).read_bytes().count(b"\n") == 3
    other = Store.open(path, "ana")
    assert undo(other, history(other, [article.id for article in articles])) == "merged"
    assert {a.tags for a in Store.open(path).everything()} == {("claim",)}
    assert next_undo(history(other, [articles[0].id])) == "added"
    assert next_undo(history(other, [ARTICLE])) == ""


def test_a_bulk_change_is_there_whole_or_not_at_all_wherever_its_line_is_cut(path: Path) -> None:
    store = Store.open(path, "ana")
    store.apply(adding(0))
    before = journal_of(path).read_bytes()
    store.apply(adding(*range(1, 30)))
    after = journal_of(path).read_bytes()
    for end in range(len(before), len(after) + 1, 97):
        journal_of(path).write_bytes(after[:end])
        assert len(notes(Store.open(path))) in (1, 30)
    journal_of(path).write_bytes(after[:-1])
    assert len(notes(Store.open(path))) == 1


def test_undo_is_refused_whole_where_another_window_changed_a_record_since(path: Path) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    mine.apply(adding(1, 2))
    mine.apply(change("noted", *(revised(make_annotation(n), note="mine") for n in (1, 2))))
    seen = next(a for a in other.everything() if a.id == uuid_of(2))
    other.apply(change("noted anew", Edit(seen, replace(seen, note="theirs", rev=3))))
    before = journal_of(path).read_bytes()
    with pytest.raises(OutdatedError, match="changed in another window since"):
        undo(mine, history(mine))
    assert notes(mine) == {1: "mine", 2: "theirs"}
    assert journal_of(path).read_bytes() == before
    undo(other, history(other))
    assert undo(mine, history(mine)) == "noted"
    assert notes(other) == {1: "", 2: ""}


def test_each_annotator_takes_back_what_is_theirs(path: Path) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    mine.apply(adding(1))
    other.apply(adding(2))
    assert undo(Store.open(path, "ana"), history(Store.open(path, "ana"))) == "(1,) added"
    assert notes(other) == {2: ""}


def test_stories_are_no_part_of_the_history(path: Path, story: Story) -> None:
    store = Store.open(path, "ana")
    store.keep_story(story)
    store.apply(adding(1))
    store.keep_story(story, {"row": 3})
    assert [c.what for c in Store.open(path, "ana").history([a.id for a in story.articles] + [ARTICLE])] == [
        "(1,) added"
    ]
    undo(store, history(store))
    assert notes(store) == {}
    assert store.stories()[0].place == {"row": 3}


def test_several_edits_of_one_record_are_taken_back_together(path: Path) -> None:
    store = Store.open(path, "ana")
    one, noted = make_annotation(1), replace(make_annotation(1), note="why", rev=2)
    both = change("both", Edit(None, one), Edit(one, noted))
    store.apply(both)
    store.apply(both.inverse())
    assert notes(Store.open(path)) == {}


def test_what_is_handed_out_may_be_changed_by_who_has_it(path: Path, story: Story) -> None:
    store = Store.open(path, "ana")
    weights = [1]
    place = {"rows": [1]}
    store.apply(change("added", Edit(None, make_annotation(1, extra={"weights": weights}))))
    store.keep_story(story, place)
    weights.append(2)
    place["rows"].append(2)
    (held,) = store.everything()
    held.extra["weights"].append(3)
    (record,) = store.stories()
    record.place["rows"].append(3)
    for seen in (store, Store.open(path)):
        (held,) = seen.everything()
        (record,) = seen.stories()
        assert (held.extra["weights"], record.place["rows"]) == ([1], [1])


# One annotation of one annotator on the same words


def given(number: int, *tags: str, **fields: str) -> Change:
    """An annotation that joins one of the same annotator on the same words."""
    added = replace(make_annotation(number, tags=tags), **fields)  # type: ignore[arg-type]
    return change(f"{tags} given", Edit(None, added, joins=True))


def said(store: Store) -> list[tuple[int, str, tuple[str, ...], str, str]]:
    return [(int(a.id[-12:]), a.annotator, a.tags, a.note, a.speaker) for a in store.everything()]


def test_what_two_windows_of_one_annotator_give_to_the_same_words_is_one_annotation(path: Path) -> None:
    first, second = Store.open(path, "ana"), Store.open(path, "ana")
    first.apply(given(1, "claim", note="one", speaker="Sullivan"))
    done = second.apply(given(2, "threat", "claim", note="two", speaker="Wang")).change
    assert said(first) == [(1, "ana", ("claim", "threat"), "one\n\ntwo", "Sullivan")]
    assert [edit.id for edit in done.edits] == [uuid_of(1)]
    second.apply(done.inverse())
    assert said(first) == [(1, "ana", ("claim",), "one", "Sullivan")]


def test_the_first_window_takes_back_its_own_part_alone(path: Path) -> None:
    first, second = Store.open(path, "ana"), Store.open(path, "ana")
    one = given(1, "claim")
    first.apply(one)
    second.apply(given(2, "threat"))
    first.apply(one.inverse())
    assert said(second) == [(1, "ana", ("threat",), "", "")]


def test_the_same_tag_given_twice_is_there_once_and_only_who_gave_it_first_takes_it_back(path: Path) -> None:
    first, second = Store.open(path, "ana"), Store.open(path, "ana")
    one, two = given(1, "claim"), given(2, "claim")
    first.apply(one)
    assert second.apply(two).change.edits == ()
    second.apply(two.inverse())
    assert said(second) == [(1, "ana", ("claim",), "", "")]
    first.apply(one.inverse())
    assert said(second) == []


def test_what_a_window_does_before_it_knows_is_done_to_the_one_annotation(path: Path) -> None:
    first, second = Store.open(path, "ana"), Store.open(path, "ana")
    first.apply(given(1, "claim"))
    two = given(2, "threat")
    second.apply(two)
    known = two.edits[0].after
    assert known is not None
    further = change("denial added", Edit(known, known.revised(tags=("threat", "denial"))))
    second.apply(further)
    assert said(first) == [(1, "ana", ("claim", "threat", "denial"), "", "")]
    second.apply(further.inverse())
    second.apply(two.inverse())
    assert said(first) == [(1, "ana", ("claim",), "", "")]


def test_what_is_of_another_annotator_other_words_or_another_text_is_an_annotation_of_its_own(path: Path) -> None:
    store = Store.open(path, "ana")
    store.apply(given(1, "claim"))
    store.apply(given(2, "claim", annotator="ben"))
    store.apply(given(3, "claim", annotator=""))
    store.apply(change("shorter", Edit(None, make_annotation(4, 13, 35), joins=True)))
    assert [(number, who) for number, who, *_ in said(store)] == [(4, "ana"), (1, "ana"), (2, "ben"), (3, "")]


def test_records_that_other_programs_made_twice_stay_two(path: Path) -> None:
    Store.open(path, "ana").apply(adding(1, 2))
    assert notes(Store.open(path)) == {1: "", 2: ""}
