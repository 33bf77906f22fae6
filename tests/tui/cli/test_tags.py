"""`newsreader tags` without its command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook
from annotations.codebook.recoding import created
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.files import MAX_ARTICLE_BYTES
from tests.annotations.conftest import make_annotation, make_article, state_of
from tests.csv_files import read_csv
from tui.cli.tags import list_tags
from tui.cli.tags_export import export_tags
from tui.cli.tags_import import import_tags


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three annotations: a claim, a claim of another article that has an unknown tag too, and one of 谎言."""
    path = tmp_path / "annotations.json"
    opened = Store.open(path, "ana")
    opened.apply(created(Codebook(), "谎言", definition="Not true, and known to be.")[0])
    made = (
        make_annotation(1),
        make_annotation(2, article=make_article("Courier"), tags=("claim", "st\x1b[2Jray")),
        make_annotation(3, 0, 5, tags=("谎言",)),
    )
    opened.apply(Change("added", tuple(Edit(None, annotation) for annotation in made)))
    opened.close()
    return path


def listed(store: Path) -> list[str]:
    out = io.StringIO()
    list_tags(store=store, out=out)
    return out.getvalue().splitlines()


def taken_in(store: Path, text: str | bytes, *, force: bool = False) -> tuple[str, str]:
    """What importing a file says, as data and beside it."""
    file = store.with_name("tags.csv")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    out, notes = io.StringIO(), io.StringIO()
    import_tags(str(file), store=store, annotator="ana", out=out, notes=notes, force=force)
    return out.getvalue(), notes.getvalue()


def test_tags_are_listed_in_their_order_in_columns_and_what_is_not_in_the_codebook_last(store: Path) -> None:
    before = state_of(store)
    assert [line.partition("  A ")[0].partition("  Some")[0].partition("  No s")[0] for line in listed(store)] == [
        "key  name          colour   annotations  articles  definition",
        "c    claim         blue               2         2",
        "d    denial        red                0         0",
        "t    threat        magenta            0         0",
        "u    unverified    yellow             0         0",
        "5    谎言          green              1         1  Not true, and known to be.",
        r"     st\x1b[2Jray  plain              1         1  not in the codebook",
    ]
    assert state_of(store) == before


def test_no_cell_breaks_a_line(store: Path) -> None:
    tables = json.loads(store.read_text("utf-8"))
    next(iter(tables["_codebook"].values())).update(name="a\nb\x1b[31m", definition="x\r\ny\u2028z")
    store.write_text(json.dumps(tables), "utf-8")
    lines = listed(store)
    assert len(lines) == 7
    assert all(line.isprintable() for line in lines)


def test_the_codebook_is_written_as_csv_and_never_over_another_file_unasked(store: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    export_tags(store=store, output=None, force=False, out=out)
    found = read_csv(out.getvalue().decode())
    assert [(row["tag_id"], row["annotations"], row["articles"]) for row in found] == [
        ("claim", "2", "2"), ("denial", "0", "0"), ("threat", "0", "0"), ("unverified", "0", "0"), ("谎言", "1", "1"),
    ]  # fmt: skip
    target = tmp_path / "out.csv"
    export_tags(store=store, output=str(target), force=False, out=io.BytesIO())
    assert target.read_bytes() == out.getvalue()
    target.write_text("mine")
    with pytest.raises(NewsreaderError, match="--force"):
        export_tags(store=store, output=str(target), force=False, out=io.BytesIO())
    assert target.read_text() == "mine"
    export_tags(store=store, output=str(target), force=True, out=io.BytesIO())
    assert target.read_bytes() == out.getvalue()


def test_tags_are_taken_in_as_one_action_that_can_be_taken_back(store: Path) -> None:
    assert taken_in(store, "name,memo,key\nclaim,Said.,c\nspin,,q\ndenial,,\n") == (
        "1 new, 1 changed, 1 as it was\n",
        f"newsreader: {store.with_name('tags.csv')}, line 3: key q of “spin” is “Quit”'s: it has 6\n",
    )
    opened = Store.open(store, "ana")
    assert [(tag.name, tag.key, tag.definition) for tag in opened.codebook.tags][::5] == [
        ("claim", "c", "Said."),
        ("spin", "6", ""),
    ]
    change = opened.history([])[-1]
    assert change.what == "2 tags imported"
    opened.apply(change.inverse())
    assert [tag.name for tag in opened.codebook.tags] == ["claim", "denial", "threat", "unverified", "谎言"]
    assert opened.codebook.tags[0].definition != "Said."


def test_what_is_there_already_writes_nothing(store: Path) -> None:
    before = state_of(store)
    assert taken_in(store, "name\nclaim\n谎言\n") == ("0 new, 0 changed, 2 as they were\n", "")
    assert state_of(store) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\xff\xfe\x00\xd8" * 9, "tags.csv: not UTF-16-LE text"),
        (b"name\n" + b"x" * MAX_ARTICLE_BYTES, "tags.csv: longer than 20 MB"),
        (b"\0" * 999, "tags.csv: not text but binary data"),
        (b"", "tags.csv: the file is empty"),
    ],
)
def test_nothing_is_taken_in_of_what_is_no_file_of_tags(store: Path, text: str | bytes, told: str) -> None:
    before = state_of(store)
    with pytest.raises(NewsreaderError, match=told):
        taken_in(store, text)
    assert state_of(store) == before


def test_a_row_that_cannot_be_taken_in_is_named_and_the_others_are_taken(store: Path) -> None:
    told, notes = taken_in(store, f"name,memo\n{'long ' * 30},{'when. ' * 90}\n{'x' * 300},\nspin,\n")
    assert told == "2 new, 0 changed, 0 as they were\n"
    assert notes.endswith("line 3: a tag's name has at most 200 characters: left out\n")
    assert [tag.name for tag in Store.open(store).codebook.tags[5:]] == [("long " * 30).strip(), "spin"]


def test_a_key_that_the_person_has_given_to_a_command_is_not_free_and_one_that_was_freed_is(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = store.with_name("config.toml")
    config.write_text('[keys]\nundo = "Q"\n')
    monkeypatch.setenv("NEWSREADER_CONFIG", str(config))
    _, notes = taken_in(store, "name,key\nquotation,Q\nzeal,z\n")
    assert "key Q of “quotation” is “Undo”'s: it has 6" in notes
    assert "zeal" not in notes
    after = Store.open(store)
    assert [(tag.name, tag.key) for tag in after.codebook.tags if tag.name in ("quotation", "zeal")][1] == ("zeal", "z")
    after.let_go()


def test_a_locked_codebook_takes_no_new_or_renamed_tags_unasked(store: Path) -> None:
    opened = Store.open(store)
    opened.lock_codebook(True)
    opened.close()
    for text in ("name\nspin\n", "tag_id,name\nclaim,assertion\n"):
        with pytest.raises(NewsreaderError, match="the codebook is locked"):
            taken_in(store, text)
    assert taken_in(store, "name,memo\nclaim,Said.\n")[0] == "0 new, 1 changed, 0 as they were\n"
    assert taken_in(store, "name\nspin\n", force=True)[0] == "1 new, 0 changed, 0 as they were\n"


LISTING = """
import io, sys
from pathlib import Path
from tui.cli.tags import list_tags
from tui.cli.tags_export import export_tags
list_tags(store=Path(sys.argv[1]), out=io.StringIO())
export_tags(store=Path(sys.argv[1]), output=None, force=False, out=io.BytesIO())
print(sorted({name.split(".")[0] for name in sys.modules} & {"textual", "rich", "uuid6", "rapidfuzz", "platformdirs"}))
"""


def test_listing_and_exporting_import_nothing_of_the_screen_or_of_writing(store: Path) -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", LISTING, store], cwd=root, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().strip() == "[]"
