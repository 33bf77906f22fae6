"""Lines of a PDF to paragraphs: what an indent, a gap, a short line or other letters say, and what a page broke."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from articles.readers.pdf_hyphens import BrokenWords, is_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.readers.pdf_columns import Line

_BULLET = re.compile(r"[•‣▪●◦■□·*–—-]\s+(?=\S)")
_ENDED = re.compile(r"[.!?:;…。！？]['\"”’»)\]]*\d{0,3}$")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"'“‘])(?:\w\.(?:\w\.)*|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|St|No|Jr|Sr|vs|Mt|Nr|Hr|Fr|bzw|"
    r"ca|Jan|Feb|Aug|Sept|Oct|Nov|Dec|M|Mme)\.)$"
)
_MUCH_ROOM = 0.35
"""The share of a column's width that a line leaves free only at the end of a paragraph."""

_DASHES = "–—-"
_SLIGHT_GAP = 1.15
_GAP = 1.3
"""A gap between two lines of more than so many usual ones ends a paragraph."""

_OTHER_SIZE = 0.09
_INDENT = 0.7
"""How far, in sizes of the letters, a line begins inside its column that opens a paragraph."""

_SPACE = 0.28
_FLUSH_POINTS = 1.5
_JUSTIFIED = 0.5
"""The share of a column's lines that end at its edge where they are set to do so."""

_LINE_SHARE = 0.6
"""A line alone that is shorter, as a share of the next column's width, is not the beginning of a paragraph."""

_LOOK_AHEAD = 6
_FEW_LINES = 4


class Column(NamedTuple):
    """The edges of a column, in points."""

    left: float
    right: float
    justified: bool


class Paragraph(NamedTuple):
    """Lines that belong together."""

    lines: tuple[Line, ...]
    listed: bool = False

    @property
    def text(self) -> str:
        """Its lines with spaces between them; words that a line broke are still broken."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(line.italic for line in self.lines)


class Setting:
    """How a document is set: the edges of its columns, the size of its letters, the distance of its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        letters: Counter[float] = Counter()
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
        self.size = max(letters, key=lambda size: letters[size]) if letters else 0.0
        """Of most letters."""
        self.words = BrokenWords([line.text for line in lines])
        columns: dict[int, list[Line]] = {}
        for line in lines:
            columns.setdefault(line.column, []).append(line)
        self._columns = _all_edges(columns, self.size)
        gaps: dict[float, Counter[float]] = {}
        for column in columns.values():
            for above, below in pairwise(column):
                if abs(above.size - below.size) < _OTHER_SIZE * above.size and above.y > below.y:
                    gaps.setdefault(round(above.size), Counter())[round(above.y - below.y, 1)] += 1
        self._leading = {size: _usual_gap(size, counted) for size, counted in gaps.items()}
        insets = Counter(round(line.x0 - self.column(line).left) for line in lines)
        often = [(count, inset) for inset, count in insets.items() if _INDENT * self.size < inset < 5 * self.size]
        count, inset = max(often, default=(0, 0))
        self.indent = inset if count >= max(3, len(lines) * 0.03) else 0
        """How far it indents the first lines of paragraphs, in points; 0 where it does not."""
        wide = sum(
            self.has_gap(above, below) and above.y - below.y < 4 * self.leading(above)
            for column in columns.values()
            for above, below in pairwise(column)
            if abs(above.size - self.size) + abs(below.size - self.size) < _OTHER_SIZE * self.size
        )
        self.sets_apart = self.indent > 0 or wide >= max(3, len(lines) * 0.03)
        """Whether an indent or a space tells its paragraphs apart."""

    def column(self, line: Line) -> Column:
        """The column of a line."""
        return self._columns[line.column]

    def leading(self, line: Line) -> float:
        """The usual distance from a line to the next one with letters of its size, in points."""
        return self._leading.get(round(line.size), 1.25 * line.size)

    def has_gap(self, above: Line, below: Line) -> bool:
        """Whether two lines stand further from each other than lines of a paragraph.

        A slightly wider distance may come from a raised letter; it only counts where a sentence ends or begins.
        """
        gap = (above.y - below.y) / self.leading(above)
        return gap > _GAP or (gap > _SLIGHT_GAP and (ends_sentence(above.text) or not below.text[:1].islower()))

    def is_indented(self, line: Line) -> bool:
        """Whether a line begins inside its column as first lines do, and is not set in the middle of it."""
        inset = line.x0 - self.column(line).left
        if self.indent and abs(inset - self.indent) < _FLUSH_POINTS:
            return True
        return inset > _INDENT * line.size and not self.is_centred(line)

    def is_centred(self, line: Line) -> bool:
        """Whether a line has as much room on its left as on its right."""
        column = self.column(line)
        left, right = line.x0 - column.left, column.right - line.x1
        return left > _INDENT * line.size and abs(left - right) < 0.6 * line.size

    def fits_above(self, above: Line, below: Line, *, surely: bool = False) -> bool:
        """Whether the first word of a line would have had room at the end of the line above.

        `surely` asks for more than a program leaves that looks for the best breaks of a whole paragraph.
        """
        if is_broken(above.text, below.text):
            return False
        if surely or not ends_sentence(above.text):
            column = self.column(above)
            return self.has_room(above, below, _MUCH_ROOM * (column.right - column.left))
        return self.has_room(above, below)

    def has_room(self, above: Line, below: Line, least: float = 0.0) -> bool:
        """Whether the first word of a line is shorter than the room at the end of the line above.

        With `least` that is more room than so many points, and much more than the word needs.
        """
        width = below.first_width if below.text[:1] < "\u2e80" else below.size
        needed = width + _SPACE * above.size
        return self.column(above).right - above.x1 > (max(1.6 * needed, least) if least else needed + 1)


def _all_edges(columns: Mapping[int, Sequence[Line]], size: float) -> dict[int, Column]:
    """The edges of all columns; one of few lines has those of another that begins where it does."""
    edges = {number: _edges(lines, size) for number, lines in columns.items()}
    long = {number for number, lines in columns.items() if len(_usual(lines, size)) >= _FEW_LINES}
    for number in columns.keys() - long:
        own = edges[number]
        like = [edges[other] for other in long if abs(edges[other].left - own.left) < 2 * _FLUSH_POINTS]
        wider = [other for other in like if other.right >= own.right - _FLUSH_POINTS]
        edges[number] = min(wider, key=lambda column: column.right, default=own)
    return edges


def _edges(lines: Sequence[Line], size: float) -> Column:
    """The edges of a column by its lines in the letters of the text, where it has some."""
    lines = _usual(lines, size) or lines
    lefts = sorted(line.x0 for line in lines)
    left, right = lefts[len(lefts) // 20], max(line.x1 for line in lines)
    ends = Counter(round(line.x1) for line in lines)
    usual = max(ends, key=lambda end: ends[end] + ends[end - 1] + ends[end + 1])
    at_edge = [line.x1 for line in lines if abs(line.x1 - usual) <= _FLUSH_POINTS]
    if len(lines) > 3 and len(at_edge) >= _JUSTIFIED * len(lines):
        return Column(left, median(at_edge), True)  # punctuation may hang out of the edge
    return Column(left, right, False)


def _usual(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines in letters of that size."""
    return [line for line in lines if abs(line.size - size) <= _OTHER_SIZE * size]


def _usual_gap(size: float, counted: Counter[float]) -> float:
    """The least distance that occurs often; the space between paragraphs may be as frequent as that between lines."""
    most = max(counted.values())
    often = [gap for gap, count in counted.items() if count >= most * 0.4 and gap >= 0.8 * size]
    return min(often, default=1.25 * size)


def paragraphs_of(lines: Sequence[Line], setting: Setting) -> list[Paragraph]:
    """The paragraphs of lines in the order of reading; those that a column's or a page's end broke are whole again."""
    found: list[list[Line]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if found and _goes_on(found[-1], line, following, setting):
            found[-1].append(line)
        else:
            found.append([line])
    return _rejoined([_paragraph(group) for group in found], setting)


def text_of(paragraph: Paragraph, setting: Setting) -> str:
    """The text of a paragraph, the words in it whole, without the mark of a list's item."""
    text = setting.words.joined(line.text for line in paragraph.lines)
    return _BULLET.sub("", text, count=1) if paragraph.listed else text


def _paragraph(lines: list[Line]) -> Paragraph:
    return Paragraph(tuple(lines), _BULLET.match(lines[0].text) is not None and lines[0].text[0] not in _DASHES)


def _goes_on(paragraph: list[Line], line: Line, following: Line | None, setting: Setting) -> bool:
    """Whether a line belongs to the paragraph of the line before it, in the same column; `following` is the next."""
    last = paragraph[-1]
    if last.page != line.page or last.column != line.column or not _are_alike(last, line):
        return False
    if last.y <= line.y or setting.has_gap(last, line) or _begins_item(line, last):
        return False
    if line.size > 1.2 * setting.size:
        return True
    if setting.is_centred(line) and setting.is_centred(last) and not setting.is_indented(line):
        return True
    inset = line.x0 - setting.column(line).left
    if setting.indent and abs(inset - setting.indent) < _FLUSH_POINTS and len(paragraph) == 1:
        as_a_whole = all(
            other is not None and other.column == line.column and abs(other.x0 - line.x0) < _FLUSH_POINTS
            for other in (last, following)
        )
        goes_on = as_a_whole and not ends_sentence(last.text) and not setting.has_room(last, line)
        return _hangs(paragraph, line) or goes_on
    if setting.is_indented(line) and line.x0 - last.x0 > _INDENT * line.size and not _hangs(paragraph, line):
        return False
    if len(paragraph) > 1 and last.x0 - line.x0 > _INDENT * line.size:
        return False
    if setting.fits_above(last, line, surely=setting.sets_apart):
        return False
    column = setting.column(last)
    is_last = column.justified and column.right - last.x1 > 2 * _FLUSH_POINTS and ends_sentence(last.text)
    return setting.sets_apart or not is_last


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence, and not with an abbreviation."""
    return _SENTENCE_END.search(text) is not None and not _ABBREVIATED.search(text[-12:])


def _begins_item(line: Line, last: Line) -> bool:
    """Whether a line begins an item of a list; a dash may also go on with the sentence of the line before."""
    if not _BULLET.match(line.text):
        return False
    return line.text[0] not in _DASHES or _ENDED.search(last.text) is not None


def _are_alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= _OTHER_SIZE * max(a.size, b.size) and a.bold == b.bold


def _hangs(paragraph: list[Line], line: Line) -> bool:
    """Whether the line is a later one of a list's item, whose mark stands out to the left."""
    first = paragraph[0]
    if not _BULLET.match(first.text) and not re.match(r"\(?\w{1,3}[.)]\s", first.text):
        return False
    return len(paragraph) == 1 or abs(paragraph[-1].x0 - line.x0) < _FLUSH_POINTS


def _rejoined(paragraphs: list[Paragraph], setting: Setting) -> list[Paragraph]:
    """The paragraphs, each joined with the one that goes on with it behind a break, captions and notes between them."""
    joined: list[Paragraph] = []
    left = list(paragraphs)
    while left:
        paragraph = left.pop(0)
        while (at := _continuation(paragraph, left, setting)) is not None:
            rest = left.pop(at)
            paragraph = paragraph._replace(lines=(*paragraph.lines, *rest.lines))
        joined.append(paragraph)
    return joined


def _continuation(paragraph: Paragraph, left: Iterable[Paragraph], setting: Setting) -> int | None:
    """Where among the paragraphs behind it stands the one that goes on with a paragraph; None where it is whole."""
    last = paragraph.lines[-1]
    if last.size > 1.2 * setting.size:
        return None
    past_heading = False
    for at, following in enumerate(left):
        if at == _LOOK_AHEAD or following.lines[0].page > last.page + 1:
            return None
        first = following.lines[0]
        if not _are_alike(last, first) or paragraph.italic != following.italic:
            past_heading |= following.bold or following.size > (1 + _OTHER_SIZE) * last.size
            continue
        if past_heading and (ends_sentence(last.text) or not first.text[:1].islower()):
            return None
        return at if _is_continued(paragraph, first, setting) else None
    return None


def _is_continued(paragraph: Paragraph, first: Line, setting: Setting) -> bool:
    """Whether what begins with the line `first` goes on with a paragraph."""
    last = paragraph.lines[-1]
    width = setting.column(first).right - setting.column(first).left
    if len(paragraph.lines) == 1 and last.x1 - last.x0 < _LINE_SHARE * width:
        return False
    if setting.is_indented(first) or _begins_item(first, last) or setting.fits_above(last, first):
        return False
    column = setting.column(last)
    if not ends_sentence(last.text):
        same = first.column == last.column
        return first.text[:1].islower() or (not same and not last.text.endswith(":"))
    is_full = column.justified and abs(column.right - last.x1) < _FLUSH_POINTS / 2
    return first.column != last.column and (setting.indent > 0 or is_full)
