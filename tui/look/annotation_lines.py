"""Draws the list of annotations: a line for each, one in full, the columns' heads, how many there are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from articles.form import harmless
from tui.look.status import shown_time
from tui.page.signs import Sign
from tui.page.wrap import crop, wrap
from tui.shown.annotation_list import source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.codebook.codebook import Codebook
    from tui.look.paint import Painter
    from tui.shown.annotation_list import ListedAnnotation, ListMatches

GAP_CELLS = 2
"""The space after each column of the list."""
ORPHAN, DOUBTFUL, CHANGED = "orphan", "?", "~"
SIGNS = (
    Sign(
        f"12{DOUBTFUL}",
        "Place in doubt",
        "The text has changed, and the passage probably stands on that row: confirm or refuse it.",
        "question mark doubtful confirm",
    ),
    Sign(
        f"12{CHANGED}",
        "Words changed",
        "The text has changed there: the words as tagged stand in the list, those of now below it.",
        "tilde edited now",
    ),
    Sign(ORPHAN, "Passage gone", "The text has changed, and the passage was not found in it.", "lost missing"),
    Sign("blind", "Made blind", "The annotation was made in blind mode.", "outlets hidden"),
)
TAG_NAMES_FROM_CELLS, SPEAKERS_FROM_CELLS = 56, 96
"""From the first width on, tags are named and outlets shown; from the second, speaker and note have columns."""
TAG_NAMES_CELLS, TAG_LETTERS_CELLS, WIDEST_OUTLET_CELLS = 20, 4, 14
"""The widths of tags' names and of tags' letters, and the largest width of the outlets."""
SPEAKER_SHARE, NOTE_SHARE = 0.18, 0.3
"""The shares of the room for passages that go to speakers and to notes, if there are any."""
MOST_NOTE_LINES = 2
"""The most lines of a note where an annotation is shown in full."""


_SHOWN_IN: Mapping[str, Callable[[ListedAnnotation], str]] = {
    "speaker": lambda entry: source_of(entry.annotation),
    "note": lambda entry: entry.annotation.note,
}
"""What an entry has in a column that is there only where some have anything in it."""


class ListColumn(NamedTuple):
    """A column of the list."""

    name: str
    width: int
    """The width in cells, without the gap after it."""


def list_columns(width: int, entries: Sequence[ListedAnnotation]) -> tuple[ListColumn, ...]:
    """Choose the columns of a list that is `width` cells wide."""
    rows = {entry.row for entry in entries} or {1}
    place = max(3, len(f"{max(rows)}{DOUBTFUL}"), len(ORPHAN) if 0 in rows else 0)
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
    extra = [(name, int(rest * part)) for name, part in shares.items() if any(map(_SHOWN_IN[name], entries))]
    passage = rest - sum(cells + GAP_CELLS for _, cells in extra)
    return (*fixed, ListColumn("passage", passage), *(ListColumn(name, cells) for name, cells in extra))


class AnnotationLines:
    """Draws entries of the list in one look and codebook."""

    def __init__(self, painter: Painter, codebook: Codebook, covered: Callable[[str], str] = str) -> None:
        """`covered` turns a note or a speaker into what may be shown of it."""
        self._painter = painter
        self._codebook = codebook
        self._covered = covered

    def heads(self, columns: Sequence[ListColumn], order: str, width: int) -> list[Segment]:
        """The names of the columns, and on the right the order of the list."""
        muted, by = self._painter.muted, f"by {order} "
        names = [name.rjust(cells) if name == "row" else crop(name, cells).ljust(cells) for name, cells in columns]
        heads = (" " + (" " * GAP_CELLS).join(names)).rstrip()
        return self._painter.bar([Segment(heads, muted)], [Segment(by, muted)], width)

    def line(self, entry: ListedAnnotation, columns: Sequence[ListColumn]) -> list[Segment]:
        """The line of an entry."""
        painter, annotation = self._painter, entry.annotation
        texts = {
            "row": (f"{entry.row}{_sign(entry)}" if entry.row else ORPHAN, painter.muted),
            "outlet": (entry.outlet, painter.muted),
            "passage": (entry.quote, painter.text),
            "speaker": (self._covered(source_of(annotation)), painter.text),
            "note": (self._covered(annotation.note), painter.muted),
        }
        segments: list[Segment] = []
        for name, width in columns:
            if name == "tags":
                segments += self._tags(annotation.tags, width)
            else:
                text, style = texts[name]
                text = crop(text, width)
                blanks = " " * (width - cell_len(text))
                segments.append(Segment(blanks + text if name == "row" else text + blanks, style))
            segments.append(painter.blank(GAP_CELLS))
        return painter.joined(segments)

    def full(self, entry: ListedAnnotation, width: int, height: int) -> list[list[Segment]]:
        """An entry in full on `height` lines: tags and facts, the passage, the note. A long passage is cut."""
        painter, annotation = self._painter, entry.annotation
        about = [painter.blank(1), *self._names(annotation.tags)]
        when = shown_time(annotation.modified)
        speaker, blind = self._covered(source_of(annotation)), "blind" if annotation.is_blind else ""
        for part in (speaker, entry.outlet, annotation.annotator, when, blind):
            if part:
                about.append(Segment(f" · {part}" if len(about) > 1 else part, painter.muted))
        note = _lines(self._covered(annotation.note), width - 2, min(MOST_NOTE_LINES, max(0, height - 2)))
        now = f"now “{entry.quote_now}”" if entry.now else ""
        room = max(0, height - 1 - len(note))
        quote = _lines(f"“{entry.quote}”", width - 2, (room + 1) // 2 if now else room)
        quote += _lines(now, width - 2, room - len(quote))
        lines = [painter.bar(about, [], width)]
        lines += [painter.bar([painter.blank(1), Segment(text, painter.text)], [], width) for text in quote]
        lines += [painter.bar([painter.blank(1), Segment(text, painter.accent)], [], width) for text in note]
        return lines[:height]

    def text(self, text: str) -> list[Segment]:
        """A line of the program's own words."""
        return [self._painter.blank(1), Segment(harmless(text), self._painter.text)]

    def hints(self, hints: Iterable[tuple[str, str]], help_key: str, width: int) -> list[Segment]:
        """As many keys, each with a word on what it does, as fit next to the key of the help."""
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
        """A message on what happened, or could not be done, in place of the keys."""
        painter = self._painter
        shown = [painter.blank(1), Segment(text, painter.error if warn else painter.text)]
        return painter.bar(shown, self._keys(help_key), width)

    def _keys(self, help_key: str) -> list[Segment]:
        return [Segment(help_key, self._painter.strong), Segment(" keys ", self._painter.muted)] if help_key else []

    def count(self, found: ListMatches, total: int, tags: Iterable[tuple[str, int]], width: int) -> list[Segment]:
        """How many entries there are and match, which words were replaced by others, and how often each tag is used."""
        painter = self._painter
        left = len(found.entries)
        some = f"{left:,} of {total:,}" if left != total or found.substitutes else f"{total:,}"
        noun = "" if left != total else f" annotation{'' if total == 1 else 's'}"
        segments = [painter.blank(1), Segment(some + noun, painter.strong)]
        segments += [Segment(f" · {hint}", painter.accent) for hint in found.hints]
        used = sum(segment.cell_length for segment in segments)
        for tag_id, number in tags:
            name, figure = Segment(self._codebook.tag(tag_id).name, painter.tag_style(tag_id)), f" {number:,}"
            used += 3 + name.cell_length + len(figure)
            if used > width:
                break
            segments += [Segment(" · ", painter.muted), name, Segment(figure, painter.muted)]
        return painter.bar(segments, [], width)

    def _tags(self, tags: Sequence[str], width: int) -> list[Segment]:
        """The names of tags in their colours, in `width` cells; their letters if there is little room."""
        if width <= TAG_LETTERS_CELLS:
            names = [Segment(self._codebook.sign(tag), self._painter.tag_style(tag)) for tag in tags]
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


def _sign(entry: ListedAnnotation) -> str:
    return DOUBTFUL if entry.doubtful else CHANGED if entry.now else ""


def _lines(text: str, width: int, height: int) -> list[str]:
    """Break a text into at most `height` lines of `width` cells, with an ellipsis if something is cut off."""
    text = " ".join(harmless(text).split())
    if not text or height < 1 or width < 1:
        return []
    starts = [*wrap(text, width)[:height], len(text)]
    lines = [text[start:end].rstrip() for start, end in pairwise(starts[:-1])]
    return [*lines, crop(text[starts[-2] :], width)]
