"""Times alignment against its peers, and measures how well each finds hand-made links.

    python -m benchmarks.alignment [STORIES LINKS]

STORIES (JSON): for each story its articles, each with `source`, `title` and `paragraphs`. LINKS (JSON): for each story
links with `a`, `ai`, `b`, `bi` (source and paragraph, from 0) and the `grades` of two readings; a link that only one
of them has counts neither way. Times are medians of CPU seconds in one process; the peers score pairs only, ours makes
rows as well.
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process, utils

from articles.align import LINKED_SCORE, align, find_links, taking_part
from articles.model import ParagraphId, Story
from articles.read import seed_story
from benchmarks.bm25 import BM25
from benchmarks.stories import generated, told

SAMPLE = 60
"""Of how many paragraphs, evenly spread, the peers score all pairs where scoring all would take minutes."""

Scores = Callable[[int], list[float]]
"""Of a paragraph, by its number among those taking part: its score with each of them."""


class Pair(NamedTuple):
    """A scored pair of paragraphs of one story, its ends as the gold names them."""

    story: str
    ends: frozenset[tuple[str, int]]
    score: float


def token_set_ratio(texts: list[str]) -> Scores:
    plain = [utils.default_process(text) for text in texts]

    def scores(i: int) -> list[float]:
        found = [0.0] * len(plain)
        for _, score, j in process.extract_iter(plain[i], plain, scorer=fuzz.token_set_ratio, processor=None):
            found[j] = score
        return found

    return scores


def bm25(texts: list[str]) -> Scores:
    return BM25(texts).scores


PEERS: dict[str, Callable[[list[str]], Scores]] = {"rapidfuzz token_set_ratio": token_set_ratio, "BM25": bm25}


def main(arguments: list[str]) -> int:
    if len(arguments) not in (0, 2):
        print("usage: python -m benchmarks.alignment [STORIES LINKS]", file=sys.stderr)
        return 2
    seeds, large = seed_story(), generated(6, 1000)
    print_times("the seeds", seeds, rounds=15)
    print_times(large.title, large, rounds=1, sample=SAMPLE)
    print(f"  memory at its peak, newsreader: {peak_memory(large) / 2**20:.0f} MB")
    if arguments:
        print_quality(*(json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments))
    return 0


def print_times(what: str, story: Story, rounds: int, sample: int = 0) -> None:
    paragraph_ids = taking_part(story)
    ours = median(cpu_seconds(lambda: align(story)) for _ in range(rounds))
    print(f"{what}, {len(paragraph_ids)} paragraphs taking part")
    print(f"  {'newsreader, links and rows':28} {ours * 1000:10,.1f} ms   1.0 x")
    for name, peer in PEERS.items():
        taken = median(peer_seconds(peer, story, paragraph_ids, sample) for _ in range(rounds))
        note = f"   (from {sample} of {len(paragraph_ids)} paragraphs)" if sample else ""
        print(f"  {name:28} {taken * 1000:10,.1f} ms {taken / ours:5.1f} x{note}")


def cpu_seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def peer_seconds(
    peer: Callable[[list[str]], Scores], story: Story, paragraph_ids: list[ParagraphId], sample: int
) -> float:
    """What the peer takes to score each pair of paragraphs once, reckoned from `sample` of them if not 0.

    A peer scores a paragraph with all, so each pair twice: half of that is counted.
    """
    texts = shown(story, paragraph_ids)
    asked = range(0, len(paragraph_ids), len(paragraph_ids) // sample) if sample else range(len(paragraph_ids))
    start = process_time()
    scores = peer(texts)
    ready = process_time()
    for i in asked:
        scores(i)
    return ready - start + (process_time() - ready) * len(paragraph_ids) / len(asked) / 2


def shown(story: Story, paragraph_ids: Iterable[ParagraphId]) -> list[str]:
    return [story.articles[where.article].paragraph(where.n).shown for where in paragraph_ids]


def peak_memory(story: Story) -> int:
    """Bytes that aligning takes beside the story, at most at one time."""
    tracemalloc.start()
    align(story)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def print_quality(stories: dict[str, Any], gold: dict[str, Any]) -> None:
    """F1 over all stories: ours at its own threshold, each peer at the one that suits it best on these very stories."""
    both, either = set(), set()
    for name, links in gold.items():
        for link in links:
            ends = (name, frozenset([(link["a"], link["ai"]), (link["b"], link["bi"])]))
            either.add(ends)
            if all(link["grades"]):
                both.add(ends)
    found: dict[str, list[Pair]] = {"newsreader": [], **{name: [] for name in PEERS}}
    compared: set[tuple[str, str, int]] = set()
    for name, articles in stories.items():
        story, named = from_gold(articles)
        compared |= {(name, *end) for end in named.values()}
        found["newsreader"] += [
            Pair(name, frozenset([named[link.a], named[link.b]]), link.score) for link in find_links(story)
        ]
        for peer_name, peer in PEERS.items():
            found[peer_name] += peer_pairs(name, peer, story, named)
    wanted = {(name, ends) for name, ends in both if all((name, *end) in compared for end in ends)}
    ours = best_f1(found["newsreader"], wanted, either, at=LINKED_SCORE)
    print(f"links found in {len(stories)} stories, {len(wanted)} wanted")
    for name, pairs in found.items():
        f1, threshold = ours if name == "newsreader" else best_f1(pairs, wanted, either)
        how = "fixed" if name == "newsreader" else "best for these stories"
        print(f"  {name:28} F1 {f1:.3f} {f1 / ours[0]:6.2f} x   (threshold {threshold:.2f}, {how})")


def from_gold(articles: list[dict[str, Any]]) -> tuple[Story, dict[ParagraphId, tuple[str, int]]]:
    """The story and, for each paragraph that takes part, its name in the gold: source and number from 0."""
    made, named = [], {}
    for i, article in enumerate(articles):
        title = article["title"].lstrip("# ")
        texts = [(" ".join(text.split()), at) for at, text in enumerate(article["paragraphs"]) if text.strip()]
        if texts[0][0].casefold() != " ".join(title.split()).casefold():
            texts.insert(0, (title, -1))
        made.append(told(article["source"], [text for text, _ in texts]))
        named.update({ParagraphId(i, n): (article["source"], at) for n, (_, at) in enumerate(texts, start=1) if n > 1})
    return Story("", tuple(made)), named


def peer_pairs(
    name: str, peer: Callable[[list[str]], Scores], story: Story, named: dict[ParagraphId, tuple[str, int]]
) -> list[Pair]:
    """All pairs of different articles; the score is the mean of both directions."""
    paragraph_ids = taking_part(story)
    scores = peer(shown(story, paragraph_ids))
    table = [scores(i) for i in range(len(paragraph_ids))]
    return [
        Pair(name, frozenset([named[a], named[b]]), (table[i][j] + table[j][i]) / 2)
        for i, a in enumerate(paragraph_ids)
        for j, b in enumerate(paragraph_ids[:i])
        if a.article != b.article
    ]


def best_f1(
    pairs: list[Pair],
    wanted: set[tuple[str, frozenset[tuple[str, int]]]],
    either: set[tuple[str, frozenset[tuple[str, int]]]],
    at: float | None = None,
) -> tuple[float, float]:
    """F1 and the threshold for it: `at`, or the one of all thresholds that gives the highest."""
    best, f1, right, wrong = (0.0, 0.0), 0.0, 0, 0
    for pair in sorted(pairs, key=lambda pair: -pair.score):
        right += pair[:2] in wanted
        wrong += pair[:2] not in either
        f1 = 2 * right / (right + wrong + len(wanted))
        best = max(best, (f1, pair.score))
    return best if at is None else (f1, at)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
