"""Measures how well and how fast annotations are found again in edited articles, with the old text and without.

    python -m benchmarks.anchoring [STORIES]

The texts are the seeds and articles made up of names and phrases that recur; STORIES (JSON: for each story its
articles, each with `title` and `paragraphs`) takes their place. Twelve passages of 1 to 40 words of each text are
sought after every kind of edit at every rate. The place found is right where it and the true place overlap in at
least .9 of what they cover together, near from .5, wrong below; lost where none was found. A ghost is a place shown for
a passage of which more than half has gone; `sure` counts what is shown without asking.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.passages import FoundPassage, find_passage
from annotations.model import CONTEXT_CODE_POINTS, Passage
from articles.read import seed_story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

RATES = (1, 5, 10, 20)
"""Percent of the words, or of the paragraphs, that an edit touches."""

PASSAGES = 12
LONGEST = 40
"""Of each text, and in words."""

TARGETS = {1: (99, 0.1), 5: (98, 0.2), 10: (96, 0.3), 20: (92, 0.8)}
"""At each rate: right at least, wrong at most, in percent."""


class Piece(NamedTuple):
    """A part of an edited text and the part of the old text, in code points, that it stands for."""

    text: str
    start: int
    end: int
    """Equal to `start` for what was put in."""
    left: bool = True
    """Whether it is still the same word, if with a slip; not one put in another's place."""


Edited = list[list[Piece]]
"""Paragraphs of words, each with the space that follows it."""


def pieces(text: str) -> Edited:
    paragraphs, at = [], 0
    for paragraph in text.split("\n\n"):
        words = []
        for word in paragraph.split(" "):
            words.append(Piece(word, at, at + len(word)))
            at += len(word) + 1
        paragraphs.append(words)
        at += 1
    return paragraphs


def each_word(change: Callable[[Piece, list[str], Random], list[Piece]]) -> Callable[[Edited, float, Random], Edited]:
    def edit(old: Edited, rate: float, random: Random) -> Edited:
        words = [piece.text for paragraph in old for piece in paragraph]
        return [
            [
                new
                for piece in paragraph
                for new in (change(piece, words, random) if random.random() < rate else [piece])
            ]
            for paragraph in old
        ]

    return edit


def _typo(piece: Piece, words: list[str], random: Random) -> list[Piece]:
    at, letter = random.randrange(len(piece.text) + 1), random.choice("abcdefghijklmnopqrstuvwxyz")
    cut = random.choice((0, 1))
    text = piece.text[:at] + (letter if not cut or random.random() < 0.5 else "") + piece.text[at + cut :]
    return [piece._replace(text=text or letter)]


def _put_in(piece: Piece, words: list[str], random: Random) -> list[Piece]:
    return [piece, Piece(random.choice(words), piece.end, piece.end)]


def _leave_out(piece: Piece, words: list[str], random: Random) -> list[Piece]:
    return []


def _replace(piece: Piece, words: list[str], random: Random) -> list[Piece]:
    return [piece._replace(text=random.choice(words), left=False)]


def _any(piece: Piece, words: list[str], random: Random) -> list[Piece]:
    return random.choice((_typo, _put_in, _leave_out, _replace))(piece, words, random)


def _count(old: Edited, rate: float) -> int:
    return max(1, round(len(old) * rate))


def move(old: Edited, rate: float, random: Random) -> Edited:
    new = list(old)
    for _ in range(_count(old, rate)):
        new.insert(random.randrange(len(new)), new.pop(random.randrange(len(new))))
    return new


def insert(old: Edited, rate: float, random: Random) -> Edited:
    words = [piece.text for paragraph in old for piece in paragraph]
    new = list(old)
    for _ in range(_count(old, rate)):
        new.insert(
            random.randrange(len(new) + 1), [Piece(random.choice(words), 0, 0) for _ in range(random.randint(8, 60))]
        )
    return new


def cut(old: Edited, rate: float, random: Random) -> Edited:
    gone = set(random.sample(range(len(old)), min(len(old) - 1, _count(old, rate))))
    return [paragraph for n, paragraph in enumerate(old) if n not in gone]


KINDS: dict[str, Callable[[Edited, float, Random], Edited]] = {
    "typos": each_word(_typo),
    "words put in": each_word(_put_in),
    "words left out": each_word(_leave_out),
    "words replaced": each_word(_replace),
    "all four": each_word(_any),
    "paragraphs moved": move,
    "paragraphs put in": insert,
    "paragraphs cut": cut,
}


class Copy(NamedTuple):
    """An edited text and where its parts come from."""

    text: str
    placed: list[tuple[int, Piece]]
    """Each piece with its offset in the text."""

    @classmethod
    def of(cls, edited: Edited) -> Copy:
        """The text that the pieces make; a paragraph without any leaves nothing."""
        parts, placed, at = [], [], 0
        for paragraph in filter(None, edited):
            for n, piece in enumerate(paragraph):
                placed.append((at, piece))
                gap = " " if n + 1 < len(paragraph) else "\n\n"
                parts += [piece.text, gap]
                at += len(piece.text) + len(gap)
        return cls("".join(parts)[:-2], placed)

    def truth(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `old[start:end]`, whole words of one paragraph, stands now; None where over half of it has gone."""
        mine = [(at, piece) for at, piece in self.placed if piece.start < end and piece.end > start]
        left = sum(piece.end - piece.start + 1 for _, piece in mine if piece.left)
        if 2 * left < end - start:
            return None
        return mine[0][0], max(mine[0][0] + 1, mine[-1][0] + len(mine[-1][1].text))


def passages(text: str, count: int, random: Random) -> list[Passage]:
    """Passages of 1 to 40 words, each within one paragraph."""
    made, paragraphs = [], [paragraph for paragraph in pieces(text) if len(paragraph) > 1]
    for _ in range(count):
        paragraph = random.choice(paragraphs)
        length = min(len(paragraph), random.randint(1, LONGEST))
        first = random.randrange(len(paragraph) - length + 1)
        start, end = paragraph[first].start, paragraph[first + length - 1].end
        made.append(passage_of(text, start, end))
    return made


def passage_of(text: str, start: int, end: int) -> Passage:
    return Passage(
        "article", sha256(text), 1, start, end, text[start:end], text[max(0, start - CONTEXT_CODE_POINTS) : start],
        text[end : end + CONTEXT_CODE_POINTS],
    )  # fmt: skip


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def measure(
    texts: Sequence[str], kinds: Iterable[str], rate: int, *, known: bool, count: int = PASSAGES, seed: int = 1
) -> Counter[str]:
    """How often a passage was found right, near, wrong, lost; was a ghost; and how many of these were `sure`."""
    seen: Counter[str] = Counter()
    for kind in kinds:
        for n, text in enumerate(texts):
            random = Random(f"{seed} {kind} {rate} {n}")
            copy = Copy.of(KINDS[kind](pieces(text), rate / 100, random))
            hashed = sha256(copy.text)
            for passage in passages(text, count, random):
                found = find_passage(passage, copy.text, sha256=hashed, old_text=text if known else None)
                verdict = judge(copy.truth(passage.start, passage.end), found)
                seen[verdict] += 1
                if found and not found.check:
                    seen["sure " + verdict] += 1
    return seen


def judge(truth: tuple[int, int] | None, found: FoundPassage | None) -> str:
    if truth is None:
        return "ghost" if found else "rightly gone"
    if found is None:
        return "lost"
    (start, end), both = truth, min(truth[1], found.end) - max(truth[0], found.start)
    overlap = both / (max(end, found.end) - min(start, found.start))
    return "right" if overlap >= 0.9 else "near" if overlap >= 0.5 else "wrong"


def measure_lookalikes(texts: Sequence[str], rate: int, *, known: bool, count: int = PASSAGES) -> Counter[str]:
    """What became of passages whose paragraph was cut while one that differs in few words stands elsewhere.

    `rate` percent of the words of the other paragraphs, the lookalike among them, are edited too. `gone` is right.
    """
    seen: Counter[str] = Counter()
    for n, text in enumerate(texts):
        random = Random(f"lookalike {rate} {n}")
        paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.count(" ") > 4]
        mine = random.randrange(len(paragraphs))
        original, others = paragraphs[mine], [*paragraphs[:mine], *paragraphs[mine + 1 :]]
        others.insert(random.randrange(len(others) + 1), lookalike(original, random))
        at = random.randrange(len(others) + 1)
        old = "\n\n".join([*others[:at], original, *others[at:]])
        copy = Copy.of(KINDS["all four"](pieces("\n\n".join(others)), rate / 100, random))
        before, hashed = len("".join(f"{other}\n\n" for other in others[:at])), sha256(copy.text)
        for passage in passages(original, count, random):
            sought = passage_of(old, before + passage.start, before + passage.end)
            found = find_passage(sought, copy.text, sha256=hashed, old_text=old if known else None)
            seen["gone" if found is None else "asked" if found.check else "attached"] += 1
    return seen


def lookalike(paragraph: str, random: Random) -> str:
    """The paragraph with its numbers, some of its names and one to three other words changed."""
    words = re.sub(r"\d+", lambda number: str(int(number[0]) + random.randint(1, 9)), paragraph).split(" ")
    for at in random.sample(range(len(words)), min(len(words), random.randint(1, 3))):
        words[at] = random.choice(("not", "never", "Odessa", "Geneva", "allegedly", "eleven"))
    return " ".join(words)


NAMES = (
    "Anna Keller", "Viktor Hansen", "the defence ministry", "the White House", "Kyiv", "Kharkiv", "Brussels", "Beijing",
    "the United Nations", "NATO", "President Okoye", "Prime Minister Lund", "the mayor", "a spokeswoman", "officials",
)  # fmt: skip
VERBS = ("said", "denied", "warned", "confirmed", "told reporters", "wrote in a statement", "repeated")
PHRASES = (
    "{n} people were killed and {n} wounded in the attack", "talks would resume on {d}", "no decision had been made",
    "the shelling of {a} had not stopped since {d}", "sanctions against {a} would follow within {n} days",
    "{a} had asked {a} for help", "the situation at the border was “very serious”", "{a} did not respond to a request",
    "more than {n},000 people had fled to {a}", "the agreement with {a} would be signed on {d}",
    "there was no evidence that {a} was involved", "{n} of {n} soldiers had returned", "the claim was false",
)  # fmt: skip
TAILS = ("", "", ", according to {a}", ", {a} said", " on {d}", ", citing {a}", ", a claim that {a} denied", " in {a}")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def news(seed: int) -> str:
    """An article of names, phrases and numbers that recur in it, as in reports of one event."""
    random = Random(f"news {seed}")

    def fill(form: str) -> str:
        while "{" in form:
            form = form.replace("{a}", random.choice(NAMES), 1)
            form = form.replace("{n}", str(random.randint(2, 90)), 1).replace("{d}", random.choice(DAYS), 1)
        return form

    def sentence() -> str:
        said = (
            f"{fill('{a}')} {random.choice(VERBS)} {random.choice(('', 'on {d} ')).format(d=random.choice(DAYS))}that "
        )
        more = f", while {fill(random.choice(PHRASES))}" if random.random() < 0.4 else ""
        told = said + fill(random.choice(PHRASES)) + more + fill(random.choice(TAILS)) + "."
        return told[0].upper() + told[1:]

    paragraphs = [fill(random.choice(PHRASES)).capitalize()]
    paragraphs += [" ".join(sentence() for _ in range(random.randint(1, 4))) for _ in range(random.randint(10, 30))]
    return "\n\n".join(paragraphs)


def seeds() -> list[str]:
    return [
        "\n\n".join(" ".join(paragraph.shown.split()) for paragraph in article.paragraphs)
        for article in seed_story().articles
    ]


def stories(path: Path) -> list[str]:
    """The texts of a file of stories; a title that the first paragraph repeats is left out.

    Which of two equal neighbours was moved or cut nobody can tell.
    """
    return [
        "\n\n".join(
            dict.fromkeys(" ".join(text.split()) for text in [article["title"], *article["paragraphs"]] if text)
        )
        for articles in json.loads(path.read_text(encoding="utf-8")).values()
        for article in articles
    ]


VERDICTS = ("right", "near", "wrong", "lost")
"""On passages of which half is left."""


def main(arguments: list[str]) -> int:
    if len(arguments) > 1:
        print("usage: python -m benchmarks.anchoring [STORIES]", file=sys.stderr)
        return 2
    texts = stories(Path(arguments[0])) if arguments else [*seeds(), *map(news, range(40))]
    print(f"{len(texts)} texts, {PASSAGES} passages each, {len(KINDS)} kinds of edit")
    for known in (True, False):
        print("with the old text" if known else "without the old text")
        print(f"  {'':18} {'edits':>5} {'right':>7} {'near':>7} {'wrong':>7} {'lost':>7}   ghosts, sure of a wrong one")
        for rate in RATES:
            rows = {kind: measure(texts, [kind], rate, known=known) for kind in KINDS}
            for kind, seen in {**rows, "in all": sum(rows.values(), Counter())}.items():
                print_row(kind, rate, seen)
            print(f"  {'wanted':18} {'':5} {TARGETS[rate][0]:7.2f} {'':7} {TARGETS[rate][1]:7.2f}")
        for rate in (0, *RATES):
            seen = measure_lookalikes(texts, rate, known=known)
            told = ", ".join(f"{seen[what]} {what}" for what in ("gone", "asked", "attached"))
            print(f"  cut, with a lookalike elsewhere, the rest edited at {rate} %: {told}")
    print_times(texts)
    return 0


def print_row(kind: str, rate: int, seen: Counter[str]) -> None:
    alive = sum(seen[verdict] for verdict in VERDICTS) or 1
    shares = " ".join(f"{100 * seen[verdict] / alive:7.2f}" for verdict in VERDICTS)
    gone = seen["ghost"] + seen["rightly gone"]
    print(f"  {kind:18} {rate:3} % {shares}   {seen['ghost']} of {gone}, {seen['sure wrong'] + seen['sure ghost']}")


def print_times(texts: Sequence[str]) -> None:
    """CPU seconds for 1,000 annotations of one article after all four edits of its words at 10 %."""
    text = sorted(texts, key=len)[len(texts) // 2]
    copy = Copy.of(KINDS["all four"](pieces(text), 0.1, Random(1)))
    sought, hashed = passages(text, 1000, Random(2)), sha256(copy.text)
    print(f"1,000 annotations of {len(text):,} code points")
    for known in (True, False):
        start = process_time()
        for passage in sought:
            find_passage(passage, copy.text, sha256=hashed, old_text=text if known else None)
        print(f"  {'with' if known else 'without'} the old text: {process_time() - start:.2f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
