"""What the palette lists, and which of it some letters mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.codebook.codebook import Codebook, Tag
from tests.each import for_each
from tui.keys.commands import COMMANDS, FROM_CODEBOOK
from tui.keys.keymap import DEFAULT, Keymap
from tui.keys.palette_entries import COMMAND, SIGN, TAG, THEME, PaletteEntry, entries, matching, mentions
from tui.keys.search_words import SEARCH_WORDS
from tui.look.legend import LEGENDS
from tui.session.modes import CODEBOOK, ENDS, LIST, READ, SELECT

THEMES = ("newsreader-dark", "newsreader-light")
SIGNS = [sign for legend in LEGENDS for sign in legend.signs]
PAGE = entries(DEFAULT, READ, Codebook(), THEMES, SIGNS)


def values(found: list[PaletteEntry], kind: str) -> list[str]:
    return [entry.value for entry in found if entry.kind == kind]


def by_value(found: list[PaletteEntry]) -> dict[str, PaletteEntry]:
    return {entry.value: entry for entry in found}


def test_every_command_of_the_page_is_there_but_what_tags_stand_for() -> None:
    expected = {command.id for command in COMMANDS if READ.is_within(command.mode)} - {f"tag_{n}" for n in range(1, 10)}
    assert sorted(values(PAGE, COMMAND)) == sorted(expected - FROM_CODEBOOK - {"palette"})
    assert values(PAGE, TAG) == ["claim", "denial", "threat", "unverified"]
    assert values(PAGE, THEME) == list(THEMES)


def test_an_entry_has_title_help_and_keys() -> None:
    assert by_value(PAGE)["undo"] == PaletteEntry(
        COMMAND, "undo", "Undo", "Take back what was done last.", ("z", "ctrl+z"), SEARCH_WORDS["undo"]
    )
    assert by_value(PAGE)["down"].keys == ("j", "↓")
    claim = by_value(PAGE)["claim"]
    assert (claim.title, claim.keys) == ("Tag as claim", ("c", "1"))
    assert claim.help.startswith("A statement of fact")


def test_keys_are_the_persons_own_and_those_that_work_in_the_mode() -> None:
    keymap = Keymap({"undo": ("U",), "tag_1": (), "tag_2": ("f5",)})
    found = by_value(entries(keymap, SELECT, Codebook()))
    wanted = [("U",), ("c", "1"), ("d", "f5"), ()]
    assert [found[value].keys for value in ("undo", "claim", "denial", "cycle")] == wanted
    assert found["other_end"].keys == ("o",)


def test_a_mode_has_its_own_commands_first_then_those_it_is_within() -> None:
    assert values(entries(DEFAULT, ENDS, Codebook()), COMMAND)[:4] == ["ends_other", "ends_keep", "ends_leave", "down"]
    listed = entries(DEFAULT, LIST, Codebook())
    assert "undo" not in values(listed, COMMAND)
    assert values(listed, COMMAND)[-3:] == ["help", "messages", "quit"]
    assert by_value(listed)["quit"].keys == ("ctrl+q",)
    assert values(listed, TAG) == ["claim", "denial", "threat", "unverified"]
    assert values(entries(DEFAULT, CODEBOOK, Codebook()), TAG) == []


def test_a_tag_is_listed_once_with_the_key_that_is_its_number_too() -> None:
    own = Codebook((Tag("q", "quotation", "1"), *(Tag(f"t{n:02}", f"tag {n}") for n in range(12)))).with_shown_keys()
    found = [entry for entry in entries(DEFAULT, READ, own) if entry.kind == TAG]
    assert [entry.keys for entry in found] == [(str(n),) for n in range(1, 10)] + [()] * 4


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("undo", "undo"),
        ("und", "undo"),
        ("Ündo", "undo"),
        ("quit", "quit"),
        ("note", "note"),
        ("next b", "next_bookmark"),
        ("bookm ne", "next_bookmark"),
        ("nb", "next_bookmark"),
        ("claim", "claim"),
        ("tag thr", "threat"),
        ("previous alike", "previous_alike"),
        ("light", "newsreader-light"),
        ("csv", "export"),
        ("boilerplate", "fold"),
        ("spaker", "speaker"),
        ("counterprat", "counterpart"),
        ("  undo  ", "undo"),
        ("export", "export"),
        ("spreadsheet", "export"),
        ("save file", "export"),
        ("differences", "compare"),
        ("repair", "correct"),
        ("legend", "help"),
        ("percent", "Share aligned"),
        ("percentage", "Share aligned"),
        ("%", "Share aligned"),
        ("≈", "Weak link"),
        ("▌", "Cursor"),
    ],
)
def test_letters_find_what_a_person_means(letters: str, first: str) -> None:
    assert matching(PAGE, letters)[0].value == first


@for_each("letters, meant", [
    ("arrow", {"counterpart", "down", "Counterpart elsewhere"}),
    ("open", {"compare", "about", "fold"}),
    ("delete", {"remove", "codebook"}),
    ("folded", {"fold", "Folded lines"}),
    ("dark", {"newsreader-dark"}),
])  # fmt: skip
def test_a_word_that_no_title_has_finds_all_that_it_may_mean(letters: str, meant: set[str]) -> None:
    assert {entry.value for entry in matching(PAGE, letters)} >= meant


def test_every_command_that_has_search_words_is_there_and_finds_itself_by_each() -> None:
    assert SEARCH_WORDS.keys() <= {command.id for command in COMMANDS}
    words = [(id_, word) for id_, told in SEARCH_WORDS.items() for word in told.split()]
    assert [(id_, word) for id_, word in words if id_ not in values(matching(PAGE, word), COMMAND)] == []


def test_a_sign_is_found_by_its_name_and_says_what_it_means() -> None:
    found = next(entry for entry in PAGE if entry.kind == SIGN and entry.value == "Bookmark")
    assert (found.title, found.keys) == ("Sign: Bookmark", ("›",))
    assert found in matching(PAGE, "bookmark")
    assert matching(PAGE, "bookmark")[0].kind == COMMAND


def test_what_mentions_words_has_all_of_them_in_any_order() -> None:
    assert mentions("Take back what was done last.", "Back take")
    assert not mentions("Take back what was done last.", "take this")
    assert mentions("anything", "")


@pytest.mark.parametrize("entry", PAGE, ids=lambda entry: f"{entry.value} {entry.help[:20]}")
def test_a_title_finds_its_entry_before_all_others(entry: PaletteEntry) -> None:
    assert matching(PAGE, entry.title)[0].title == entry.title


def test_themes_stand_in_the_order_given_after_commands_that_are_as_like() -> None:
    found = matching(entries(DEFAULT, READ, Codebook(), ["newsreader-undo", "undo", "other"]), "undo")
    assert [(entry.kind, entry.value) for entry in found[:3]] == [
        (COMMAND, "undo"),
        (THEME, "newsreader-undo"),
        (THEME, "undo"),
    ]


def test_no_letters_list_all_in_order_and_senseless_ones_nothing() -> None:
    assert matching(PAGE, " ") == PAGE
    assert matching(PAGE, "qqqqqq") == []
    assert matching(PAGE, "日本") == []


@given(st.text(max_size=30))
def test_any_letters_give_some_of_the_entries_each_once(letters: str) -> None:
    found = matching(PAGE, letters)
    assert len(set(found)) == len(found)
    assert set(found) <= set(PAGE)


def test_of_a_tag_and_a_command_that_letters_mean_alike_the_shorter_comes_first() -> None:
    found = [PaletteEntry(COMMAND, "long", "Tag as one that was given"), PaletteEntry(TAG, "t", "Tag as odd")]
    assert [entry.value for entry in matching(found, "tag as o")] == ["t", "long"]
