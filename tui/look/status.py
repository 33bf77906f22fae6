"""The texts of the lines around the page: title, heads, information and keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.segment import Segment

from tui.look.paint import Head
from tui.page.signs import Sign
from tui.page.wrap import crop
from tui.session.modes import AMEND, COLUMNS, CORRECT, ENDS, READ
from tui.shown.annotation_list import source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.look.paint import Painter
    from tui.page.layout import Column
    from tui.session.effect import Effect
    from tui.session.session import Session

WIDE_CELLS, NARROW_CELLS = 100, 60
"""The width from which the title says everything, and the one below which it says only what is needed most."""
KEPT_HINTS = 2
"""How many of the hints are there whatever tags there are, unless the line is narrow: on the page, list and export."""
BAR_SIGNS, BAR_FULL, BAR_EMPTY = 5, "▰", "▱"
"""The bar in a head: its number of signs, and the signs."""
SIGNS = (
    Sign(
        f"{BAR_FULL * 2}{BAR_EMPTY * 3} 40%",
        "Share aligned",
        "The share of an article's paragraphs that have a counterpart in another article.",
        "bar percentage per cent % progress coverage linked",
    ),
    Sign("7 tagged", "Annotations", "How many annotations an article has, and in the first line the story.", "count"),
    Sign(
        "row 4 of 31",
        "Row number",
        "The row of the cursor, and how many there are: links, the list and exports count them alike.",
        "position line number",
    ),
    Sign(
        "12 folded",
        "Folded lines",
        "So many paragraphs of navigation, advertising and the like are folded away.",
        "boilerplate hidden menu",
    ),
    Sign("DW hidden  +1", "Hidden columns", "The columns that are not shown, or how many.", "outlet away"),
    Sign("‹DW›", "Column chosen", "The column that is being arranged.", "brackets"),
    Sign(
        "saved",
        "Saved or not",
        "Whether all is on the disk: “saving” until it is, “not saved” where it could not be.",
        "saving disk state",
    ),
    Sign("1 of 2", "Which annotation", "Which of the annotations under the cursor is meant.", "overlap several"),
)


MOST_TAGS, TAG_CELLS = 9, 16
"""The most tags that the line of keys names, and the most cells that a tag's name has there."""


def shown_date(iso: str) -> str:
    """Show an ISO date as people write it: `14 Mar 2022` for `2022-03-14`; anything else stays as it is.

    Of a time that is the day on which it was where it was told.
    """
    try:
        day = datetime.fromisoformat(iso).date()
    except ValueError:
        return iso
    return f"{day.day} {day:%b %Y}"


def shown_time(iso: str) -> str:
    """Show a moment as the clock is where the person is: `14 Mar 2022 10:30 +01:00`; anything else stays as it is."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except (ValueError, OverflowError, OSError):
        return iso
    offset = f"{moment:%z}"
    return f"{shown_date(moment.date().isoformat())} {moment:%H:%M} {offset[:3]}:{offset[3:5]}"


def heads(session: Session, columns: Sequence[Column], *, titled: bool, aligning: bool) -> list[Head]:
    """What stands over each column, with `titled` the title too; an article whose column is arranged is in brackets.

    Told are the share of the article that is aligned and how much of it is tagged; the last head also says which
    columns are hidden.
    """
    shown, story = session.desk.shown, session.desk.covered_story
    hidden = [article for article in shown.columns.order if article in shown.columns.hidden]
    names = ", ".join(_named(session, article) for article in hidden)
    away = (f"  {names} hidden", f"  +{len(hidden)}")
    found = []
    for column in columns:
        article = story.articles[column.article]
        told = _told(session, column.article, aligning=aligning)
        if hidden and column is columns[-1]:
            told = [*(f"{one}{away[0]}".strip() for one in told), f"{told[-1]}{away[1]}".strip()]
        title = article.title if titled else ""
        here = column.article == session.desk.place.paragraph.article
        found.append(Head(_named(session, column.article), shown_date(article.date), title, told, cursor=here))
    return found


def _told(session: Session, article: int, *, aligning: bool) -> list[str]:
    """How much of an article is aligned and tagged, the longest form first; the last is the bar alone."""
    shown, count = session.desk.shown, session.annotations.book.counts[article]
    tagged = (f"{count} tagged",) if count else ()
    if aligning or not shown.links:
        return [" · ".join(tagged), ""]
    share = shown.shares[article]
    bar = BAR_FULL * round(share * BAR_SIGNS) + BAR_EMPTY * (BAR_SIGNS - round(share * BAR_SIGNS))
    return [" · ".join((f"{bar} {share:.0%}", *tagged)), f"{bar} {share:.0%}", bar]


def _named(session: Session, article: int) -> str:
    """The outlet of an article, in brackets if its column is being arranged."""
    outlet = session.desk.covered_story.articles[article].outlet
    return f"‹{outlet}›" if article == session.columns.chosen else outlet


def title(
    session: Session, painter: Painter, *, columns: Sequence[Column], width: int, state: str, aligning: float | None
) -> tuple[list[Segment], list[Segment]]:
    """The story's title, and on the right the reader's place in it and whether everything is saved."""
    order = session.desk.shown.columns.shown
    count = len(order)
    number, rows = session.desk.shown.number_of[session.desk.place.paragraph], len(session.desk.shown.alignment.rows)
    if len(columns) < count:
        first = order.index(columns[0].article) + 1 if columns else 1
        span = f"{first}" if len(columns) == 1 else f"{first}–{first + len(columns) - 1}"
        where = (
            f"{span} of {count}"
            if width < NARROW_CELLS
            else f"column{'s' if len(columns) > 1 else ''} {span} of {count}"
        )
    else:
        every = len(session.desk.shown.columns.order)
        alone = "1 article: two are needed to align" if width >= WIDE_CELLS else "1 article"
        where = f"{count} of {every} articles" if count < every else f"{count} articles" if every > 1 else alone
    parts = [where if width >= NARROW_CELLS or len(columns) < count else ""]
    parts.append(f"row {number} of {rows}" if width >= NARROW_CELLS else f"row {number}/{rows}")
    if aligning is not None:
        parts.append(f"aligning {aligning:.0%}")
    if width >= WIDE_CELLS and session.desk.shown.folded and session.desk.shown.boilerplate:
        parts.append(f"{session.desk.shown.boilerplate} folded")
    if session.row_filter.description:
        parts.append(session.row_filter.description)
    parts.append(f"{len(session.annotations.book):,} tagged")
    right = [Segment(" · ".join(part for part in parts if part), painter.muted)]
    if state:
        style = painter.error if state == "not saved" else painter.muted
        right += [Segment(" · ", painter.muted), Segment(state, style)]
    doing = {CORRECT: " Correcting", AMEND: " Putting right"}.get(session.mode, "")
    mode = [Segment(doing, painter.accent), Segment(" ·", painter.muted)] if doing else []
    return [*mode, Segment(f" {session.desk.covered_story.title}", painter.strong)], [*right, painter.blank(1)]


def info(session: Session, painter: Painter, message: Effect) -> list[Segment]:
    """The line of information: what happened last, else the annotation under the cursor, else nothing."""
    if session.mode is COLUMNS:
        return _columns(session, painter, message)
    if message.message:
        return [painter.blank(1), Segment(message.message, painter.error if message.warn else painter.text)]
    if session.mode is CORRECT:
        return [painter.blank(1), Segment(session.correcting.links_named(), painter.text)]
    if session.mode is AMEND:
        return [painter.blank(1), Segment(session.putting_right.told(), painter.text)]
    under = session.meant.under()
    if not under:
        return _counterparts(session, painter)
    segments = [painter.blank(1)]
    if len(under) > 1:
        segments.append(Segment(f"{session.meant.which()} of {len(under)}  ", painter.muted))
    for i, tag_id in enumerate(under[0].tags):
        segments += [Segment(", " if i else "", painter.muted), _tag_name(session, painter, tag_id)]
    if not under[0].tags:
        segments.append(Segment("note", painter.accent))
    if by := session.annotations.by(under[0]):
        segments.append(Segment(by, painter.muted))
    for text in (source_of(under[0]), " ".join(under[0].note.split())):
        if text:
            segments.append(Segment(f" · {session.desk.covered(text)}", painter.text))
    for annotation in under[1:]:
        segments.append(Segment(" + ", painter.muted))
        segments.append(Segment(session.meant.named(annotation), painter.muted))
    if len(under) > 1 and session.mode is READ:
        segments += [painter.blank(2), *_hint(session.desk.key("cycle"), "the next of them", painter)]
    return segments


def _columns(session: Session, painter: Painter, message: Effect) -> list[Segment]:
    """The columns from the left, hidden ones dim in parentheses, the chosen one in brackets; then what happened."""
    segments = [painter.blank(1), Segment("Columns:", painter.accent)]
    hidden = session.desk.shown.columns.hidden
    for article in session.desk.shown.columns.order:
        name = _named(session, article)
        shown = (f"  ({name})", painter.muted) if article in hidden else (f"  {name}", painter.strong)
        segments.append(Segment(*shown))
    if message.message:
        segments.append(Segment(f"  · {message.message}", painter.error if message.warn else painter.text))
    return segments


def _counterparts(session: Session, painter: Painter) -> list[Segment]:
    """In flow, which has no pointers: the outlets and rows of the counterparts of the cursor's paragraph."""
    shown = session.desk.shown
    found: dict[int, list[str]] = {}
    for where in shown.counterparts(session.desk.place.paragraph) if shown.flows else ():
        found.setdefault(where.article, []).append(str(shown.number_of[where]))
    if not found:
        return []
    outlets = " · ".join(
        f"{session.desk.covered_story.articles[a].outlet} {', '.join(dict.fromkeys(rows))}" for a, rows in found.items()
    )
    return [painter.blank(1), Segment("Counterparts, by row: ", painter.muted), Segment(outlets, painter.text)]


def keys(session: Session, painter: Painter, width: int, hints: Sequence[tuple[str, str]]) -> list[Segment]:
    """The tags with their keys, and as many hints as fit; the first hints have room whatever tags there are.

    If there is little room, tags are there by their keys alone, and those that do not fit are left out.
    """
    book = session.tags.codebook
    tags = [
        [
            Segment(book.keys(tag)[0], painter.tag_style(tag.id)),
            Segment(f" {crop(tag.name, TAG_CELLS)}  ", painter.text),
        ]
        for tag in session.tags.at_hand(session.annotations.book.tags)[:MOST_TAGS]
    ]
    hinted = [_hint(key, word, painter) for key, word in hints]
    room = width - 1 - sum(_width(part) for part in hinted[: KEPT_HINTS if width >= NARROW_CELLS else 0])
    if sum(map(_width, tags)) >= room:
        word = [Segment("tag  ", painter.muted)]
        tags = [[tag[0], painter.blank(1)] for tag in tags]
        while tags and sum(map(_width, [*tags, word])) >= room:
            tags.pop()
        tags += [word] if tags else []
    if session.mode is ENDS or not session.mode.takes_tags:
        tags = []
    segments = [painter.blank(1)]
    for part in [*tags, *hinted]:
        if _width(segments) + _width(part) >= width:
            break
        segments += part
    return segments


def help_key(session: Session, painter: Painter) -> list[Segment]:
    """The key of the help, which lists all others; nothing where it has none, or where it is typed."""
    key = "" if session.mode.takes_text else session.desk.key("help")
    return [Segment(key, painter.strong), Segment(" keys", painter.muted), painter.blank(1)] if key else []


def first_steps(session: Session, painter: Painter) -> tuple[list[Segment], list[Segment]]:
    """Two lines for a person who has tagged nothing yet: how to move, and how to tag."""
    moves = [
        (f"{session.desk.key('down')} {session.desk.key('up')}", "paragraph"),
        (f"{session.desk.key('left')} {session.desk.key('right')}", "article"),
        (session.desk.key("sentence_on"), "sentence"),
        (session.desk.key("word_on"), "word"),
        (session.desk.key("counterpart"), "the same elsewhere"),
    ]
    tags = [(tag.key, tag.name) for tag in session.tags.codebook.tags[:4] if tag.key]
    rest = [(session.desk.key("undo"), "undoes"), (session.desk.key("help"), "all keys")]
    lines = []
    for word, hints in (("Move", moves), ("Tag the marked sentence", [*tags, *rest])):
        line = [Segment(f" {word}:  ", painter.accent)]
        for key, text in hints:
            line += _hint(key, text, painter)
        lines.append(line)
    return lines[0], lines[1]


def _width(segments: Sequence[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


def _hint(key: str, word: str, painter: Painter) -> list[Segment]:
    return [Segment(key, painter.strong), Segment(f" {word}  ", painter.muted)]


def _tag_name(session: Session, painter: Painter, tag_id: str) -> Segment:
    return Segment(session.tags.codebook.tag(tag_id).name, painter.tag_style(tag_id))
