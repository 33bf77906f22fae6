"""What the head above a text tells of the article: title, outlet, date, byline, source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.readers.front_matter import AUTHORS, DATES, TITLES

if TYPE_CHECKING:
    from articles.readers.front_matter import Head, Value

FRONT_MATTER = "front matter"
"""The origin of a fact that the head tells."""

OF_THE_ADDRESS = "the address"
"""The origin of an outlet that only the address of the article names."""

_OUTLETS = ("sitename", "site name", "site", "publisher", "publication", "outlet", "newspaper", "website")
_SOURCES = (
    "source",
    "url",
    "url source",
    "link",
    "permalink",
    "canonical",
    "canonical url",
    "original",
    "uri",
    "hostname",
)
_ADDRESS = re.compile(r"https?://(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_TAIL = re.compile(r" +[|–—·•»-] +")
_WORDS = re.compile(r"[^\W_][\w'’&.-]*")
_MOST_WORDS = 6
"""How many words the name of an outlet has at most."""


class Told(NamedTuple):
    """What the head tells of the article; empty where it tells nothing."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    source: str = ""


def told_by(head: Head, text: str) -> tuple[Told, dict[str, str]]:
    """What a head tells of the article of `text`, and where each was found."""
    from articles.readers.written_dates import iso_date  # imported where used: most texts have no head

    title = _first(head, TITLES)
    addresses = [value.text for name in _SOURCES for value in head.values.get(name, ())]
    source = next((address for address in addresses if _ADDRESS.match(address)), "")
    date = next(filter(None, (iso_date(value.text) for name in DATES for value in head.values.get(name, ()))), "")
    byline = next((_joined(head.values[name]) for name in AUTHORS if name in head.values), "")
    outlet = _first(head, _OUTLETS)
    if not outlet:
        outlet = next((value.text for value in head.values.get("source", ()) if not _ADDRESS.match(value.text)), "")
    title, outlet = _apart(title, outlet, text[head.end :])
    told = Told(title, outlet, date, byline, source)
    origins = {fact: FRONT_MATTER for fact, value in told._asdict().items() if value}
    if source and not outlet:
        host = _ADDRESS.match(source)
        told = told._replace(outlet=outlet_of(host[1] if host else "", text))
        origins["outlet"] = OF_THE_ADDRESS
    return told, origins


def outlet_of(host: str, text: str) -> str:
    """The outlet at a host: its name as the text spells it, `Harbour Post` for harbourpost.example; else the host."""
    host = host.lower().removeprefix("www.")
    name = max(host.split(".")[:-1] or [host], key=len).replace("-", "")
    words = [(found[0], found[0].lower()) for found in _WORDS.finditer(text)]
    for i, (word, lower) in enumerate(words):
        if not word[0].isupper() or not (name.startswith(_letters(lower)) and _letters(lower)):
            continue
        letters = ""
        for j in range(i, min(i + _MOST_WORDS, len(words))):
            letters += _letters(words[j][1])
            if letters == name:
                return " ".join(word for word, _ in words[i : j + 1]).rstrip(".")
            if not name.startswith(letters):
                break
    return host


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word))


def _first(head: Head, names: tuple[str, ...]) -> str:
    return next((head.values[name][0].text for name in names if name in head.values), "")


def _joined(values: list[Value]) -> str:
    return ", ".join(dict.fromkeys(value.text for value in values))


def _apart(title: str, outlet: str, below: str) -> tuple[str, str]:
    """The title without the outlet behind it, and the outlet, where what stands below the head says the title alone."""
    tails = list(_TAIL.finditer(title))
    if not tails:
        return title, outlet
    alone, name = title[: tails[-1].start()], title[tails[-1].end() :]
    if (outlet and _letters(name.lower()) == _letters(outlet.lower())) or _says(below, alone):
        return alone, outlet or name
    return title, outlet


def _says(below: str, title: str) -> bool:
    """Whether a line near the top is the title and nothing else."""
    wanted = _letters(title.lower())
    return any(_letters(line.lower()) == wanted for line in below[:5_000].split("\n"))
