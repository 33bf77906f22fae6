"""Hyphens at the ends of lines: those that a program put where it broke a word, and those that the word has."""

from __future__ import annotations

import re
from collections import Counter


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BOTH = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_NO_SECOND_PART = _set("and or to und oder bis sowie et ou y o e og eller of en als nor")
"""Words before which a hyphen stands for a part that follows later: `pre- and post-war`."""

_FIRST_PARTS = _set(
    "well long short high low self ex non anti co post pre mid half full part so one two three four five six seven "
    "eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred first second third "
    "fourth fifth last old new right left far ultra neo pro semi quasi vice cross hard soft open close cold hot "
    "real world state government country city year month week day time north south east west all much ever less "
    "more fast slow hand home land sea air water fire wind sun oil gas coal car bus blood man woman child face eye "
    "heart market cost price tax job work peace war power public private police army union all-time"
)
"""Words that often stand before a hyphen which is their own."""

_SECOND_PARTS = _set(
    "old year day time term based called led made driven style like up in out off wide free run level range related "
    "known backed owned born elect general law to of the by on at per and long hour minute week month mile foot "
    "metre meter size scale class rate quality price cost profile ranking risk tech income paid held elected "
    "won selling running standing lasting growing awaited looking speaking thinking being sponsored funded friendly "
    "conscious minded hearted handed eyed sided edged armed powered proof wing right left east west north south "
    "half third quarter fifths thirds quarters door down back over around through away ago thousand hundred million "
    "billion language generation party man woman person member point seat storey story bedroom century war crisis "
    "government american african european"
)
"""Words that often stand behind a hyphen which is the word's own."""


_ENDINGS = _set(
    "ment ments mental tion tions tional sion sions ing ings ness nesses less ful able ible ably ibly ance ances "
    "ence ences ant ants ent ents ity ities ty ties ly ally er ers or ors est ed ted ded red ned sed al als ial ic "
    "ics ical ism isms ist ists ive ives ous ious ize ized izes ise ised ises ship ships hood dom ary ery ory ure "
    "ures age ages ter ters tor tors tive tives cial tial ture tures ther thers ver vers der ders ger gers lich "
    "liche lichen keit keiten heit heiten ung ungen schaft schaften isch ische ischen ten den gen sen zen ren nen "
    "te tes tem ción ciones dad dades mente ement ements"
)
"""How words end that were broken by rule: no words of their own."""

_OFTEN = 0.06
"""The share of broken lines that end with a hyphen in texts whose words were broken; others have a few of their own."""


class Hyphens:
    """What a text tells of the hyphens at the ends of its lines."""

    def __init__(self, text: str, broken: int, hyphens: int, *, own_only: bool) -> None:
        """Read the words of a text.

        `broken` is the number of its broken lines, and `hyphens` of those that end with one; `own_only` says that its
        program is known to break words only at hyphens of their own.
        """
        self._words = (
            Counter(word[0].casefold().replace("\u2010", "-") for word in _BOTH.finditer(text)) if hyphens else {}
        )
        self._own_only = own_only
        self._often = hyphens >= _OFTEN * broken

    def belongs_to_word(self, before: str, after: str) -> bool:
        """Whether the hyphen between two parts, the end of one line and the begin of the next, is the word's own."""
        first, second = before.casefold().replace("\u2010", "-"), after.casefold()
        if self._own_only or not after[:1].islower() or not before[-1:].isalpha():
            return True
        whole, apart = self._words.get(first + second, 0), self._words.get(f"{first}-{second}", 0)
        if whole != apart:
            return apart > whole
        if second in _ENDINGS:
            return False
        if not self._often:
            return True
        first = first.rpartition("-")[2]
        elsewhere = {part for part in (first, second) if self._words.get(part, 0) > 1}
        return (second in _SECOND_PARTS and (first in _FIRST_PARTS or first in elsewhere or before[:1].isupper())) or (
            first in _FIRST_PARTS and second in elsewhere
        )

    def leaves_blank(self, after: str) -> bool:
        """Whether a blank stands behind the hyphen, since the word that follows it is one of its own."""
        return after in _NO_SECOND_PART
