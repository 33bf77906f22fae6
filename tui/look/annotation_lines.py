"""What the list of annotations says: a line of columns for each, one in full, the heads, how many there are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tui.look.status import shown_date
from tui.page.wrap import crop, harmless, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.codebook.codebook import Codebook
    from tui.look.paint import Painter
    from tui.shown.annotation_list import ListedAnnotation, ListMatches

GAP_CELLS = 2
"""Blank cells after each column."""
ORPHAN = "orphan"
TAG_NAMES_FROM_CELLS, SPEAKERS_FROM_CELLS = 56, 96
"""Cells below which tags are letters and no outlet is named, and from which speaker and note have columns."""
TAG_NAMES_CELLS, TAG_LETTERS_CELLS, WIDEST_OUTLET_CELLS = 20, 4, 14
"""Cells for the names of tags, for their letters, and at most for an outlet."""
SPEAKER_SHARE, NOTE_SHARE = 0.18, 0.3
"""How much of what is left for the passage goes to speakers and notes, where there are any."""
MOST_NOTE_LINES = 2
"""Lines that the note gets at most where an annotation is shown in full."""


class ListColumn(NamedTuple):
    """A column of the list."""

    name: str
    width: int
    """Cells, without the gap after it."""


def list_columns(width: int, entries: Sequence[ListedAnnotation]) -> tuple[ListColumn, ...]:
    """The columns of a list of so many cells."""
    rows = {entry.row for entry in entries} or {1}
    place = max(3, len(f"{max(rows)}?"), len(ORPHAN) if 0 in rows else 0)
    if width < TAG_NAMES_FROM_CELLS:
        return (
            ListColumn("row", place),
            ListColumn("tags", TAG_LETTERS_CELLS),
            ListColumn("passage", max(0, width - place - TAG_LETTERS_CELLS - 2 * GAP_CELLS)),
        )
    outlet = max([6, *(cell_len(name) for name in {entry.outlet for entry in entries})])
    fixed = (
        ListColumn("row", place),
        ListColumn("outlet", min(WIDEST_OUTLET_CELLS, outlet)),
        ListColumn("tags", TAG_NAMES_CELLS),
    )
    rest = width - sum(column.width + GAP_CELLS for column in fixed)
    shares = {"speaker": SPEAKER_SHARE, "note": NOTE_SHARE} if width >= SPEAKERS_FROM_CELLS else {}
    said = [
        (name, int(rest * part)) for name, part in shares.items() if any(getattr(e.annotation, name) for e in entries)
    ]
    passage = rest - sum(cells + GAP_CELLS for _, cells in said)
    return (*fixed, ListColumn("passage", passage), *(ListColumn(name, cells) for name, cells in said))


class AnnotationLines:
    """Draws entries in one look and codebook."""

    def __init__(self, painter: Painter, codebook: Codebook, covered: Callable[[str], str] = str) -> None:
        """`covered` gives a note or a speaker as it may be shown."""
        self._painter = painter
        self._codebook = codebook
        self._covered = covered

    def heads(self, columns: Sequence[ListColumn], order: str, width: int) -> list[Segment]:
        """The columns' names, and on the right what the list is sorted by."""
        muted, by = self._painter.muted, f"by {order} "
        names = [name.rjust(cells) if name == "row" else crop(name, cells).ljust(cells) for name, cells in columns]
        heads = (" " + (" " * GAP_CELLS).join(names)).rstrip()
        return self._painter.bar([Segment(heads, muted)], [Segment(by, muted)], width)

    def line(self, entry: ListedAnnotation, columns: Sequence[ListColumn]) -> list[Segment]:
        """An entry in its columns."""
        painter, annotation = self._painter, entry.annotation
        said = {
            "row": (ORPHAN if not entry.row else f"{entry.row}{'?' if entry.doubtful else ''}", painter.muted),
            "outlet": (entry.outlet, painter.muted),
            "passage": (entry.quote, painter.text),
            "speaker": (self._covered(annotation.speaker), painter.text),
            "note": (self._covered(annotation.note), painter.muted),
        }
        segments: list[Segment] = []
        for name, width in columns:
            if name == "tags":
                segments += self._tags(annotation.tags, width)
            else:
                text, style = said[name]
                text = crop(text, width)
                blanks = " " * (width - cell_len(text))
                segments.append(Segment(blanks + text if name == "row" else text + blanks, style))
            segments.append(painter.blank(GAP_CELLS))
        return painter.joined(segments)

    def full(self, entry: ListedAnnotation, width: int, height: int) -> list[list[Segment]]:
        """An entry on `height` lines: what is said about it, the words, the note; the words are cut where they must."""
        painter, annotation = self._painter, entry.annotation
        about = [painter.blank(1), *self._names(annotation.tags)]
        when = f"{shown_date(annotation.modified[:10])} {annotation.modified[11:16]} UTC"
        speaker, blind = self._covered(annotation.speaker), "blind" if annotation.is_blind else ""
        for part in (speaker, entry.outlet, annotation.annotator, when if annotation.modified else "", blind):
            if part:
                about.append(Segment(f" · {part}" if len(about) > 1 else part, painter.muted))
        note = _lines(self._covered(annotation.note), width - 2, min(MOST_NOTE_LINES, max(0, height - 2)))
        quote = _lines(f"“{entry.quote}”", width - 2, max(0, height - 1 - len(note)))
        lines = [painter.bar(about, [], width)]
        lines += [painter.bar([painter.blank(1), Segment(text, painter.text)], [], width) for text in quote]
        lines += [painter.bar([painter.blank(1), Segment(text, painter.accent)], [], width) for text in note]
        return lines[:height]

    def text(self, text: str) -> list[Segment]:
        """Words of the program's own."""
        return [self._painter.blank(1), Segment(harmless(text), self._painter.text)]

    def hints(self, hints: Iterable[tuple[str, str]], help_key: str, width: int) -> list[Segment]:
        """As many of some keys, each with a word on what it does, as fit beside the key that leads to all others."""
        painter = self._painter
        keys = self._keys(help_key)
        used = 1 + sum(segment.cell_length for segment in keys)
        parts = [painter.blank(1)]
        for key, word in hints:
            hint = [Segment(key, painter.strong), Segment(f" {word}  ", painter.muted)]
            used += sum(segment.cell_length for segment in hint)
            if used > width:
                break
            parts += hint
        return painter.bar(parts, keys, width)

    def message(self, text: str, help_key: str, width: int, *, warn: bool) -> list[Segment]:
        """What happened, or could not be done, in place of the keys."""
        painter = self._painter
        said = [painter.blank(1), Segment(text, painter.error if warn else painter.text)]
        return painter.bar(said, self._keys(help_key), width)

    def _keys(self, help_key: str) -> list[Segment]:
        return [Segment(help_key, self._painter.strong), Segment(" keys ", self._painter.muted)]

    def count(self, found: ListMatches, total: int, tags: Iterable[tuple[str, int]], width: int) -> list[Segment]:
        """How many entries there are or are left, what words were taken for others, how often each tag is used."""
        painter = self._painter
        left = len(found.entries)
        some = f"{left:,} of {total:,}" if left != total or found.substitutes else f"{total:,}"
        noun = "" if left != total else f" annotation{'' if total == 1 else 's'}"
        segments = [painter.blank(1), Segment(some + noun, painter.strong)]
        for word, alike in found.substitutes:
            taken = ", ".join(f"“{other}”" for other in alike[:3]) + ("…" if len(alike) > 3 else "")
            said = f"no “{word}”: shown is {taken}" if alike else f"no “{word}”, nor what is like it"
            segments.append(Segment(f" · {said}", painter.accent))
        used = sum(segment.cell_length for segment in segments)
        for tag_id, number in tags:
            name, figure = Segment(self._codebook.tag(tag_id).name, painter.tag_style(tag_id)), f" {number:,}"
            used += 3 + name.cell_length + len(figure)
            if used > width:
                break
            segments += [Segment(" · ", painter.muted), name, Segment(figure, painter.muted)]
        return painter.bar(segments, [], width)

    def _tags(self, tags: Sequence[str], width: int) -> list[Segment]:
        """The names of tags in their colours in so many cells; their letters where there is little room."""
        if width <= TAG_LETTERS_CELLS:
            names = [Segment(crop(self._codebook.tag(tag).sign, 1), self._painter.tag_style(tag)) for tag in tags]
        else:
            names = self._names(tags)
        return self._painter.bar(names, [], width)

    def _names(self, tags: Sequence[str]) -> list[Segment]:
        painter = self._painter
        if not tags:
            return [Segment("note", painter.accent)]
        names = [Segment(harmless(self._codebook.tag(tag).name), painter.tag_style(tag)) for tag in tags]
        comma = Segment(", ", painter.muted)
        return [part for name in names for part in (comma, name)][1:]


def _lines(text: str, width: int, height: int) -> list[str]:
    """A text on at most `height` lines of `width` cells, with an ellipsis where it does not fit; no line of no text."""
    text = " ".join(harmless(text).split())
    if not text or height < 1 or width < 1:
        return []
    starts = [*wrap(text, width)[:height], len(text)]
    lines = [text[start:end].rstrip() for start, end in pairwise(starts[:-1])]
    return [*lines, crop(text[starts[-2] :], width)]
