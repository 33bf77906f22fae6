"""Every format says the same of an annotation, and the list of formats is all that offers them."""

from __future__ import annotations

import io
import json
from argparse import ArgumentParser
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.annotations import find_annotations
from annotations.changes import Change, Edit
from annotations.exports import formats
from annotations.exports.formats import FORMATS, TableChoice, format_of_file, wanted_format
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.model import Story, Version
from articles.read import article_from_version
from tests.annotations.conftest import uuid_of
from tests.annotations.exports.json_lines import JSON_LINES
from tests.csv_files import read_csv
from tui.cli import export

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

BEFORE = """\
Talks fail in Rome

The minister denied on Monday that any of the soldiers had left the country.

Nobody in the room contradicted the general, who spoke of sanctions for an hour.

Diplomats met for seven hours in a hotel that was closed off to the media all day.
"""
AFTER = BEFORE.replace("The minister", "A new first paragraph was put in here by the desk.\n\nThe minister").replace(
    "contradicted the general, who spoke", "contradicted the old general, who spoke"
)
WITHOUT = AFTER.replace("Diplomats met for seven hours in a hotel that was closed off to the media all day.\n", "")


@pytest.fixture
def second_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, JSON_LINES.name, JSON_LINES)


def article(text: str, id_: str | None = None) -> Article:
    version = Version.of(text, text.encode())
    return article_from_version(version, outlet="Post", title="Talks", date="", source="post.txt", id=id_)


def written(store: Path, format: str) -> bytes:
    out = io.BytesIO()
    export.write_annotations([], export.Wanted(format), store=store, out=out)
    return out.getvalue()


@pytest.mark.usefixtures("second_format")
def test_a_format_that_knows_only_the_fields_says_the_same_as_the_csv(tmp_path: Path) -> None:
    first = article(BEFORE)
    store = Store.open(tmp_path / "a.json", "ana")
    store.keep_story(Story("Talks", (first,)))
    for number, words in enumerate(("any of the soldiers", "the general, who spoke of sanctions", "seven hours"), 1):
        start = BEFORE.index(words)
        made = Annotation(uuid_of(number), Passage.of(first, start, start + len(words)), ("claim", "threat"))
        store.apply(Change("claim added", (Edit(None, made),)))
    changed = article(WITHOUT, first.id)
    store.keep_story(Story("Talks", (changed,)))
    find_annotations(store, changed)
    store.close()
    told = [json.loads(line) for line in written(store.path, "jsonl").splitlines()]
    rows = read_csv(written(store.path, "csv").decode())
    assert [(one["anchor"], one["paragraph"], one["row"]) for one in told] == [
        ("moved", 3, 3),
        ("fuzzy", 4, 4),
        ("orphan", 4, None),
    ]
    said = [
        (one["annotation_id"], one["anchor"], str(one["paragraph"]), str(one["row"] or ""), one["quote"], tag["id"])
        for one in told
        for tag in one["tags"]
    ]
    columns = ("annotation_id", "anchor", "paragraph", "row", "quote", "tag_id")
    assert said == [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.usefixtures("second_format")
def test_a_format_that_is_not_in_the_list_is_refused_and_those_that_are_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match="name one of: csv, jsonl"):
        written(tmp_path / "a.json", "xlsx")


def test_one_format_alone_is_taken_whatever_the_name_ends_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", {"csv": FORMATS["csv"]})
    assert format_of_file("notes.txt") is FORMATS["csv"]


@pytest.mark.usefixtures("second_format")
def test_of_several_formats_the_ending_of_the_name_chooses() -> None:
    assert format_of_file("Notes.JSONL") is JSON_LINES
    assert format_of_file("notes.csv") is FORMATS["csv"]
    assert format_of_file("notes.txt") is None


@pytest.mark.usefixtures("second_format")
def test_the_format_is_the_one_named_else_that_of_the_files_ending_else_the_first() -> None:
    assert wanted_format("jsonl", "out.csv") is JSON_LINES
    assert wanted_format(None, "out.JSONL") is JSON_LINES
    assert wanted_format(None, "out.txt") is wanted_format(None, "-") is wanted_format(None, None) is FORMATS["csv"]


def test_a_format_without_columns_has_none_to_choose() -> None:
    assert JSON_LINES.encoded([], TableChoice(plain=True)) == b""
    with pytest.raises(NewsreaderError, match="JSON lines has no columns to choose; leave --columns out"):
        JSON_LINES.encoded([], TableChoice(("quote",)))


@pytest.mark.usefixtures("second_format")
def test_the_help_of_export_names_every_format() -> None:
    parser = ArgumentParser()
    export.add(parser)
    assert "csv, jsonl; without it as the ending of FILE says" in " ".join(parser.format_help().split())


def test_names_and_endings_in_the_list_are_its_own() -> None:
    assert [format.name for format in FORMATS.values()] == list(FORMATS)
    assert len({format.ending for format in FORMATS.values()}) == len(FORMATS)
    assert all(format.ending.startswith(".") and format.ending.islower() for format in FORMATS.values())
