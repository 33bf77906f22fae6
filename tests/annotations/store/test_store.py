"""The store: annotations, articles, stories and the codebook, across windows and after damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from annotations.bookmarks import Bookmark
from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook, Tag
from annotations.codebook.recoding import created
from annotations.model import RECORD_FIELDS
from annotations.store.journal import beside
from annotations.store.storage import StoreError
from annotations.store.store import Store, default_path
from articles.model import Story
from tests.annotations.conftest import no_annotations, state_of

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tests.annotations.conftest import MakeAnnotation, MakeArticle


def adding(*annotations: Annotation) -> Change:
    return Change("added", tuple(Edit(None, annotation) for annotation in annotations))


def kept(path: Path, *annotations: Annotation) -> None:
    """A sitting in which these were added."""
    store = Store.open(path)
    store.apply(adding(*annotations))
    store.close()


def everything(path: Path) -> list[Annotation]:
    return list(Store.open(path).everything())


def edited(path: Path, change: Any) -> None:
    """Another program's hand on the file."""
    tables = json.loads(path.read_text("utf-8"))
    change(tables)
    path.write_text(json.dumps(tables), "utf-8")


def test_opening_makes_nothing(tmp_path: Path, annotation: MakeAnnotation) -> None:
    store = Store.open(tmp_path / "a" / "annotations.json")
    assert (list(store.everything()), store.annotations("post"), store.stories(), store.articles()) == ([], [], [], {})
    assert store.codebook == Codebook()
    assert list(tmp_path.iterdir()) == []


def test_what_was_applied_is_there_in_text_order_for_the_next_who_opens(
    path: Path, article: MakeArticle, annotation: MakeAnnotation
) -> None:
    courier = article("Courier")
    later, earlier = annotation(1, 20, 30), annotation(2, 13, 36, note="“ü”\n", extra={"weight": [1]})
    elsewhere = annotation(3, article=courier)
    Store.open(path).apply(adding(later, elsewhere, earlier))
    assert Store.open(path).annotations(article().id) == [earlier, later]
    assert everything(path) == [elsewhere, earlier, later]


def test_stock_tinydb_reads_the_records(path: Path, annotation: MakeAnnotation) -> None:
    one = annotation(7)
    kept(path, one)
    with TinyDB(path) as db:
        (doc,) = db.table(one.passage.article).all()
        assert doc == one.to_record()
        assert tuple(doc) == RECORD_FIELDS
        assert doc.doc_id == int(one.id.replace("-", ""), 16)


def test_edits_change_and_delete_by_id(path: Path, annotation: MakeAnnotation) -> None:
    store = Store.open(path)
    one, two = annotation(1), annotation(2, 20, 30)
    store.apply(adding(one, two))
    noted = one.revised(note="why")
    store.apply(Change("note written", (Edit(one, noted), Edit(two, None))))
    assert everything(path) == [noted]
    store.apply(Change("note written", (Edit(one, noted), Edit(two, None))).inverse())
    assert everything(path) == [one, two]


def test_several_edits_of_one_record_in_a_change_follow_each_other(path: Path, annotation: MakeAnnotation) -> None:
    one = annotation(1)
    noted = one.revised(note="why")
    Store.open(path).apply(Change("both", (Edit(None, one), Edit(one, noted))))
    assert everything(path) == [noted]


def test_a_change_that_cannot_be_made_is_not_made_in_part(path: Path, annotation: MakeAnnotation) -> None:
    from dataclasses import replace

    store = Store.open(path)
    store.apply(adding(annotation(1)))
    with pytest.raises(StoreError, match="not the id"):
        store.apply(adding(annotation(2), replace(annotation(3), id="third")))
    assert [a.id for a in store.everything()] == [annotation(1).id]


def test_two_windows_keep_each_others_work(path: Path, annotation: MakeAnnotation) -> None:
    mine, other = Store.open(path), Store.open(path)
    one = annotation(1)
    mine.apply(adding(one))
    assert other.refresh()
    other.apply(adding(annotation(2, 20, 30)))
    other.apply(Change("note", (Edit(one, one.revised(note="theirs")),)))
    mine.apply(Change("tag", (Edit(one, one.revised(tags=("claim", "threat"))),)))
    first, second = mine.everything()
    assert (first.note, first.tags, second.id) == ("theirs", ("claim", "threat"), annotation(2).id)
    assert other.refresh()
    assert list(other.everything()) == [first, second]
    assert not other.refresh()


def test_unknown_tables_and_fields_survive(path: Path, annotation: MakeAnnotation) -> None:
    one = annotation(1)
    kept(path, one)

    def change(tables: dict[str, Any]) -> None:
        tables["_later"] = {"1": {"new": True}}
        next(iter(tables[one.passage.article].values()))["weight"] = 3

    edited(path, change)
    store = Store.open(path)
    (held,) = store.everything()
    assert held.extra == {"weight": 3}
    store.apply(Change("note", (Edit(held, held.revised(note="why")),)))
    store.close()
    tables = json.loads(path.read_text("utf-8"))
    assert tables["_later"] == {"1": {"new": True}}
    assert everything(path)[0].extra == {"weight": 3}


@pytest.mark.parametrize("record", [{}, {"id": 3}, {"tags": "claim"}])
def test_a_record_that_is_no_annotation_is_not_shown_and_kept(
    path: Path, annotation: MakeAnnotation, record: dict[str, Any]
) -> None:
    one = annotation(1)
    kept(path, one)
    edited(path, lambda tables: tables[one.passage.article].update({"5": record}))
    store = Store.open(path)
    assert store.annotations(one.passage.article) == [one]
    assert len(no_annotations(path)) == 1
    store.apply(adding(annotation(2, 20, 30)))
    store.close()
    assert json.loads(path.read_text("utf-8"))[one.passage.article]["5"] == record


def test_a_story_and_its_articles_are_kept(path: Path, story: Story) -> None:
    store = Store.open(path)
    store.keep_story(story)
    (record,) = Store.open(path).stories()
    assert (record.id, record.title, record.articles) == (story.id, "Talks", tuple(a.id for a in story.articles))
    for article in story.articles:
        kept = store.articles()[article.id]
        assert (kept.outlet, kept.title, kept.date, kept.source) == _told(article)
        assert [v.sha256 for v in kept.versions] == [article.version.sha256]


def _told(article: Any) -> tuple[str, str, str, str]:
    return article.outlet, article.title, article.date, article.source


def test_keeping_the_same_story_again_writes_nothing(path: Path, story: Story) -> None:
    store = Store.open(path)
    store.keep_story(story, {"row": 3})
    before = state_of(path)
    store.keep_story(story)
    store.keep_story(story, {"row": 3})
    Store.open(path).keep_story(story)
    assert state_of(path) == before


def test_the_place_is_kept_and_stays_when_the_story_is_opened_again(path: Path, story: Story) -> None:
    store = Store.open(path)
    store.keep_story(story)
    opened = store.stories()[0].opened
    store.keep_story(story, {"row": 3})
    store.keep_story(story)
    assert [(s.place, s.opened) for s in Store.open(path).stories()] == [({"row": 3}, opened)]


def test_the_story_opened_last_comes_first_and_a_place_does_not_count_as_opening(path: Path, story: Story) -> None:
    store = Store.open(path)
    alone = Story("Alone", story.articles[:1])
    for opened in (story, alone, story, alone):
        store.keep_story(opened)
        assert store.stories()[0].id == opened.id
    store.keep_story(story, {"row": 1})
    assert [s.title for s in store.stories()] == ["Alone", "Talks"]


def test_the_codebook_is_kept_and_two_windows_lose_no_tag(path: Path) -> None:
    mine, other = Store.open(path), Store.open(path)
    of_mine, of_theirs = created(Codebook(), "mine")[0], created(Codebook(), "theirs")[0]
    mine.apply(of_mine)
    other.apply(of_theirs)
    assert [(tag.id, tag.key) for tag in mine.codebook.tags] == [
        ("claim", "c"), ("denial", "d"), ("threat", "t"), ("unverified", "u"), ("mine", "5"), ("theirs", "6"),
    ]  # fmt: skip
    before = state_of(path)
    mine.apply(of_mine)
    assert state_of(path) == before
    assert mine.codebook.tags[0].definition == Codebook().tags[0].definition


def test_a_codebook_that_cannot_be_read_is_that_of_everyone(path: Path) -> None:
    path.write_text('{"_meta": {"1": {"schema": 1}}, "_codebook": {"1": {"id": []}}}')
    assert Store.open(path).codebook == Codebook()


def test_what_a_tag_holds_that_cannot_be_shown_is_left_out(path: Path) -> None:
    written: dict[str, Any] = {
        "1": {"id": "a", "name": "x\x1b[31my\n z\u202e", "key": "\x07", "colour": "red\x07", "definition": "it\n\tis"},
        "2": {"id": "b\x1b[2J", "name": "\x00", "key": "語", "place": 2, "colour": 7},
        "3": {"id": "c", "name": "c", "key": ["c"], "place": "first", "weight": 3},
        "4": {"id": 4, "name": "no id"},
    }
    path.write_text(json.dumps({"_meta": {"1": {"schema": 1}}, "_codebook": written}))
    assert Store.open(path).codebook.tags == (
        Tag("b\x1b[2J", "b", key="1", place=2, colour="7"),
        Tag("a", "xy z", key="2", colour="red", definition="it is"),
        Tag("c", "c", key="3"),
    )
    assert Store.open(path).codebook.tag("\x1b[2J").name == "?"


def test_bookmarks_are_put_and_taken_away_and_are_nobodys_history(path: Path, article: MakeArticle) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ana")
    post, courier = article(), article("Courier")
    marks = [Bookmark(a.id, a.version.sha256, start) for a in (courier, post) for start in (0, 13)]
    for mark in reversed(marks):
        mine.set_bookmark(mark, on=True)
    before = state_of(beside(path))
    other.set_bookmark(marks[0], on=True)
    other.set_bookmark(marks[0]._replace(start=99), on=False)
    assert state_of(beside(path)) == before
    assert other.bookmarks([post.id, courier.id]) == marks
    mine.set_bookmark(marks[0], on=False)
    assert other.bookmarks([courier.id]) == Store.open(path).bookmarks({courier.id}) == marks[1:2]
    assert mine.history([post.id, courier.id]) == []
    mine.close()
    assert Store.open(path).bookmarks([post.id, courier.id]) == marks[1:]


def test_the_root_is_refused_as_a_store() -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(Path("/"))


def test_the_default_path_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "annotations.json"
    assert default_path().parent.name == "newsreader"
