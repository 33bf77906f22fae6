"""Codebooks of other tools, of other people, and files that are none."""

from __future__ import annotations

import codecs

import pytest

from annotations.codebook.codebook import DEFAULT_TAGS, OWN_COLOURS, Codebook, Tag, TagEdit
from annotations.codebook.importing import CodebookImport, imported, read_codebook
from articles.errors import NewsreaderError

CLAIM = DEFAULT_TAGS[0]


def given(text: str, codebook: Codebook | None = None, taken: str = "") -> CodebookImport:
    entries = read_codebook(text.encode(), "tags.csv")
    return imported(codebook or Codebook(), entries, lambda key: key in taken)


def made(text: str, codebook: Codebook | None = None, taken: str = "") -> list[tuple[str, ...]]:
    """Id, name, key, colour and definition of the tags that are new or changed."""
    return [
        (tag.id, tag.name, tag.key, tag.colour, tag.definition)
        for edit in given(text, codebook, taken).change.tags
        if (tag := edit.after)
    ]


def refused(data: bytes | str) -> str:
    data = data if isinstance(data, bytes) else data.encode()
    with pytest.raises(NewsreaderError) as error:
        imported(Codebook(), read_codebook(data, "tags.csv"))
    assert error.value.todo
    return f"{error.value.where}: {error.value.what}"


@pytest.mark.parametrize(
    ("name", "colour", "definition"),
    [
        ("name", "colour", "definition"),
        ("Tag", "COLOR", "Memo"),
        ("code", "color", "memo"),
        (" Label ", "Colour", "Description"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_known_by_what_other_tools_call_them(
    name: str, colour: str, definition: str, delimiter: str
) -> None:
    head, line = ((name, "owner", colour, definition), ("Loaded word", "ana", "red", "It sneers."))
    assert made(f"{delimiter.join(head)}\n{delimiter.join(line)}\n") == [
        ("loaded-word", "Loaded word", "5", "red", "It sneers.")
    ]


@pytest.mark.parametrize("encode", [
    lambda text: text.encode(), lambda text: codecs.BOM_UTF8 + text.encode(), lambda text: text.encode("utf-16"),
    lambda text: text.replace("\n", "\r\n").encode(), lambda text: text.encode("cp1252"),
])  # fmt: skip
def test_a_file_is_read_in_any_common_encoding(encode: object) -> None:
    assert callable(encode)
    entries = read_codebook(encode("name,memo\nGerücht,nur gehört\n"), "tags.csv")
    assert [(entry.name, entry.definition) for entry in entries] == [("Gerücht", "nur gehört")]


def test_names_alone_make_tags_with_keys_and_colours() -> None:
    assert made("name\none\n\ntwo\n") == [
        ("one", "one", "5", OWN_COLOURS[0], ""),
        ("two", "two", "6", OWN_COLOURS[1], ""),
    ]


def test_a_tag_with_the_id_or_else_the_name_is_changed_and_others_stay() -> None:
    assert made("tag_id,name\nclaim,assertion\n,DENIAL\n") == [
        ("claim", "assertion", "c", "blue", CLAIM.definition),
        ("denial", "DENIAL", "d", "red", DEFAULT_TAGS[1].definition),
    ]
    done = given("name\nclaim\nDenial\nnew\n")
    assert (done.new, done.changed, done.same, done.change.what) == (1, 1, 1, "2 tags imported")
    assert given("name\nclaim\n").change.tags == ()


def test_an_empty_cell_says_something_only_in_a_file_with_ids() -> None:
    assert made("name,key,definition\nclaim,,\n") == []
    assert made("tag_id,name,key,definition\nclaim,claim,,\n") == [("claim", "claim", "", "blue", "")]


def test_a_tag_of_one_file_may_take_the_name_of_another_that_is_renamed() -> None:
    assert [tag[:2] for tag in made("tag_id,name\nclaim,denial\ndenial,claim\n")] == [
        ("claim", "denial"),
        ("denial", "claim"),
    ]
    assert [tag[:2] for tag in made("tag_id,name\nclaim,assertion\nown,claim\n")] == [
        ("claim", "assertion"),
        ("own", "claim"),
    ]


def test_new_ids_keep_clear_of_those_that_the_file_tells() -> None:
    assert [tag[0] for tag in made("tag_id,name\n,own\nown,mine\n")] == ["own-2", "own"]


def test_keys_are_taken_over_where_they_are_free_and_else_that_is_noted() -> None:
    done = given("name,key\nrumour,j\nspin,x\nslant,x\njudge,d\nclaim,y\n", taken="j")
    assert [(edit.after.name, edit.after.key) for edit in done.change.tags if edit.after] == [
        ("rumour", "5"), ("spin", "x"), ("slant", "7"), ("judge", "8"), ("claim", "y"),
    ]  # fmt: skip
    assert done.notes == [
        "tags.csv, line 2: the key j of rumour is not free: left out",
        "tags.csv, line 4: the key x of slant is not free: left out",
        "tags.csv, line 5: the key d of judge is not free: left out",
    ]
    assert made("name,key\nclaim,j\n", taken="j") == []


def test_tags_may_exchange_keys_and_keep_one_that_is_taken() -> None:
    assert [tag[2] for tag in made("name,key\nclaim,d\ndenial,c\n")] == ["d", "c"]
    codebook = Codebook((CLAIM._replace(key="j"),))
    assert given("name,key,memo\nclaim,j,x\n", codebook, taken="j").notes == []


def test_digits_become_those_of_the_places() -> None:
    assert [tag[2] for tag in made("name,key\none,9\ntwo,1\n")] == ["5", "6"]


def test_a_file_with_all_tags_gives_their_order() -> None:
    done = given("name\nunverified\nthreat\nnew\nclaim\ndenial\n")
    there = Codebook().with_edits(done.change.tags)
    assert [tag.id for tag in there.tags] == ["unverified", "threat", "new", "claim", "denial"]
    some = given("name\nunverified\nnew\nclaim\n")
    assert [edit.id for edit in some.change.tags] == ["new"]


def test_memos_of_several_lines_and_control_characters_become_one_line() -> None:
    assert made('name,memo\nown,"one\r\n\r\ntwo\x1b[2J\x07 three"\n')[0][4] == "one two three"


def test_the_guard_against_formulas_comes_off() -> None:
    assert made("name,memo\n'=own,'+1\n''@x,'plain'\n") == [
        ("own", "=own", "5", OWN_COLOURS[0], "+1"),
        ("x", "'@x", "6", OWN_COLOURS[1], "'plain'"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,key\none,a\n,b\n", "tags.csv, line 3: a tag needs a name"),
        ("name\n" + "x" * 41, "tags.csv, line 2: a tag's name has at most 40 characters"),
        ('name\n"a\nb"\n', "tags.csv, line 2: a tag's name holds no control characters"),
        ('name,memo\na,"one\ntwo"\nb\n', "tags.csv, line 4: has 1 cells, and the first line 2"),
        ("name,key\none,ab\n", "tags.csv, line 2: a tag's key is one character"),
        ("name,memo\none," + "x" * 501, "tags.csv, line 2: a definition has at most 500 characters"),
        ("name\none\ntwo\nONE\n", "tags.csv, line 4: one is there already: tags.csv, line 2"),
        ("tag_id,name\na,one\na,two\n", "tags.csv, line 3: a is there already: tags.csv, line 2"),
        ("tag_id,name\na\x07,a longer name for it\n", "tags.csv, line 2: a tag's id holds no control characters"),
        ("tag_id,name\nclaim,Denial\n", "tags.csv, line 2: there is a tag denial already, with the id denial"),
        ("name\n" + "".join(f"t{n}\n" for n in range(1001)), "tags.csv: has 1001 tags: at most 1000 are read"),
        ("tag_id,key\na,b\n", "tags.csv: has no column name, tag, code or label"),
        ("rumour\nspin\n", "tags.csv: has no column name, tag, code or label"),
        ('name\n"one\n', "tags.csv: is no CSV: unexpected end of data"),
        ("", "tags.csv: the file is empty"),
        (" \n\n", "tags.csv: the file is empty"),
        ('""', "tags.csv: has no column name, tag, code or label"),
        (bytes(range(256)) * 9, "tags.csv: not text but binary data"),
        (b"\x7fELF\0\0", "tags.csv: not text but a program"),
        (b"PK\x03\x04", "tags.csv: not text but a Word document or another ZIP archive"),
        (codecs.BOM_UTF8 + b"\xff\xfe" * 9, "tags.csv: not UTF-8 text, as its first bytes say"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_with_its_line(text: str | bytes, told: str) -> None:
    assert refused(text) == told


def test_a_head_alone_changes_nothing() -> None:
    done = given("name,key\n")
    assert (done.change.tags, done.new, done.changed, done.same) == ((), 0, 0, 0)


def test_a_changed_tag_is_an_edit_of_the_one_that_is_there() -> None:
    codebook = Codebook((*DEFAULT_TAGS, Tag("own", "own", "o", "red", "mine", 7)))
    assert given("name,memo\nown,theirs\n", codebook).change.tags == (
        TagEdit(codebook.tag("own"), codebook.tag("own")._replace(definition="theirs")),
    )
