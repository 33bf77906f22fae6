"""Paints lines of the page as styled segments. This module alone decides how the page looks."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from articles.form import harmless
from articles.model import Kind
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS
from tui.page.signs import Sign
from tui.page.wrap import cluster_ends, crop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.color import Color

    from annotations.codebook.codebook import Codebook
    from tui.look.theme import Look
    from tui.page.layout import Column
    from tui.page.marks import Mark
    from tui.page.pointers import PlacedPointer

CURSOR_BAR = "▌"
RULE = "│"
BOOKMARK_SIGN = "›"
CHANGED_SIGN = "≠"
"""Marks, in the gutter, a quotation that another account has altered or cut."""
LINK_SIGNS = {"held": "◆", "by hand": "✓", "strong": "=", "weak": "≈"}
"""Mark, in the gutter, how firmly a paragraph stands on its row while correcting: see `Correcting.firmness`."""
TITLE_CELLS = 24
"""The width that a column's head leaves to the title where it has one."""
LEAST_TITLE_CELLS = 12
"""The width of a title for which the date stands back."""
SIGN_CELLS = 2
"""The cells of the gutter for the signs of tags."""
NOTE_SIGN = "*"
"""Marks a note in the gutter: behind the letters where a tagged passage begins, alone where there is no tag."""
MORE_SIGN = "+"
"""Stands, in the gutter, for the tags of a line after the first."""
SIGNS = (
    Sign(CURSOR_BAR, "Cursor", "The paragraph under the cursor; its sentence and word are marked too.", "bar margin"),
    Sign("c d t u", "Tags on a line", "The letters of the tags on that line; their words are underlined.", "letter"),
    Sign(
        MORE_SIGN,
        "More tags",
        "On that line are more tags than there is room for: this stands for those that have no sign there.",
        "plus several",
    ),
    Sign(
        NOTE_SIGN,
        "Note",
        "A note is on that line: behind a letter, on a tagged passage; alone, without.",
        "star asterisk",
    ),
    Sign(
        "12",
        "Row",
        "The number of the row on which the paragraph stands, as pointers and the CSV name it.",
        "digits gutter",
    ),
    Sign(f"{CURSOR_BAR} Outlet", "Your column", "The head of the column that the cursor is in.", "head bar"),
    Sign(
        "══", "Annotations overlap", "Words that several annotations are on are doubly underlined.", "double underline"
    ),
    Sign(BOOKMARK_SIGN, "Bookmark", "A bookmark is on that paragraph.", "angle"),
    Sign("Ab", "Letters on a word", "Typing them chooses that word.", "label hint capital"),
    Sign("…", "Something cut off", "There is more than the line has room for.", "ellipsis dots cropped"),
)
LINK_MEANINGS = (
    Sign(LINK_SIGNS["held"], "Taken up", "The paragraph is taken up, to be linked with another one.", "diamond held"),
    Sign(LINK_SIGNS["by hand"], "Link by hand", "All its links on the row were made or confirmed by a person.", "tick"),
    Sign(LINK_SIGNS["strong"], "Strong link", "The computed links of the paragraph on its row are sure.", "equals"),
    Sign(
        LINK_SIGNS["weak"], "Weak link", "A computed link of the paragraph on its row is doubtful.", "doubt about wave"
    ),
    Sign(
        "━━",
        "Correcting",
        "The line under the heads is heavy while alignment or paragraphs are put right.",
        "rule thick",
    ),
)
"""What `LINK_SIGNS` and the line above them tell while the alignment is being corrected."""
COMPARED = (
    Sign("──", "Shared words", "Another of the accounts has the underlined words too.", "underlined same common"),
    Sign(
        "Ab 7",
        "Only here",
        "Bold is a number, name or quotation that no other of the accounts has.",
        "bold own differs alone",
    ),
    Sign(
        CHANGED_SIGN,
        "Quoted otherwise",
        "Another account has altered or cut that quotation.",
        "unequal changed differs",
    ),
)
TAG_SHARE, TAG_UNDER_CURSOR_SHARE, SENTENCE_SHARE, WORD_SHARE, WORD_ON_TAG_SHARE = 0.26, 0.42, 0.10, 0.30, 0.15
SELECTION_SHARE, HIT_SHARE, HIT_AT_CURSOR_SHARE = 0.45, 0.35, 0.6
"""How much of a colour is mixed into the ground. The ANSI look, for 16 colours, mixes none."""

_QUIET = frozenset({Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.BOILERPLATE})
_BOLD = frozenset({Kind.HEADLINE, Kind.SUBHEADING})
_ITALIC = frozenset({Kind.CAPTION, Kind.STANDFIRST})


class Head(NamedTuple):
    """What stands over a column."""

    outlet: str
    date: str
    title: str = ""
    told: Sequence[str] = ()
    """What is told of the article, the longest form first; the last that is not empty is always shown."""
    cursor: bool = False
    """Whether the cursor is in the column."""


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
    """Whether, in a comparison, no other account has this number, name or quotation."""
    quoted: bool = False
    """Whether, in a comparison, these words are a quotation."""
    shared: bool = False
    """Whether, in a comparison, another account has these words too."""


class Painter:
    """Paints lines in one look and codebook; made anew when either changes."""

    def __init__(self, look: Look, codebook: Codebook) -> None:
        self._look = look
        self._styles: dict[Style, Style] = {}
        self.codebook = codebook
        self.text = self._style(look.text)
        self.muted = self._style(look.muted)
        self.rule = self._style(look.rule)
        self.strong = self._style(look.text, bold=True)
        self.accent = self._style(look.accent, bold=True)
        self.error = self._style(look.error, bold=True)
        self.label = self._style(
            look.accent if look.ansi else look.ground, None if look.ansi else look.accent, bold=True, reverse=look.ansi
        )
        """The style of letters on words."""
        self.run_style = lru_cache(maxsize=512)(self._run_style)
        self.carries = lru_cache(maxsize=512)(self._carries)
        self._plain_style = lru_cache(self._style_of)

    def blank(self, width: int) -> Segment:
        """Blank cells."""
        return Segment(" " * width, self.text)

    def tag_style(self, tag_id: str) -> Style:
        """The style of a tag's letter, and of its name outside the text."""
        return self._style(self._look.tag(self.codebook.tag(tag_id).colour), bold=True)

    def cell_line(
        self,
        text: str,
        line: tuple[int, int],
        width: int,
        kind: Kind | None,
        marks: Sequence[Mark],
        *,
        cursor: bool,
        gutter: int = GUTTER_CELLS,
        number: str = "",
    ) -> list[Segment]:
        """Paint one line of a cell with its gutter and margin: `gutter + width + MARGIN_CELLS` cells in all.

        The `number` of a row stands in the gutter unless there are signs: see `has_signs`.
        """
        start, end = line
        if end < len(text) and text[end - 1 : end] == " ":
            end -= 1
        on_line = [mark for mark in marks if mark.start < end and start < mark.end] if marks else []
        if not on_line and not cursor:
            return self._plain_line(text[start:end], width, kind, gutter, number)
        here = [mark for mark in on_line if not mark.text]
        segments = [Segment(CURSOR_BAR if cursor else " ", self.accent if cursor else self.text)]
        segments += self._gutter(here, gutter, number)
        edges = {edge for mark in here for edge in mark[:2] if start < edge < end}
        for left, right in pairwise(sorted({start, end, *cluster_ends(text, start, end, edges)})):
            run = self._run(kind, [mark for mark in here if mark.start < right and left < mark.end])
            segments.append(Segment(text[left:right], self.run_style(run)))
        segments.append(self.blank(max(0, width - cell_len(text[start:end])) + MARGIN_CELLS))
        labels = {gutter + cell_len(text[start : mark.start]): mark.text for mark in on_line if mark.text}
        return self._labelled(segments, labels) if labels else segments

    def _labelled(self, segments: Sequence[Segment], labels: Mapping[int, str]) -> list[Segment]:
        """Draw labels over a line with its gutter, by the cell that each begins at.

        The first letter is a capital: where no colour is, it tells one label from the next.
        """
        cuts, drawn = [], []
        for cell, label in sorted(labels.items()):
            cuts += [cell, cell + len(label)]
            drawn.append(Segment(label.capitalize(), self.label))
        cuts.append(sum(segment.cell_length for segment in segments))
        parts = list(Segment.divide(segments, cuts))
        return [segment for i, part in enumerate(parts) for segment in (drawn[i // 2 : i // 2 + 1] if i % 2 else part)]

    def _plain_line(self, text: str, width: int, kind: Kind | None, gutter: int, number: str) -> list[Segment]:
        """Paint a line without marks, which most are, in as few segments as can be."""
        style, carries = self._plain_style(kind)
        text += " " * (max(0, width - cell_len(text)) + MARGIN_CELLS)
        if number:
            return [Segment(f"{number:>{gutter - 1}} ", self.muted), Segment(text, style)]
        return [Segment(" " * gutter + text, style)] if carries else [self.blank(gutter), Segment(text, style)]

    def _style_of(self, kind: Kind | None) -> tuple[Style, bool]:
        style = self.run_style(Run(kind))
        return style, self.carries(style)

    def gap_line(self, pointers: Sequence[PlacedPointer], width: int, gutter: int, number: str) -> list[Segment]:
        """Paint the line between two paragraphs: the pointers of the upper one, and the lower's number if need be."""
        segments = [self.blank(1), *self._gutter((), gutter, number)]
        x = 0
        for pointer in pointers:
            segments += [self.blank(pointer.x - x), Segment(pointer.text, self.muted)]
            x = pointer.x + cell_len(pointer.text)
        return [*segments, self.blank(width - x + MARGIN_CELLS)]

    def has_signs(self, marks: Sequence[Mark], line: tuple[int, int]) -> bool:
        """Whether signs in the gutter of a line leave no room for the number of a row, which then stands above it."""
        start, end = line
        return any(
            mark.start < end and start < mark.end and (mark.name == "tag" or mark.name in LINK_SIGNS) for mark in marks
        )

    def _gutter(self, marks: Sequence[Mark], width: int, number: str) -> list[Segment]:
        """The gutter without the cursor's bar: signs or else the number of a row, then one cell for what stands alone.

        There may be a letter for each of two tags, and how firmly a paragraph stands on its row; a note's sign follows
        them. The last cell has a changed quotation or a bookmark.
        """
        if not marks:
            return [Segment(f"{number:>{width - 2}} ", self.muted)] if number else [self.blank(width - 1)]
        names = {mark.name for mark in marks}
        signs = self._letters(marks)
        if not names.isdisjoint(LINK_SIGNS):
            signs = [*(signs[:1] or [self.blank(1)]), self._link_sign(marks)]
        if "note" in names:
            signs.append(Segment(NOTE_SIGN, self.accent))
        used = sum(cell_len(sign.text) for sign in signs)
        if used >= width - 1:
            return signs
        last = CHANGED_SIGN if "changed" in names else BOOKMARK_SIGN if "bookmark" in names else ""
        if not (signs or number or last):
            return [self.blank(width - 1)]
        end = Segment(last, self.accent) if last else self.blank(1)
        if signs or not number:
            return [*signs, self.blank(width - 2 - used), end]
        return [Segment(number.rjust(width - 2), self.muted), end]

    def _letters(self, marks: Sequence[Mark]) -> list[Segment]:
        """The signs of the tags on a line in two cells; where they have no room, one of a letter, else `+`, and `+`.

        Half a sign of two letters could be another tag's.
        """
        tags = list(dict.fromkeys(tag for mark in marks if mark.name == "tag" for tag in mark.tags or ("",)))
        signs = [self._sign(tag) for tag in tags]
        if sum(cell_len(sign.text) for sign in signs) > SIGN_CELLS:
            more = Segment(MORE_SIGN, self.accent)
            signs = [next((sign for sign in signs if cell_len(sign.text) == 1), more), more]
        return signs

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
            "shared" in names,
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
            underline=bool(run.slot) or run.shared,
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
        # None for what is off, so that styles that look the same are equal: they are then one, and their segments join.
        style = Style(
            color=colour.rich_color,
            bgcolor=(ground or self._look.ground).rich_color,
            bold=bold or None,
            italic=italic or None,
            underline=underline or None,
            underline2=underline2 or None,
            reverse=reverse or None,
        )
        return self._styles.setdefault(style, style)

    def joined(self, segments: Iterable[Segment]) -> list[Segment]:
        """Join segments that look the same, so that fewer bytes are written; blanks take a neighbour's style."""
        joined: list[Segment] = []
        plain = style = self.text
        text = ""
        for more, other, _ in segments:
            blank = other is plain and more.isspace()
            if other is None or other is style or (blank and self.carries(style)):
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

    def heads(self, columns: Sequence[Column], heads: Sequence[Head], width: int) -> list[Segment]:
        """The head of each column: outlet, date, what is told of the article, title, as far as there is room."""
        segments: list[Segment] = []
        x = 0
        for i, (column, head) in enumerate(zip(columns, heads, strict=True)):
            if i:
                segments.append(Segment(RULE, self.rule))
            segments.append(self.blank(column.x - x - (1 if i else 0)))
            segments.append(Segment(CURSOR_BAR, self.accent) if head.cursor else self.blank(1))
            segments.append(self.blank(column.gutter - 1))
            segments += self._head(head, column.width, column.width + MARGIN_CELLS)
            x = column.right
        return [*segments, self.blank(max(0, width - x))]

    def _head(self, head: Head, room: int, width: int) -> list[Segment]:
        """A head in `width` cells. Its bar, the shortest that is told, is never left out: the date goes first."""
        least = next((told for told in reversed(head.told) if told), "")
        used = cell_len(head.outlet)
        kept = cell_len(least) + 2 if least else 0
        least_title = LEAST_TITLE_CELLS + 2 if head.title else 0
        date = head.date if used + kept + cell_len(head.date) + 2 + least_title <= width else ""
        used += cell_len(date) + 2 if date else 0
        left = room - used - (TITLE_CELLS if head.title else 0)
        told = next((told for told in head.told if cell_len(told) + 2 <= left), least)
        outlet = crop(head.outlet, max(1, width - kept)) if not date else head.outlet
        parts = [Segment(outlet, self.strong)]
        parts += [Segment(f"  {text}", self.muted) for text in (date, told, head.title) if text]
        return self.bar(parts, [], width)

    def rule_line(self, columns: Sequence[Column], width: int, *, heavy: bool = False) -> list[Segment]:
        """The rule under the heads, crossed where columns meet; heavy in the modes that put something right."""
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
