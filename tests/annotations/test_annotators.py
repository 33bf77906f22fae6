"""Who gave an annotation, in words."""

from __future__ import annotations

from annotations.annotators import NOBODY, called, shared_out
from annotations.model import Annotation, Passage


def by(*annotators: str) -> list[Annotation]:
    passage = Passage("a", "v", 1, 0, 3, "abc", "", "")
    return [Annotation(str(i), passage, annotator=name) for i, name in enumerate(annotators)]


def test_a_name_is_shown_on_one_line_without_what_a_terminal_could_act_on() -> None:
    assert called("ana") == "ana"
    assert called("ana\n  of the\x1b[2J desk") == r"ana of the\x1b[2J desk"
    assert called("a" * 60) == "a" * 40 + "…"
    assert called("  ") == NOBODY


def test_only_others_annotations_are_counted_the_most_frequent_first() -> None:
    assert shared_out(by("ana", "ana"), "ana") == ""
    assert shared_out([], "ana") == ""
    assert shared_out(by("ben", "ana", "cy", "ben", ""), "ana") == "2 of them ben's, 1 cy's, 1 of nobody named"
