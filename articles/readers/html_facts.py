"""What a page tells of its article: title, outlet, date, byline and source, each with the place that tells it.

What a page says to programs and what it shows are held against each other: a headline that shows comes before the one
made for social networks, and a date of publication before one of a change.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from articles.dates import find_date
from articles.months import MONTHS
from articles.readers.json_ld import ArticleData, article_data
from articles.readers.saved_pages import saved_page
from articles.readers.written_dates import date_in_words, iso_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.readers.html_collected import Collected
    from articles.readers.saved_pages import SavedPage

JSON_LD, HEADING, LINES = "JSON-LD", "the heading", "the text"

_LONGEST_TITLE = 300
_ALIKE = {1: 0.5, 2: 0.8, 3: 0.9}
"""How like what the page calls itself a heading of each level is that is its headline."""

_HEADLINE_WORDS, _MOST_HEADLINE_WORDS = 5, 30
_IDEOGRAPHS = 5
"""More of them make a phrase."""

_TWO_DAYS = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/\d{4}(?![\d/])")
_DAY = len("2022-03-14")
_UPDATED = re.compile(
    r"\W*(?:last )?(?:updated|modified|changed|aktualisiert|geändert|mis à jour|actualizado)", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|von|par|por)\b:? ", re.IGNORECASE)
_BESIDE_WHO = re.compile(
    r"[\s,|•·–—-]+(?:on|am|at|le|el|il|posted|published|updated|publi\w+|veröffentlicht|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch))$|\s*@\w+$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date.created",
    "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dcterms.date", "dc.date", "article.published", "date", "originalpublicationdate", "article_date_original",
    "ptime", "displaydate", "lastpubdate", "citation_publication_date",
)  # fmt: skip
_CHANGED = ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified")
_NO_AUTHOR = re.compile(r"https?://|@|\.com\b|^(?:admin|editor|staff|webmaster|user|author|by)$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{4,2000}", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?", re.IGNORECASE)


class Line(NamedTuple):
    """A paragraph near the headline that may tell a fact; neither byline nor date where a date in it is in doubt."""

    text: str
    is_byline: bool
    is_date: bool


class Facts(NamedTuple):
    """What a page tells; empty where it does not. `origins` as in `Reading`."""

    title: str
    outlet: str
    date: str
    byline: str
    source: str
    origins: dict[str, str]
    notices: tuple[str, ...]
    free: bool
    """False where the page says that not everybody may read the article."""


class PageFacts:
    """The facts of a page, found one after another: those of the text need its kinds, which need the title."""

    def __init__(self, collected: Collected, address: str = "") -> None:
        """Take what the page says of itself; `address` is where it stood, where that is known."""
        self._page = collected
        self._data: ArticleData = article_data(collected.json_ld)
        self._saved: SavedPage = saved_page(collected)
        self._address = address
        self.origins: dict[str, str] = {}
        self.outlet = self._told("outlet", self._outlets())
        self.title = ""

    def find_title(self, headings: Sequence[tuple[str, int]]) -> str:
        """The title: the heading that says what the page calls itself, else what it calls itself.

        `headings` are the page's texts with their levels as headings, 0 for those that are none.
        """
        named = [(self._without_outlet(name), origin) for name, origin in self._titles()]
        named = [(name, origin) for name, origin in named if name]
        first = [text for text, level in headings if level == 1]
        best, score = "", 0.0
        for text, level in headings:
            if 0 < level < 4 and len(text) < _LONGEST_TITLE:
                alike = max((likeness(text, name) for name, _ in named), default=0.0)
                if alike > score and alike >= _ALIKE[level]:
                    best, score = text, alike
        if best:
            self.title, self.origins["title"] = best, HEADING
        elif len(first) == 1 and (
            (_is_phrase(first[0]) and (not named or named[0][1] == "title"))
            or (_is_sentence(first[0]) and not _shows(headings, [name for name, _ in named]))
        ):
            self.title, self.origins["title"] = first[0], HEADING
        elif named:
            self.title, self.origins["title"] = _shown_part(named[0][0], headings), named[0][1]
        self.title = " ".join(self.title.split())
        return self.title

    def finished(self, lines: Sequence[Line]) -> Facts:
        """All facts, with what the lines around the headline tell."""
        date = self._date(lines)
        undecided = "" if date else self._undecided(lines)
        return Facts(
            title=self.title,
            outlet=self.outlet or self._told("outlet", self._outlet_of_title()),
            date=date,
            byline=self._told("byline", self._bylines(lines)),
            source=self._told("source", self._sources()),
            origins=self.origins,
            notices=(*self._saved.notices, *([undecided] if undecided else [])),
            free=self._data.free,
        )

    def names_author(self, text: str) -> bool:
        """Whether a line is the name of an author that the page names to programs, or little more."""
        names = [
            name for name in (*self._data.authors, self._page.meta("author")[0]) if name and not _NO_AUTHOR.search(name)
        ]
        line = _plain(text)
        return any(_plain(name) in line and len(line) <= 2 * len(_plain(name)) + 10 for name in names)

    def _told(self, fact: str, candidates: Iterable[tuple[str, str]]) -> str:
        for value, origin in candidates:
            if value:
                self.origins[fact] = origin
                return value
        return ""

    def _titles(self) -> Iterator[tuple[str, str]]:
        yield self._data.headline, JSON_LD
        yield self._page.property("headline"), "itemprop headline"
        for name in _TITLES:
            yield self._page.meta(name)
        yield self._page.title, "title"

    def _without_outlet(self, title: str) -> str:
        """A title without the name of the outlet, which sites put behind it or before it."""
        parts = _SUFFIX.split(title)
        names = {_plain(self.outlet), _plain(self._data.publisher), *map(_plain, self._site_names())} - {""}
        if len(parts) > 1 and _plain(parts[-1]) in names:
            title = title[: title.rindex(parts[-1])].rstrip(" |–—·•»:-")
        elif len(parts) > 1 and _plain(parts[0]) in names:
            title = title[len(parts[0]) :].lstrip(" |–—·•»:-")
        return title

    def _site_names(self) -> Iterator[str]:
        """What the outlet may be called in short: the first words of the address of its site."""
        host = urlsplit(self._page_address()).hostname or ""
        labels = host.removeprefix("www.").split(".")
        yield host.removeprefix("www.")
        if len(labels) > 1:
            yield labels[-2] if len(labels[-2]) > 3 or len(labels) == 2 else labels[-3]

    def _outlets(self) -> Iterator[tuple[str, str]]:
        name, origin = self._page.meta("og:site_name")
        name = "" if self._saved.own_facts or name.startswith("@") else name.split(" | ")[0]
        if name and not _DOMAIN.fullmatch(name):
            yield name, origin
        yield self._data.publisher, JSON_LD
        yield name, origin
        yield self._page.meta("application-name", "apple-mobile-web-app-title", "dc.publisher", "dcterms.publisher")
        yield self._data.site, JSON_LD

    def _outlet_of_title(self) -> Iterator[tuple[str, str]]:
        """What stands behind the headline in the page's title, where the headline is known from elsewhere."""
        for name, origin in ((self._page.title, "title"), self._page.meta("og:title")):
            parts = _SUFFIX.split(name)
            if (
                len(parts) > 1
                and 1 <= len(parts[-1].split()) <= 5
                and _plain(self.title) == _plain(" ".join(parts[:-1]))
            ):
                yield parts[-1].strip(), origin

    def _date(self, lines: Sequence[Line]) -> str:
        """The date; of one without a time the day that the text tells, where that is the one before or after.

        It is another day in another zone, and the page's own is the reader's.
        """
        told = self._told("date", self._dates(lines))
        if len(told) != _DAY:
            return told
        days = [date_in_words(line.text)[:_DAY] for line in lines if line.is_date and not _UPDATED.match(line.text)]
        for day in filter(None, days):
            if told not in days and abs((date.fromisoformat(day) - date.fromisoformat(told)).days) == 1:
                self.origins["date"] = LINES
                return day
        return told

    def _dates(self, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
        page = self._page
        if not self._saved.own_facts:
            yield iso_date(self._data.published), JSON_LD
            for name in _PUBLISHED[:6]:
                written, origin = page.meta(name)
                yield iso_date(written), origin
            yield iso_date(page.property("datepublished")), "itemprop datePublished"
            for time in page.times:
                if "pubdate" in time.names or "publish" in time.names or "entry-date" in time.names:
                    yield iso_date(time.datetime or time.text), "time"
            for name in _PUBLISHED[6:]:
                written, origin = page.meta(name)
                yield iso_date(written), origin
            yield iso_date(page.property("datecreated")), "itemprop dateCreated"
        dated = next((line.text for line in lines if line.is_date or (line.is_byline and date_in_words(line.text))), "")
        for time in page.times:
            if dated and time.text and time.text in dated and time.datetime:
                yield iso_date(time.datetime), "time"
        yield date_in_words(dated), LINES
        if self._saved.own_facts:
            return
        for time in page.times:
            if time.compared and not re.search("modif|updat|comment", time.names):
                yield iso_date(time.datetime or time.text), "time"
        yield iso_date(self._data.modified), JSON_LD
        for name in _CHANGED:
            written, origin = page.meta(name)
            yield iso_date(written), origin

    def _undecided(self, lines: Sequence[Line]) -> str:
        """A notice of the first date that can mean two days; empty without one."""
        told = (self._page.meta(name)[0] for name in _PUBLISHED)
        shown = (*(time.datetime or time.text for time in self._page.times), *(line.text for line in lines))
        for written in (self._data.published, self._page.property("datepublished"), *told, *shown):
            found = _TWO_DAYS.search(written)
            if found and found[1] != found[2]:
                return f"the date {found[0]} can mean two days, so that it is left open"
        return ""

    def _bylines(self, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
        names = self._names()
        for line in lines:
            if line.is_byline and (not names or any(_plain(name) in _plain(line.text) for name in names)):
                who = _who(line.text)
                yield "" if who == line.text else who, LINES  # what is whole there the text itself tells
                return
        data = tuple(name for name in self._data.authors if not _NO_AUTHOR.search(name))
        yield ", ".join(data), JSON_LD
        for name in (
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
        ):
            written, origin = self._page.meta(name)
            yield "" if _NO_AUTHOR.search(written) else written, origin
        authors = [a for a in dict.fromkeys(self._page.authors) if 1 < len(a.split()) <= 5 and not _NO_AUTHOR.search(a)]
        yield ", ".join(authors[:3]), "rel author"

    def _names(self) -> list[str]:
        """The names of the authors, as far as the page tells them to programs."""
        return [*self._data.authors, self._page.meta("author")[0]] if self._data.authors else []

    def _sources(self) -> Iterator[tuple[str, str]]:
        yield self._saved.source, self._saved.origin
        yield self._page_address(), "canonical"
        yield self._page.meta("og:url") if _is_page(self._page.meta("og:url")[0]) else ("", "")
        yield self._data.address if _is_page(self._data.address) else "", JSON_LD
        yield self._saved.address, self._saved.origin
        yield self._address, "the address"

    def _page_address(self) -> str:
        canonical = self._page.link("canonical")
        return canonical if _is_page(canonical) and not self._saved.own_facts else ""


def _who(byline: str) -> str:
    """The part of a byline that says who, without a date, a clock or a name in a network."""
    who = byline
    if find_date(byline):
        named = _BY.search(byline)
        who = byline[named.start() :] if named and find_date(byline[: named.start()]) else byline
        words = who.split()
        dated = (i for i, word in enumerate(words) if i > 1 and _begins_date(words[i : i + 3]))
        who = " ".join(words[: next(dated, len(words))])
    before = ""
    while who != before:
        before, who = who, _BESIDE_WHO.sub("", who.rstrip(" ,|–—-•·"))
    return who or byline


def _begins_date(words: Sequence[str]) -> bool:
    """Whether a date or a clock begins with these words, the first a figure or the name of a month."""
    first = words[0].strip(",.(").lower()
    return any(map(str.isdigit, first)) or (first in MONTHS and any(map(str.isdigit, " ".join(words))))


def _is_page(address: str) -> bool:
    """Whether an address is a whole one, and of more than a site's front page."""
    if not _ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.path.strip("/") != "" or parts.query != "")


def likeness(heading: str, name: str) -> float:
    """How like two titles are: 2 for the same, 1 where one begins the other, else the share of words in common."""
    a, b = _plain(heading), _plain(name)
    if not a or not b:
        return 0.0
    if a == b:
        return 2.0
    if min(len(a), len(b)) > 12 and (a.startswith(b) or b.startswith(a)):
        return 1.0
    first, second = set(heading.casefold().split()), set(name.casefold().split())
    return len(first & second) / max(len(first), len(second))


def _shown_part(title: str, texts: Sequence[tuple[str, int]]) -> str:
    """What a page calls itself without a site's name before or behind it, where the page shows just that."""
    cuts = list(_SUFFIX.finditer(title)) if len(title) < _LONGEST_TITLE else []
    shown = {_plain(text) for text, _ in texts if len(text) < _LONGEST_TITLE} if cuts else set()
    ends = (title, *(title[: cut.start()] for cut in reversed(cuts)), *(title[cut.end() :] for cut in cuts))
    return next((end for end in ends if _is_phrase(end) and _plain(end) in shown), title)


def _shows(texts: Sequence[tuple[str, int]], names: Sequence[str]) -> bool:
    """Whether one of the texts is one of the names, or the page's own part of one."""
    plain = {_plain(_shown_part(name, texts)) for name in names}
    return any(len(text) < _LONGEST_TITLE and _plain(text) in plain for text, _ in texts)


def _is_sentence(text: str) -> bool:
    """Whether it has as many words as a headline, and no site's name."""
    return _HEADLINE_WORDS <= text.count(" ") + 1 <= _MOST_HEADLINE_WORDS


def _is_phrase(text: str) -> bool:
    """Whether it has three words or more, or as many ideographs, which no blanks part."""
    return text.count(" ") > 1 or sum("\u3040" <= character <= "\u9fff" for character in text) > _IDEOGRAPHS


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
