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
    return imported(codebook or Codebook(), entries, lambda key: "“Next”" if key in taken else "")


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
        ("rumour", "5"), ("spin", "x"), ("slant", "6"), ("judge", "7"), ("claim", "y"),
    ]  # fmt: skip
    assert done.notes == [
        "tags.csv, line 2: key j of “rumour” is “Next”'s: it has 5",
        "tags.csv, line 4: key x of “slant” is spin's: it has 6",
        "tags.csv, line 5: key d of “judge” is denial's: it has 7",
    ]
    assert made("name,key\nclaim,j\n", taken="j") == []


def test_tags_may_exchange_keys_and_keep_one_that_is_taken() -> None:
    assert [tag[2] for tag in made("name,key\nclaim,d\ndenial,c\n")] == ["d", "c"]
    codebook = Codebook((CLAIM._replace(key="j"),))
    assert given("name,key,memo\nclaim,j,x\n", codebook, taken="j").notes == []


def test_digits_are_taken_over_where_they_are_free_and_kept_from_those_that_get_one() -> None:
    done = given("name,key\none,1\ntwo,5\nthree,9\nfour,5\n")
    assert [edit.after.key for edit in done.change.tags if edit.after] == ["6", "5", "9", "7"]
    assert done.notes == [
        "tags.csv, line 2: key 1 of “one” is claim's: it has 6",
        "tags.csv, line 5: key 5 of “four” is two's: it has 7",
    ]
    assert given("name,key\nclaim,1\n").notes == []


def test_where_no_digit_is_left_a_key_that_is_not_given_is_none() -> None:
    text = "name,key\n" + "".join(f"t{n},{n}\n" for n in range(5, 10)) + "last,c\n"
    assert given(text).notes == ["tags.csv, line 7: key c of “last” is claim's: it has none"]


def test_what_is_there_keeps_its_keys_whatever_is_imported() -> None:
    codebook = Codebook()
    for name in ("five", "six"):
        codebook, _ = codebook.adding(name)
    done = given("name,key\nsix,5\nseven,c\nclaim,6\n", codebook)
    there = codebook.with_edits(done.change.tags)
    assert {tag.name: tag.key for tag in there.tags} == {
        "claim": "c", "denial": "d", "threat": "t", "unverified": "u", "five": "5", "six": "6", "seven": "7",
    }  # fmt: skip
    assert len(done.notes) == 3


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
    ("text", "names", "note"),
    [
        ("name,key\none,a\n,b\n", ["one"], "line 3: a tag needs a name"),
        ("name\n" + "x" * 201 + "\none\n", ["one"], "line 2: a tag's name has at most 200 characters"),
        ('name\n"a\nb"\none\n', ["one"], "line 2: a tag's name holds no control characters"),
        ('name,memo\na,"one\ntwo"\nb\n', ["a"], "line 4: has 1 cells, and the first line 2"),
        ("name,memo\none,\ntwo," + "x" * 10_001, ["one"], "line 3: a definition has at most 10000 characters"),
        ("name\none\ntwo\nONE\n", ["one", "two"], "line 4: one is there already: tags.csv, line 2"),
        ("tag_id,name\na,one\na,two\n", ["one"], "line 3: a is there already: tags.csv, line 2"),
        ("tag_id,name\na\x07,longer\nb,one\n", ["one"], "line 2: a tag's id holds no control characters"),
        ("tag_id,name\nclaim,Denial\nx,one\n", ["one"], "line 2: there is a tag denial already, with the id denial"),
    ],
)
def test_a_row_that_cannot_be_taken_over_is_named_and_left_out_alone(text: str, names: list[str], note: str) -> None:
    done = given(text)
    assert [edit.after.name for edit in done.change.tags if edit.after] == names
    assert done.notes == [f"tags.csv, {note}: left out"]


def test_names_and_definitions_are_as_long_as_other_programs_have_them() -> None:
    name, memo = "Being interrupted at work " * 7, "Use it where the speaker says so. " * 200
    assert [tag[1::3] for tag in made(f"code,memo\n{name},{memo}\n")] == [(name.strip(), memo.strip())]


def test_a_key_of_several_characters_is_left_out_and_its_tag_is_taken() -> None:
    done = given("name,key\none,ab\n")
    assert done.notes == ["tags.csv, line 2: key “ab” of “one” is no key, which is one character: it has 5"]


def test_of_more_tags_than_are_read_the_first_are() -> None:
    done = given("name\n" + "".join(f"t{n}\n" for n in range(1003)))
    assert (done.new, done.notes) == (1000, ["tags.csv: has 1003 tags, of which 1000 are read: the others: left out"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tag_id,key\na,b\n", "tags.csv: has no column name, tag, code or label"),
        ("rumour\nspin\n", "tags.csv: has no column name, tag, code or label"),
        ('name\n"one\n', "tags.csv: is no CSV: unexpected end of data"),
        ("", "tags.csv: the file is empty"),
        (" \n\n", "tags.csv: the file is empty"),
        ('""', "tags.csv: has no column name, tag, code or label"),
        (bytes(range(256)) * 9, "tags.csv: not text but binary data"),
        (b"\x7fELF\0\0", "tags.csv: not text but a program"),
        (b"PK\x03\x04", "tags.csv: not text but a ZIP archive"),
        (codecs.BOM_UTF8 + b"\xff\xfe" * 9, "tags.csv: not UTF-8 text, as its first bytes say"),
    ],
)
def test_what_is_no_file_of_tags_is_refused(text: str | bytes, told: str) -> None:
    assert refused(text) == told


def test_a_head_alone_changes_nothing() -> None:
    done = given("name,key\n")
    assert (done.change.tags, done.new, done.changed, done.same) == ((), 0, 0, 0)


def test_a_changed_tag_is_an_edit_of_the_one_that_is_there() -> None:
    codebook = Codebook((*DEFAULT_TAGS, Tag("own", "own", "o", "red", "mine", 7)))
    assert given("name,memo\nown,theirs\n", codebook).change.tags == (
        TagEdit(codebook.tag("own"), codebook.tag("own")._replace(definition="theirs")),
    )
