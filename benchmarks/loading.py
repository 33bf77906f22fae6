"""Loading web pages: a page alone, with the vote, and a folder of a thousand.

    python -m benchmarks.loading [FOLDER]

FOLDER holds pages as .html or .html.gz; without it they are made up. Times are CPU in one warm process but for the
folder, which is read by the program as a person starts it.
"""

from __future__ import annotations

import gzip
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from articles.clean import paragraphs
from articles.readers import extractor, html
from articles.readers.extras import has_library
from articles.readers.html_decode import decode_page
from benchmarks.figures import HEAD, Figure, line
from benchmarks.starts import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

_SAID = (
    "the harbour office said that crews had asked for a second tug since March and that no ferry would run before the "
    "pier was repaired while the union rejected this account of what happened on Thursday evening near the old market"
)
_PAGES, _FOLDER_PAGES = 40, 1_000


def made_up_pages(count: int) -> Iterator[bytes]:
    """Pages as news sites make them: scripts and styles, menus, an article of 30 paragraphs, a hundred teasers."""
    chance, words_said = random.Random(11), _SAID.split()

    def sentence(words: int) -> str:
        return " ".join(chance.choices(words_said, k=words)).capitalize() + "."

    for number in range(count):
        script = f"<script>var state = {{{','.join(f'k{i}: {i * number}' for i in range(6_000))}}};</script>"
        menu = "".join(
            f"<li class=item><a href=/{i}>{' '.join(chance.choices(words_said, k=2))}</a></li>" for i in range(80)
        )
        text = "".join(
            f"<p class='text-block'>{sentence(18)} <a href=/t{i}>{sentence(4)}</a> <b>{sentence(6)}</b></p>"
            for i in range(30)
        )
        teasers = "".join(
            f"<div class='card teaser'><a href=/{i}><img src=/{i}.jpg alt=''><h3>{sentence(8)}</h3></a>"
            f"<span class=time>{i} hours ago</span></div>"
            for i in range(100)
        )
        yield (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
            f"<title>Ferry {number} strikes pier | Harbour Post</title>"
            f"<meta property=og:site_name content='Harbour Post'>{script}"
            f"<style>{'.a{color:red}' * 900}</style></head><body>"
            f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>Ferry {number} strikes pier</h1>"
            f"<p class=byline>By Ann Brandt</p>{text}</article><aside>{teasers}</aside></main>{script}</body></html>"
        ).encode()


def measure(pages: Sequence[bytes]) -> Iterator[Figure]:
    """The figures of single pages, then those of a folder."""
    markups = [decode_page(page, "a page")[0] for page in pages]
    with extractor.nobody_asked():
        alone = _milliseconds(_read, pages)
    yield Figure("a page without the vote", alone, "ms", asked="<= 60 ms", limit=60, note=f"mean of {len(pages)}")
    if has_library(extractor.MODULE):
        peers = {"trafilatura": _milliseconds(extractor.extract, markups)}
        if has_library("readability"):
            peers["readability"] = _milliseconds(_readability, markups)
        extractor.extract_here()
        voted = _milliseconds(_read, pages)
        parts = "ours + " + " + ".join(peers)
        total = alone + sum(peers.values())
        note = ", ".join(f"{name} {spent:.1f}" for name, spent in peers.items())
        yield Figure(
            "a page with the vote", voted, "ms", total, parts, asked="<= 1.25", limit=1.25, of_ratio=True, note=note
        )
    yield from _of_a_folder(pages)


def _read(page: bytes) -> object:
    reading = html.read(page, "a page")[0]
    return paragraphs(reading.blocks, reading.title)


def _readability(markup: str) -> object:
    from readability import Document

    return Document(markup).summary()


def _milliseconds(done: Callable[[T], object], things: Sequence[T]) -> float:
    """The mean CPU of doing it to each thing, after a few to warm up."""
    for thing in things[:3]:
        done(thing)
    begun = process_time()
    for thing in things:
        done(thing)
    return (process_time() - begun) / len(things) * 1000


def _of_a_folder(pages: Sequence[bytes]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "pages")
        folder.mkdir()
        for number in range(_FOLDER_PAGES):
            (folder / f"{number:04}.html").write_bytes(pages[number % len(pages)] + b"<!-- %d -->" % number)
        command = [sys.executable, "-m", "tui", "articles", "--json", str(folder)]
        begun = perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment(Path(place)), check=True)
        spent = perf_counter() - begun
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    size = mean(map(len, pages)) / 1000
    yield Figure("a folder of 1,000 pages", spent, "s", asked="<= 60 s", limit=60, note=f"{size:.0f} kB a page")
    yield Figure("its largest process", largest, "MB", asked="<= 300 MB", limit=300)


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        files = sorted(Path(sys.argv[1]).glob("*.html*"))
        pages = [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]
    else:
        pages = list(made_up_pages(_PAGES))
    print(HEAD)
    for figure in measure(pages):
        print(line(figure), flush=True)


if __name__ == "__main__":
    main()
