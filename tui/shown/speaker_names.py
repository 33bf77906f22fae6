"""Names of those whom a text makes speak: runs of capitalised words, those with a verb of saying first; pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FROM_ARTICLE = 20
"""How many of those that an article makes speak anywhere are proposed."""
MOST_WORDS = 6
"""Longer runs of capitalised words are headlines and the like."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]\.(?= [^\W\d_])|[^\W\d_](?:[\w'’-]*\w)?")
_PARTICLES = _set("al ap ben bin da das de del den der des di do dos du el ibn la le san st ten ter van von y")
_OF = _set("of the")
_INSTITUTIONS = _set(
    "academy association authority bank bishop board bureau chamber church city committee council court department "
    "duke federation foundation house institute king league ministry office organization president prince queen "
    "republic society state union university"
)
"""Words, folded, after which a name may go on with `of`."""
_NO_NAMES = _set(
    "a about after again all also although amid an and another any are as asked at be because before both but by can "
    "could did do does during each earlier even every few first for former from had has have he her here his how i if "
    "however in instead is it its just last late later many meanwhile more most mr mrs ms my neither no nor not now of "
    "on once one only or other our over perhaps said she should since so some still such than that the their them then "
    "there these they this those though through to today tomorrow top two under until up us was we were what when who "
    "where whether which while why will with would yesterday yes yet you your monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december der die das "
    "den dem des ein eine er sie es und aber im am mit auf für nach bei wir ich las los una un con les il elle une et "
    "mais dans avec laut según selon"
)
"""Words, folded, that begin and end no name: of grammar, days and months."""
_OFFICES = _set(
    "adviser advisor ambassador analyst archbishop captain chairman chairwoman chancellor chief colonel commissioner "
    "congressman congresswoman counsel deputy diplomat director dr envoy general governor judge leader lord mayor "
    "minister mr mrs ms officer official officials pope premier president professor rep representative secretary sen "
    "senator sergeant sir speaker spokesman spokesperson spokeswoman kanzler kanzlerin ministerin präsident "
    "präsidentin sprecher sprecherin ministro ministra presidente portavoz ministre président porte-parole"
)
"""Words, folded, after which the name of a person begins."""
_SAYS = (
    r"(?:said|says|tells|told|asks|asked|adds|added|warns|warned|denies|denied|claims|claimed|states|stated|announces|"
    r"announced|insists|insisted|accuses|accused|writes|wrote|tweets|tweeted|posted|replies|replied|confirms|confirmed|"
    r"argues|argued|explains|explained|notes|noted|declares|declared|promises|promised|vowed|urges|urged|calls|called|"
    r"condemns|condemned|rejects|rejected|stresses|stressed|reiterated|responded|acknowledges|acknowledged|suggested|"
    r"sagte|sagt|erklärte|erklärt|betonte|warnte|dijo|dice|afirmó|aseguró|dit|affirme|déclare)\b"
)
_SAYS_AFTER = re.compile(
    r"(?:,[^,.\n“”\"]{1,80},)?"  # an office or an age, between commas
    r"(?:\s(?:has|had|have|also|later|then|again|earlier|repeatedly|publicly|on|late|early|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|hat|ha|a))*"
    rf"\s{_SAYS}",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|added|adds|explained|wrote|tweeted|replied|so|sagte|sagt|erklärte|dijo|afirmó|dit|affirme)"
    r"(?:\s[\w'’-]+){0,5}\s$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:!?”\")\n]|$)|\s(?:in|on|at|during|after|before|who|last)\b")
"""What follows a name that stands behind its verb; else it begins a clause, as in “said Russia had asked”."""
_TOWARDS = _set("laut según selon")
_TO = re.compile(r"\b(?:according to|laut|según|selon)\s(?:[\w'’-]+\s){0,4}$", re.IGNORECASE)


class Named(NamedTuple):
    """A name in a text."""

    name: str
    speaks: bool
    """Whether a verb of saying belongs to it."""
    at: int
    """The first character of its run."""


class _Run(NamedTuple):
    """Capitalised words that follow one another."""

    words: list[str]
    start: int
    end: int


@lru_cache(maxsize=64)
def names_in(text: str) -> tuple[Named, ...]:
    """The names in a text, in order, as the text has them: of persons without the office before them."""
    named = ((_name(run.words), run) for run in _runs(text))
    return tuple(Named(name, _speaks(text, run), run.start) for name, run in named if name)


def proposed(
    sentences: str, passage: tuple[int, int], around: Sequence[str], article: str, used: Sequence[str] = ()
) -> list[str]:
    """The names to propose for the speaker of a passage, each once, the likeliest first.

    Those in the `sentences` of the passage come first, the nearest to the passage's characters first; then those in
    the texts `around` them; then those `used` before, and those that the article makes speak anywhere, the most
    frequent first. In each text those with a verb of saying go before the others. A surname alone stands for the
    fuller name that the article has; a single word without one counts only with a verb of saying: most of the others
    are places.
    """
    start, end = passage
    here = sorted(names_in(sentences), key=lambda named: max(0, start - named.at, named.at - end))
    near = [
        full
        for names in (here, *map(names_in, around))
        for named in sorted(names, key=lambda named: not named.speaks)
        if " " in (full := fuller(named.name, article)) or named.speaks
    ]
    counts = Counter(fuller(named.name, article) for named in names_in(article) if named.speaks)
    return list(dict.fromkeys([*near, *used, *(name for name, _ in counts.most_common(MOST_FROM_ARTICLE))]))


def fuller(name: str, article: str) -> str:
    """The first name of two or three words in an article that ends in a single word; else the word itself.

    Of names that have the surname first, the word may be the first of two, where the article makes that person speak.
    """
    return _fuller_names(article).get(name, name)


@lru_cache(maxsize=4)
def _fuller_names(article: str) -> dict[str, str]:
    """The fuller name of each single word that stands for one."""
    names = [named for named in names_in(article) if 1 <= named.name.count(" ") <= 2]
    found: dict[str, str] = {}
    for named in names:
        found.setdefault(named.name.rpartition(" ")[2], named.name)
    for named in names:
        if named.speaks and named.name.count(" ") == 1:
            found.setdefault(named.name.partition(" ")[0], named.name)
    return found


def _runs(text: str) -> list[_Run]:
    """The runs of capitalised words of a text, with the particles between them."""
    runs: list[_Run] = []
    between: list[str] | None = None
    last = -1
    for match in _WORD.finditer(text):
        word = match[0]
        follows = between is not None and text[last : match.start()] == " "
        last = match.end()
        if word[0].isupper():
            if follows and between is not None:
                words, start, _ = runs[-1]
                runs[-1] = _Run([*words, *between, word], start, last)
            else:
                runs.append(_Run([word], match.start(), last))
            between = []
        elif follows and between is not None and (word in _PARTICLES or _goes_on(runs[-1].words, word)):
            between.append(word)
        else:
            between = None
    return runs


def _goes_on(words: Sequence[str], word: str) -> bool:
    """Whether the name of an institution goes on: `Ministry of`."""
    return word in _OF and words[-1].casefold() in _INSTITUTIONS


def _name(words: Sequence[str]) -> str:
    """The name in a run: from behind the last office in it on, without words that begin or end none."""
    folded = [word.casefold().rstrip(".") for word in words]
    offices = [i for i, word in enumerate(folded) if word in _OFFICES and folded[i + 1 : i + 2] != ["of"]]
    first, end = offices[-1] + 1 if offices else 0, len(words)
    while first < end and (folded[first] in _NO_NAMES or words[first] == "US"):
        first += 1
    while first < end and folded[end - 1] in _NO_NAMES:
        end -= 1
    if not 0 < end - first <= MOST_WORDS or words[end - 1].endswith(("'s", "’s")):
        return ""
    return " ".join(words[first:end])


def _speaks(text: str, run: _Run) -> bool:
    """Whether a verb of saying follows a run, or stands before it and the run ends what it says of the speaker."""
    if _SAYS_AFTER.match(text, run.end) or run.words[0].casefold() in _TOWARDS:
        return True
    before = text[max(0, run.start - 60) : run.start]
    office = before.rstrip().rpartition(" ")[2].casefold()
    if (said := _SAID_BEFORE.search(before)) and _ENDS.match(text, run.end):
        return len(said[0].split()) == 1 or office in _OFFICES
    return bool((to := _TO.search(before)) and (to.end() - to.start() < 16 or office in _OFFICES))
