"""Paints lines of the page as styled segments. This module alone decides how the page looks."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from articles.model import Kind
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS
from tui.page.wrap import cluster_ends, crop, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.color import Color

    from annotations.codebook.codebook import Codebook
    from tui.look.theme import Look
    from tui.page.layout import Column
    from tui.page.marks import Mark

CURSOR_BAR = "▌"
RULE = "│"
BOOKMARK_SIGN = "›"
CHANGED_SIGN = "≠"
"""Marks, in the gutter, a quotation that another account has altered or cut."""
LINK_SIGNS = {"held": "◆", "by hand": "✓", "strong": "=", "weak": "≈"}
"""Mark, in the gutter, how firmly a paragraph stands on its row while correcting: see `Correcting.firmness`."""
TITLE_CELLS = 24
"""The width that a note in a column's head leaves to the title."""
SIGN_CELLS = 2
"""The cells of the gutter for the signs of tags."""
NOTE_SIGN = "*"
"""Marks, in the gutter, a note without a tag."""
TAG_SHARE, TAG_UNDER_CURSOR_SHARE, SENTENCE_SHARE, WORD_SHARE, WORD_ON_TAG_SHARE = 0.26, 0.42, 0.10, 0.30, 0.15
SELECTION_SHARE, HIT_SHARE, HIT_AT_CURSOR_SHARE = 0.45, 0.35, 0.6
"""How much of a colour is mixed into the ground. The ANSI look, for 16 colours, mixes none."""

_QUIET = frozenset({Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.BOILERPLATE})
_BOLD = frozenset({Kind.HEADLINE, Kind.SUBHEADING})
_ITALIC = frozenset({Kind.CAPTION, Kind.STANDFIRST})


class Run(NamedTuple):
    """Everything that decides how a run of characters looks."""

    kind: Kind | None
    """The kind of the paragraph; None for a pointer."""
    slot: str = ""
    """The slot of the colour of the shortest annotation over the run; empty without one."""
    overlaps: bool = False
    """Whether several annotations are over the run."""
    meant: bool = False
    """Whether the annotation that is meant, of several, is over the run."""
    found: str = ""
    """`match` for a hit of the search, `found` for the hit at the cursor; else empty."""
    sentence: bool = False
    word: bool = False
    selected: bool = False
    own: bool = False
    """Whether, in a comparison, no other account has these words."""
    quoted: bool = False
    """Whether, in a comparison, these words are a quotation."""


class Painter:
    """Paints lines in one look and codebook; made anew when either changes."""

    def __init__(self, look: Look, codebook: Codebook) -> None:
        self._look = look
        self.codebook = codebook
        self.text = self._style(look.text)
        self.muted = self._style(look.muted)
        self.rule = self._style(look.rule)
        self.strong = self._style(look.text, bold=True)
        self.accent = self._style(look.accent, bold=True)
        self.error = self._style(look.error, bold=True)
        self.run_style = lru_cache(maxsize=512)(self._run_style)
        self.carries = lru_cache(maxsize=512)(self._carries)

    def blank(self, width: int) -> Segment:
        """Blank cells."""
        return Segment(" " * width, self.text)

    def tag_style(self, tag_id: str) -> Style:
        """The style of a tag's letter, and of its name outside the text."""
        return self._style(self._look.tag(self.codebook.tag(tag_id).colour), bold=True)

    def cell_line(
        self, text: str, line: tuple[int, int], width: int, kind: Kind | None, marks: Sequence[Mark], *, cursor: bool
    ) -> list[Segment]:
        """Paint one line of a cell with its gutter and margin: `GUTTER_CELLS + width + MARGIN_CELLS` cells in all."""
        start, end = line
        if end < len(text) and text[end - 1 : end] == " ":
            end -= 1
        here = [mark for mark in marks if mark.start < end and start < mark.end]
        segments = [Segment(CURSOR_BAR if cursor else " ", self.accent if cursor else self.text), *self._signs(here)]
        if any(mark.name == "bookmark" for mark in here):
            segments[-1] = Segment(" " * (segments[-1].cell_length - 1) + BOOKMARK_SIGN, self.accent)
        if any(mark.name == "changed" for mark in here):
            segments[-1] = Segment(" " * (segments[-1].cell_length - 1) + CHANGED_SIGN, self.accent)
        if any(mark.name in LINK_SIGNS for mark in here):
            letter, last = segments[1] if len(segments) > 2 else self.blank(1), segments[-1]
            segments[1:] = [letter, self._link_sign(here), Segment(last.text[-1], last.style)]
        edges = {edge for mark in here for edge in mark[:2] if start < edge < end}
        for left, right in pairwise(sorted({start, end, *cluster_ends(text, start, end, edges)})):
            run = self._run(kind, [mark for mark in here if mark.start < right and left < mark.end])
            segments.append(Segment(text[left:right], self.run_style(run)))
        segments.append(self.blank(max(0, width - cell_len(text[start:end])) + MARGIN_CELLS))
        return segments

    def _signs(self, marks: Sequence[Mark]) -> list[Segment]:
        """The signs of the tags on the line in the gutter's two cells; where they have no room the first, and `+`."""
        tags = list(dict.fromkeys(tag for mark in marks if mark.name == "tag" for tag in mark.tags or ("",)))
        signs = [self._sign(tag) for tag in tags]
        if sum(cell_len(sign.text) for sign in signs) > SIGN_CELLS:
            signs = [Segment(signs[0].text[:1], signs[0].style), Segment("+", self.accent)]
        return [*signs, self.blank(GUTTER_CELLS - 1 - sum(cell_len(sign.text) for sign in signs))]

    def _sign(self, tag_id: str) -> Segment:
        """What in the gutter stands for a tag, or for a note without a tag if `tag_id` is empty: one cell or two."""
        if not tag_id:
            return Segment(NOTE_SIGN, self.accent)
        return Segment(self.codebook.sign(tag_id), self.tag_style(tag_id))

    def _link_sign(self, marks: Sequence[Mark]) -> Segment:
        """The cell in the gutter that shows how firmly a paragraph stands on its row."""
        firmness = next(mark.name for mark in marks if mark.name in LINK_SIGNS)
        return Segment(LINK_SIGNS[firmness], self.muted if firmness == "strong" else self.accent)

    def _run(self, kind: Kind | None, marks: Sequence[Mark]) -> Run:
        tags = [mark for mark in marks if mark.name == "tag"]
        names = {mark.name for mark in marks}
        slot = ""
        if tags:
            ids = tags[-1].tags
            slot = self.codebook.tag(ids[0]).colour if ids else "plain"
        found = "found" if "found" in names else "match" if "match" in names else ""
        return Run(
            kind,
            slot,
            len(tags) > 1,
            "meant" in names,
            found,
            "sentence" in names,
            "word" in names,
            "selected" in names,
            "own" in names,
            "quoted" in names,
        )

    def _run_style(self, run: Run) -> Style:
        look = self._look
        colour = look.muted if run.kind is None or run.kind in _QUIET else look.accent if run.quoted else look.text
        ground = look.ground
        bold, reverse = run.kind in _BOLD or run.meant or bool(run.found) or run.own, False
        if run.slot and look.ansi:
            colour = look.tag(run.slot)
        elif run.slot:
            strong = (run.sentence or run.meant) and not run.word
            ground = ground.blend(look.tag(run.slot), TAG_UNDER_CURSOR_SHARE if strong else TAG_SHARE)
        if look.ansi:
            bold = bold or run.sentence
            reverse = run.selected or run.word or run.found == "found"
        elif run.selected:
            ground = look.ground.blend(look.accent, SELECTION_SHARE)
        elif run.found:
            ground = look.ground.blend(look.accent, HIT_AT_CURSOR_SHARE if run.found == "found" else HIT_SHARE)
        elif run.word:
            ground = ground.blend(look.text, WORD_ON_TAG_SHARE if run.slot else WORD_SHARE)
        elif (run.sentence or run.own) and not run.slot:
            ground = ground.blend(look.text, SENTENCE_SHARE)
        return self._style(
            colour,
            ground,
            bold=bold,
            italic=run.kind in _ITALIC or run.quoted,
            underline=bool(run.slot),
            underline2=run.overlaps,  # in addition: a terminal without double underlines shows the single one
            reverse=reverse,
        )

    def _style(
        self,
        colour: Color,
        ground: Color | None = None,
        *,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
        underline2: bool = False,
        reverse: bool = False,
    ) -> Style:
        # None for what is off, so that styles that look the same are equal and their segments join.
        return Style(
            color=colour.rich_color,
            bgcolor=(ground or self._look.ground).rich_color,
            bold=bold or None,
            italic=italic or None,
            underline=underline or None,
            underline2=underline2 or None,
            reverse=reverse or None,
        )

    def joined(self, segments: Iterable[Segment]) -> list[Segment]:
        """Join segments that look the same, so that fewer bytes are written; blanks take a neighbour's style."""
        joined: list[Segment] = []
        plain = style = self.text
        text = ""
        for more, other, _ in segments:
            blank = other is plain and more.isspace()
            if other is None or other is style or other == style or (blank and self.carries(style)):
                text += more
            elif style is plain and (not text or text.isspace()) and self.carries(other):
                text, style = text + more, other
            else:
                joined.append(Segment(text, style))
                text, style = more, other
        if text:
            joined.append(Segment(text, style))
        return joined

    def _carries(self, style: Style) -> bool:
        """Whether a blank looks the same in this style as in the style of plain text."""
        return style.bgcolor == self.text.bgcolor and not (style.underline or style.underline2 or style.reverse)

    # The lines around the page

    def bar(self, left: Sequence[Segment], right: Sequence[Segment], width: int) -> list[Segment]:
        """Put segments on the left and on the right of one line; the left ones are cropped if there is no room."""
        right = [Segment(harmless(segment.text), segment.style) for segment in right]
        room = width - sum(cell_len(segment.text) for segment in right)
        if room < 0:
            return self._crop(right, width)
        kept = self._crop(left, max(0, room - (1 if right else 0)))
        used = sum(cell_len(segment.text) for segment in kept)
        return self.joined([*kept, self.blank(room - used), *right])

    def heads(
        self,
        columns: Sequence[Column],
        heads: Sequence[tuple[str, str, str]],
        width: int,
        notes: Sequence[Sequence[str]] = (),
    ) -> list[Segment]:
        """The head of each column: outlet, date and, if given, a note and the title.

        Of the `notes` of a column the first that fits is shown; with a title, the first that leaves room for it.
        """
        segments: list[Segment] = []
        x = 0
        for i, (column, (outlet, date, title)) in enumerate(zip(columns, heads, strict=True)):
            lead = self.blank(column.text_x - x - (1 if i else 0))
            rule = [Segment(RULE, self.rule)] if i else []
            parts = [Segment(outlet, self.strong)]
            if date:
                parts.append(Segment(f"  {date}", self.muted))
            room = column.width - sum(part.cell_length for part in parts) - (TITLE_CELLS if title else 0)
            note = next((note for note in (notes[i] if notes else ()) if cell_len(note) + 2 <= room), "")
            if note:
                parts.append(Segment(f"  {note}", self.muted))
            if title:
                parts.append(Segment(f"  {title}", self.muted))
            cell = self.bar(parts, [], column.width + MARGIN_CELLS)
            segments += [*rule, lead, *cell]
            x = column.right
        return [*segments, self.blank(max(0, width - x))]

    def rule_line(self, columns: Sequence[Column], width: int, *, heavy: bool = False) -> list[Segment]:
        """The rule under the heads, crossed where columns meet; heavy in the mode that corrects the alignment."""
        crossings = {column.x - 1 for column in columns[1:]}
        line, cross = ("━", "┿") if heavy else ("─", "┼")
        style = self.accent if heavy else self.rule
        return [Segment("".join(cross if x in crossings else line for x in range(width)), style)]

    def _crop(self, segments: Sequence[Segment], width: int) -> list[Segment]:
        kept = []
        for segment in segments:
            if width <= 0:
                break
            whole = harmless(segment.text)
            text = crop(whole, width)
            kept.append(Segment(text, segment.style))
            width -= cell_len(text)
            if text != whole:
                break
        return kept
