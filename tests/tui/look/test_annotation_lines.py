"""The lines of the list of annotations."""

from __future__ import annotations

from dataclasses import replace

from annotations.codebook.codebook import Codebook
from annotations.model import Annotation, Passage, Placement
from tests.stories import article
from tui.look.annotation_lines import AnnotationLines, list_columns
from tui.look.paint import Painter
from tui.look.theme import ANSI, THEMES, Look
from tui.shown.annotation_list import ListedAnnotation

TEXT = article("Talks end\n\nThe minister denied it.\n")
ENTRY = ListedAnnotation(Annotation("1", Passage.of(TEXT, 11, 23), ("denial",)), 2, 0, "Post", "The minister")
THEME = next(theme for theme in THEMES if theme.name == ANSI)
PAINTER = Painter(Look.of(THEME, THEME.to_color_system().generate() | THEME.variables), Codebook())


def entry(**fields: str) -> ListedAnnotation:
    return ENTRY._replace(annotation=replace(ENTRY.annotation, **fields))  # type: ignore[arg-type]


def test_a_kind_of_source_without_a_name_has_its_column_and_stands_in_the_detail() -> None:
    lines = AnnotationLines(PAINTER, Codebook())
    unnamed, named = entry(attribution="anonymous"), entry(speaker="Ada Quill", attribution="named")
    columns = list_columns(140, [unnamed, named])
    assert [column.name for column in columns] == ["row", "outlet", "tags", "passage", "speaker"]
    assert "speaker" not in [column.name for column in list_columns(140, [ENTRY])]
    for of, told in ((unnamed, "(anonymous)"), (named, "Ada Quill (named)"), (ENTRY, "")):
        line = "".join(segment.text for segment in lines.line(of, columns)).rstrip()
        assert line.endswith(told or "The minister"), line
        assert f"denial{' · ' if told else ''}{told} · Post" in "".join(s.text for s in lines.full(of, 100, 5)[0])


def test_words_that_have_changed_are_marked_and_stand_below_those_that_were_tagged() -> None:
    lines, changed = AnnotationLines(PAINTER, Codebook()), ENTRY._replace(now="The  secretary")
    doubtful = changed._replace(
        annotation=replace(ENTRY.annotation, placement=Placement("x", 11, 23, "fuzzy", 0.6, check=True))
    )
    for of, sign in ((ENTRY, ""), (changed, "~"), (doubtful, "?")):
        line = "".join(segment.text for segment in lines.line(of, list_columns(140, [of])))
        assert line.split()[0] == f"2{sign}"
        told = ["".join(segment.text for segment in line).strip() for line in lines.full(of, 60, 5)[1:]]
        assert told == ["“The minister”", *(["now “The secretary”"] if sign else [])]
    long = changed._replace(words="one " * 90, now="two " * 90)
    told = ["".join(segment.text for segment in line).strip() for line in lines.full(long, 60, 5)]
    assert [line[:5] for line in told[1:]] == ["“one ", "one o", "now “", "two t"]
