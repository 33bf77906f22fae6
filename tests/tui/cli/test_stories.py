"""`newsreader stories` and `newsreader add` as they are called."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from annotations.anchoring.composing import compose
from annotations.anchoring.opening import again
from annotations.changes import Change, Edit
from annotations.exports.homes import gathered
from annotations.history import History
from annotations.ids import new_id
from annotations.library import library
from annotations.model import Annotation, Passage
from annotations.shelf import StoryEdit
from annotations.store import emergency
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.errors import NewsreaderError
from articles.read import read_story
from tests.stories import written
from tui.__main__ import main
from tui.cli.stories import list_stories
from tui.cli.which_story import another_story, which_story

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article, Story

    Told = pytest.CaptureFixture[str]

TEXTS = {
    "Post.txt": "Harbour closed\n\n14 March 2022\n\nThe harbour of Lanville was closed on Tuesday, the mayor said.\n",
    "Courier.txt": "Storm shuts port\n\n15 March 2022\n\nAfter the storm the port of Lanville was shut on Tuesday.\n",
    "Echo.txt": "Ferries stop\n\nNo ferry leaves Lanville since the storm closed its harbour on Tuesday.\n",
    "Globe.txt": "Talks in Rome\n\nDiplomats met for seven hours in Rome over sanctions and weapons.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "files", TEXTS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "annotations.json"


def run(path: Path, *arguments: str) -> int:
    return main(["--store", str(path), "--annotator", "ana", *arguments])


def opened(path: Path, folder: Path, *names: str, tags: int = 0) -> Story:
    """Open a story of these files as the reader does, and tag the first words of its first article."""
    store = Store.open(path, "ana")
    story = which_story([str(folder / f"{name}.txt") for name in names], store, writes=True).story
    store.keep_story(story)
    store.apply(Change("tagged", tuple(Edit(None, tagged(story.articles[0], n)) for n in range(tags)), new_id()))
    store.close()
    return story


def tagged(article: Article, n: int) -> Annotation:
    return Annotation(new_id(), Passage.of(article, n, n + 4), ("claim",), annotator="ana")


def listed(path: Path) -> list[dict[str, object]]:
    out = io.StringIO()
    list_stories(store=path, out=out, as_json=True)
    found = json.loads(out.getvalue())["stories"]
    assert isinstance(found, list)
    return found


def shelved(path: Path, title: str, **fields: Any) -> Change:
    """Do something with a story of this title."""
    store = Store.open(path, "ana")
    state = next(story.record.state for story in library(store) if story.title == title)
    change = Change("shelved", (), new_id(), stories=(StoryEdit(state, state._replace(**fields)),))
    store.apply(change)
    store.close()
    return change


def taken_back(path: Path, change: Change) -> None:
    store = Store.open(path, "ana")
    store.apply(change.inverse())
    store.close()


def test_stories_are_listed_with_outlets_days_and_counts_the_last_opened_first(path: Path, folder: Path) -> None:
    opened(path, folder, "Globe")
    story = opened(path, folder, "Post", "Courier", tags=2)
    first, second = listed(path)
    assert first == {
        "id": story.id,
        "title": "Harbour closed",
        "outlets": ["Post", "Courier"],
        "dates": ["2022-03-14", "2022-03-15"],
        "articles": 2,
        "annotations": 2,
        "opened": Store.open(path).stories()[0].opened,
        "archived": None,
    }
    assert (second["title"], second["annotations"]) == ("Talks in Rome", 0)
    out = io.StringIO()
    list_stories(store=path, out=out)
    assert (
        "Harbour closed\n    Post, Courier · 14 – 15 Mar 2022\n    2 articles · 2 annotations · opened"
        in out.getvalue()
    )


def test_without_a_store_it_says_how_to_begin_and_makes_none(path: Path, capsys: Told) -> None:
    assert run(path, "stories") == 0
    assert "no stories yet: newsreader with files or addresses" in capsys.readouterr().out
    assert not path.parent.exists()


def test_names_archiving_and_deleting_show_and_can_be_taken_back(path: Path, folder: Path) -> None:
    opened(path, folder, "Globe", tags=1)
    opened(path, folder, "Post", "Courier", tags=2)
    shelved(path, "Harbour closed", name="Storm in Lanville")
    shelved(path, "Talks in Rome", archived="2026-01-01T00:00:00.000Z")
    assert [(one["title"], bool(one["archived"])) for one in listed(path)] == [
        ("Storm in Lanville", False),
        ("Talks in Rome", True),
    ]
    change = shelved(path, "Storm in Lanville", deleted="2026-01-01T00:00:00.000Z")
    assert [one["title"] for one in listed(path)] == ["Talks in Rome"]
    store = Store.open(path)
    assert len(gathered(store).annotations) == 1
    assert which_story((), store).story.title == "Talks in Rome"
    assert verify(path).findings == []
    taken_back(path, change)
    assert [one["title"] for one in listed(path)] == ["Storm in Lanville", "Talks in Rome"]
    assert len(gathered(Store.open(path)).annotations) == 3


def test_a_deleted_story_that_is_opened_by_its_files_is_listed_again_with_its_annotations(
    path: Path, folder: Path
) -> None:
    opened(path, folder, "Post", "Courier", tags=2)
    shelved(path, "Harbour closed", deleted="2026-01-01T00:00:00.000Z")
    assert listed(path) == []
    opened(path, folder, "Post", "Courier")
    assert [(one["title"], one["annotations"]) for one in listed(path)] == [("Harbour closed", 2)]


def test_an_article_that_another_story_has_keeps_its_annotations_in_exports(path: Path, folder: Path) -> None:
    opened(path, folder, "Post", "Globe", tags=1)
    opened(path, folder, "Post", "Courier")
    assert [(one["title"], one["annotations"]) for one in listed(path)] == [("Harbour closed", 1)] * 2
    shelved(path, "Harbour closed", deleted="2026-01-01T00:00:00.000Z")
    assert len(gathered(Store.open(path)).annotations) == 1


def test_articles_are_added_to_the_story_opened_last_which_keeps_name_place_and_annotations(
    path: Path, folder: Path, capsys: Told
) -> None:
    opened(path, folder, "Globe")
    opened(path, folder, "Post", "Courier", tags=2)
    shelved(path, "Harbour closed", name="Storm")
    assert run(path, "add", str(folder / "Echo.txt")) == 0
    assert capsys.readouterr().out == "“Echo” added: “Storm” has 3 articles\n"
    assert [(one["title"], one["articles"], one["annotations"]) for one in listed(path)] == [
        ("Storm", 3, 2),
        ("Talks in Rome", 1, 0),
    ]
    store = Store.open(path, "ana")
    again_ = which_story((), store).story
    assert [article.outlet for article in again_.articles] == ["Post", "Courier", "Echo"]
    history = History(store.history([article.id for article in again_.articles]))
    back = history.undo()
    assert back is not None
    assert back.what == "“Echo” added"
    store.apply(back)
    assert [(one["title"], one["articles"]) for one in listed(path)] == [("Storm", 2), ("Talks in Rome", 1)]


def test_a_story_is_named_by_its_id_the_beginning_of_that_or_its_title(path: Path, folder: Path, capsys: Told) -> None:
    story = opened(path, folder, "Post", "Courier")
    opened(path, folder, "Globe")
    assert run(path, "add", "--story", story.id[:12], str(folder / "Echo.txt")) == 0
    assert run(path, "add", "--story", "talks in rome", str(folder / "Echo.txt")) == 0
    capsys.readouterr()
    assert run(path, "add", "--story", "nothing", str(folder / "Post.txt")) == 1
    assert "no story is called so; newsreader stories lists them" in capsys.readouterr().err.replace(": nothing", "")
    assert run(path, "add", "--story", "harbour closed", str(folder / "Post.txt")) == 1
    assert "in this story already: “Post”" in capsys.readouterr().err


def test_nothing_can_be_added_before_a_story_was_opened(path: Path, folder: Path, capsys: Told) -> None:
    assert run(path, "add", str(folder / "Post.txt")) == 1
    assert "no story to add to" in capsys.readouterr().err
    assert not path.exists()


def test_a_composed_story_reopens_from_what_is_kept_where_its_files_are_gone(path: Path, folder: Path) -> None:
    opened(path, folder, "Post", "Courier")
    run(path, "add", str(folder / "Echo.txt"))
    (folder / "Courier.txt").unlink()
    (folder / "Post.txt").write_text(TEXTS["Post.txt"] + "\nThe mayor will speak again on Friday.\n", encoding="utf-8")
    store = Store.open(path)
    story = again(store.stories()[0], store).story
    assert [article.outlet for article in story.articles] == ["Post", "Courier", "Echo"]
    assert "again on Friday" in story.articles[0].version.text


def test_a_composed_story_with_a_text_from_standard_input_reads_its_files_anew(path: Path, folder: Path) -> None:
    opened(path, folder, "Post", "Courier")
    run(path, "add", str(folder / "Echo.txt"))
    store = Store.open(path, "ana")
    record = store.stories()[0]
    (folder / "Post.txt").write_text(TEXTS["Post.txt"] + "\nThe mayor will speak again on Friday.\n", encoding="utf-8")
    story = again(record._replace(paths=("-", *record.paths)), store).story
    assert "again on Friday" in story.articles[0].version.text
    assert len(story.articles) == 3


def test_a_folder_that_gets_another_file_stays_one_story_with_its_name(path: Path, folder: Path) -> None:
    (folder / "Globe.txt").unlink()
    store = Store.open(path, "ana")
    store.keep_story(which_story([str(folder)], store, writes=True).story)
    store.close()
    shelved(path, str(listed(path)[0]["title"]), name="Storm")
    (folder / "Star.txt").write_text("The storm\n\nIt was the worst storm in Lanville for years.\n", encoding="utf-8")
    store = Store.open(path, "ana")
    store.keep_story(which_story([str(folder)], store, writes=True).story)
    store.close()
    assert [(one["title"], one["articles"]) for one in listed(path)] == [("Storm", 4)]


def test_where_texts_of_the_last_story_are_gone_the_next_one_is_opened_and_that_is_told(
    path: Path, folder: Path
) -> None:
    opened(path, folder, "Globe")
    opened(path, folder, "Post", "Courier")
    for name in ("Post", "Courier"):
        (folder / f"{name}.txt").unlink()
    store = Store.open(path, "ana")
    for article in read_texts(store):
        for kept in path.parent.rglob(f"*{article}*"):
            kept.unlink()
    with pytest.raises(NewsreaderError) as gone:
        which_story((), store)
    meant = another_story(store, None, gone.value)
    assert meant.story.title == "Talks in Rome"
    assert any(notice.startswith("“Harbour closed” cannot be opened: ") for notice in meant.notices)


def read_texts(store: Store) -> list[str]:
    """The hashes of the texts of the story opened last."""
    known = store.articles()
    return [known[id_].versions[-1].sha256 for id_ in store.stories()[0].articles]


def test_annotations_are_counted_in_one_look_however_many_stories_there_are(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, folder, "Post", "Courier", tags=2)
    opened(path, folder, "Globe", tags=1)
    store = Store.open(path)
    looks = []
    counts = store.counts

    def counted() -> dict[str, int]:
        looks.append(1)
        return counts()

    monkeypatch.setattr(store, "counts", counted)
    assert [story.annotations for story in library(store)] == [1, 2]
    assert looks == [1]


def test_an_article_that_was_taken_out_keeps_its_annotations_and_they_are_exported(path: Path, folder: Path) -> None:
    story = opened(path, folder, "Post", "Courier", tags=2)
    store = Store.open(path, "ana")
    composed = compose(store, story, None, without=story.articles[0].id)
    assert [article.outlet for article in composed.story.articles] == ["Courier"]
    gathered_ = gathered(store)
    assert len(gathered_.annotations) == 2
    assert gathered_.homes[story.articles[0].id].outlet == "Post"
    added = compose(store, composed.story, read_story([str(folder / "Post.txt")]))
    assert [article.outlet for article in added.story.articles] == ["Courier", "Post"]
    assert [(story.articles, story.annotations) for story in library(store)] == [(2, 2)]
    store.close()
    assert verify(path).findings == []


def test_two_outlets_that_print_one_report_stand_beside_each_other(path: Path, folder: Path) -> None:
    report = TEXTS["Post.txt"] + "\nThe ships wait outside until the storm is over, the harbour master said on radio.\n"
    (folder / "Post.txt").write_text(report, encoding="utf-8")
    (folder / "Herald.txt").write_text(report.replace("Harbour closed", "Port closed"), encoding="utf-8")
    story = opened(path, folder, "Post", "Courier", tags=1)
    store = Store.open(path, "ana")
    added = compose(store, story, read_story([str(folder / "Herald.txt")])).story
    assert [article.outlet for article in added.articles] == ["Post", "Courier", "Herald"]
    later = compose(store, story, read_story([str(folder / "Herald.txt")]), without=story.articles[0].id)
    assert len(later.story.articles) == 2
    store.close()


def test_one_text_under_another_outlet_is_an_article_of_its_own_also_when_it_is_opened_again(
    path: Path, folder: Path
) -> None:
    (folder / "Post.txt").write_text(f"Outlet: Post\n\n{TEXTS['Post.txt']}", encoding="utf-8")
    pages = written(
        folder.parent / "pages", {"story.toml": LISTED, "reprint.txt": f"Outlet: Post\n\n{TEXTS['Post.txt']}"}
    )
    story = opened(path, folder, "Post", "Courier", tags=1)
    store = Store.open(path, "ana")
    added = compose(store, story, read_story([str(pages)])).story
    assert [article.outlet for article in added.articles] == ["Post", "Courier", "Herald"]
    assert len({article.id for article in added.articles}) == 3
    store.close()
    store = Store.open(path, "ana")
    assert [(a.id, a.outlet) for a in again(store.stories()[0], store).story.articles] == [
        (a.id, a.outlet) for a in added.articles
    ]


LISTED = 'title = "Reprints"\n\n[[article]]\nfile = "reprint.txt"\noutlet = "Herald"\n'


def test_two_windows_that_do_different_things_with_a_story_both_have_done_them(path: Path, folder: Path) -> None:
    opened(path, folder, "Post", "Courier")
    one, other = Store.open(path, "ana"), Store.open(path, "ben")
    state = library(one)[0].record.state
    after = (one, state._replace(name="Storm")), (other, state._replace(archived="2026-01-01T00:00:00.000Z"))
    for store, done in after:
        store.apply(Change("done", (), new_id(), stories=(StoryEdit(state, done),)))
    last = Store.open(path)
    assert [(story.title, bool(story.archived)) for story in library(last)] == [("Storm", True)]


def test_what_was_done_with_a_story_survives_where_it_could_not_be_saved_at_once(path: Path, folder: Path) -> None:
    opened(path, folder, "Post", "Courier")
    store = Store.open(path, "ana")
    state = library(store)[0].record.state
    change = Change("named", (), new_id(), stories=(StoryEdit(state, state._replace(name="Storm")),))
    emergency.keep(path, [emergency.Work.of_change(change)], "ana")
    store.let_go()
    assert [one["title"] for one in listed(path)] == ["Storm"]


def test_an_outlet_of_several_articles_is_listed_once(path: Path, tmp_path: Path) -> None:
    for name in ("Post.txt", "Courier.txt"):
        written(tmp_path / name, {"Lanville Post.txt": TEXTS[name]})
    files = [str(tmp_path / name / "Lanville Post.txt") for name in ("Post.txt", "Courier.txt")]
    store = Store.open(path, "ana")
    story = which_story(files, store, writes=True).story
    store.keep_story(story)
    assert [article.outlet for article in story.articles] == ["Lanville Post", "Lanville Post 2"]
    assert library(store)[0].outlets == ("Lanville Post",)
    store.close()
