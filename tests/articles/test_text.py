"""Plain text and Markdown to blocks: nothing lost, marks hidden only where they are marks."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks import MAX_BLOCKS
from articles.errors import NewsreaderError
from articles.form import text_form_1
from articles.readers.text import blocks


def shown(text: str) -> list[str]:
    return [block.shown for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("## A heading ##", ["A heading"]),
        ("Title\n=====\ntext", ["Title", "text"]),
        ("> quoted", ["quoted"]),
        ("**JOIN TODAY!**", ["JOIN TODAY!"]),
        ("*Reporting by A B; Editing by C D*", ["Reporting by A B; Editing by C D"]),
        ("He _really_ **meant** ***it***, (*sic*).", ["He really meant it, (sic)."]),
        (r"\* indicates required \[x\]", ["* indicates required [x]"]),
        ("See [the *report*](https://example.org/a_b_c) now.", ["See the report now."]),
        ("![A map](map.png)", ["A map"]),
        ("two   spaces\n\n\n next", ["two spaces", "next"]),
        ("* Skip\n  * Menu", ["Skip", "Menu"]),
        ("- one\n\n- two", ["one", "two"]),
    ],
)
def test_marks_are_hidden(text: str, want: list[str]) -> None:
    assert shown(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "1. FC Köln won again.",
        "- he said, and left",
        "the [People's Republic of China] PRC's (sic)",
        "5*3*2 = 30, f**k, 2 * 3 * 4",
        "snake_case_name and @_real_name",
        "#1 in the charts, #metoo",
        "by...(and) we [special prosecutor Robert] Mueller’s report",
        "a footnote* and another*",
        "[he](she) said it",
        "[bold]not[/bold] [@click=app.quit]markup[/]",
        "*he never closed it",
        "5 > 3 and 3 < 5",
        "C:\\new\\table",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert shown(text) == [text]


@pytest.mark.parametrize("mark", ["***", "---", "##", ">", "**", "[](http://a.b/c)"])
def test_a_block_of_marks_is_shown_as_it_is(mark: str) -> None:
    [before, block, after] = blocks(f"before\n\n{mark}\n\nafter")
    assert (before.shown, block.shown, after.shown) == ("before", mark, "after")
    assert block.bare


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    words = ("The delegations met for the third time in as many weeks and left without a statement " * 4).split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    paragraph = "\n".join([*lines, line])
    text = f"By Ann Example\n1 May 2022\n\n{paragraph}\n\n{paragraph}"
    assert shown(text) == ["By Ann Example", "1 May 2022", " ".join(words), " ".join(words)]


def test_an_indent_opens_a_paragraph_in_hard_wrapped_text() -> None:
    words = ("The delegations met for the third time in as many weeks and left without a statement " * 3).strip()
    wrapped = textwrap.fill(words, 60, initial_indent="   ")
    assert shown(f"Talks end\n{wrapped}\n{wrapped}\n   \"No,\" she said.\n{wrapped}") == [
        "Talks end", words, words, '"No," she said.', words,
    ]  # fmt: skip


def test_wrapped_paragraphs_without_a_blank_line_between_are_told_by_their_last_lines() -> None:
    paragraphs = [
        "The delegations met for the third time in as many weeks and left without a word to anyone.",
        "“No,” she said.",
        "Nobody would say whether the parties had agreed on anything at all in the customs house.",
        "They meet again on Friday, as was announced by a clerk who came out to smoke a cigarette.",
    ]
    assert shown("TALKS END\n\n" + "\n".join(textwrap.fill(p, 60) for p in paragraphs)) == ["TALKS END", *paragraphs]


def test_the_items_of_a_list_may_hang_in_hard_wrapped_text() -> None:
    words = ("The delegations met for the third time in as many weeks and left without a statement " * 3).strip()
    items = [textwrap.fill(words, 60, initial_indent=f"{n}. ", subsequent_indent="   ") for n in (1, 2)]
    plain = textwrap.fill(words, 60)
    found = blocks("\n\n".join([plain, "\n".join(items), plain]))
    assert [block.shown for block in found] == [words, f"1. {words}", f"2. {words}", words]
    assert [block.listed for block in found] == [False, True, True, False]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    lines = ["A short line of forty or so characters.", "Another one that is no longer than that.", "A third"]
    assert shown("\n".join(lines)) == lines


def test_too_many_lines_are_refused() -> None:
    assert len(blocks("a\n" * MAX_BLOCKS)) == MAX_BLOCKS
    with pytest.raises(NewsreaderError, match="20,000"):
        blocks("a\n" * (MAX_BLOCKS + 1))


@given(
    st.text(st.sampled_from("ab1 .\n\n*_[]()#>-=\\\"'“é中\u0301\u200d"), max_size=200)
    | st.text(max_size=100).map(text_form_1)
)
def test_nothing_is_lost_and_every_piece_is_where_it_says(text: str) -> None:
    text = text_form_1(text)
    found = blocks(text)
    covered = [0] * len(text)
    for block in found:
        for start, end in block.spans:
            for i in range(start, end):
                covered[i] += 1
        assert block.shown
        assert "  " not in block.shown
        at = 0
        for piece in block.pieces:
            assert piece.shown == at
            there, here = text[piece.start : piece.start + piece.length], block.shown[at : at + piece.length]
            assert len(there) == len(here) == piece.length
            assert all(a == b or (a.isspace() and b == " ") for a, b in zip(there, here, strict=True))
            at += piece.length
        assert at == len(block.shown)
        assert block.spans[0].start <= block.pieces[0].start
        assert block.pieces[-1].start + block.pieces[-1].length <= block.spans[-1].end
    assert all(n == 1 for n, character in zip(covered, text, strict=True) if not character.isspace())
    assert max(covered, default=0) <= 1


@pytest.mark.parametrize(
    "run", ["x", "(", "*a ", "_a ", "[", "[a](", "[a](x ", "*a* ", "\\*", "#", "> ", "**a*b ", "\x1b]", "&"]
)
def test_hostile_runs_stay_one_block(run: str) -> None:
    text = text_form_1(run * 30_000) or "-"
    assert len(blocks(text)) == 1


def test_what_nobody_can_see_is_not_shown_and_a_line_of_nothing_else_is_blank() -> None:
    text = "The har\u3164bour\ufe01 is shut.\n\u3164\uffa0 \u115f\nIt was open. \u3164\n**\u3164**"
    first, second, third = blocks(text)
    assert (first.shown, second.shown, third.shown) == ("The harbour is shut.", "It was open.", "****")
    assert second.tight is False
    assert all(
        text[p.start : p.start + p.length] == b.shown[p.shown :][: p.length] for b in blocks(text) for p in b.pieces
    )
    assert blocks("\u3164\n") == []
