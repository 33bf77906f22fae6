"""Sentence and word boundaries of a shown text, as offsets in code points; linear in the length of the text."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "adm amb asst atty brig capt cmdr col cpl cpt det dir dr drs gen gov hon insp lt maj messrs mgr mlle mme mr mrs ms "
    "mt pfc pres prof pvt rep reps rev sen sens sgt st ste supt herr hr fr frl sr sra srta dña dott sig st ft vs "
    "cf viz approx"
)
"""A name or a word that belongs to them follows: no sentence ends after these."""

_BEFORE_NUMBERS = _set("no nos nr art fig figs p pp vol ch sec par ca op")
"""No sentence ends after these where a digit follows."""

_MONTHS = _set("jan feb mar apr jun jul aug sept sep oct nov dec")

_OFTEN_LAST = _set(
    "co corp inc ltd llc plc bros jr ph.d m.d etc al est dept univ assn ave blvd rd hwy "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn "
    "tenn tex va vt wash wis wyo bzw usw z.b d.h u.a mio mrd"
)
"""Abbreviations that stand inside and at the end of sentences alike: the next word decides."""

_STARTERS = _set(
    "a after all although among an and another any as at because before both but by despite during each even few for "
    "from he her here his how however i if in instead is it its last many meanwhile more most mr mrs ms my neither "
    "no none not nothing now of on once one only other our since so some soon still such that the their then there "
    "these they this those though through thus to today under until we what when where whether which while who why "
    "with within yes yet you your der die das er sie es ein eine im in le la les il elle un une el los las"
)
"""Words that begin a sentence far more often than they follow an abbreviation inside one."""

_SAYING = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|added|tweeted|wrote|told|replied|shouted|cried|continued|"
    r"exclaimed|wondered|answered|declared|demanded|posted|yelled)\b"
)
_DETERMINERS = _set(
    "der das dem den die des am im zum zur vom beim ins ein eine einem einen einer eines jede jedem jeden jeder jedes "
    "dieser dieses diesem diesen sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres unser unsere"
)
"""German words that an ordinal follows: `im 19. Jahrhundert`."""
_ALSO_OTHERS = _set("am den des die")
"""Those of them that other languages have too."""
_GERMAN = re.compile(r"\b(?:und|der|das|dem|ist|nicht|mit|für|von|wurde|wird|hat|sich|auf|zu|im|zum|vom|nach|bei)\b")
_GERMAN_WITHIN = 120
"""Characters before and after an ordinal, in which German text has one of these words."""
_NUMBERED_DATE = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{2,4}\b")
_CLOSING = "\"'”’“‘»«›‹)\\]}」』）】"
_QUOTES = frozenset("\"'”’“‘»«›‹")
_STOP = re.compile(rf"(?<![.!?…])[.!?…؟۔।]++(?: »|[{_CLOSING}]*+)(?=\s|$)|[。！？｡]++[{_CLOSING}]*+")
"""French puts a space before the mark that closes a quotation."""
_OPENING = re.compile(r"\s*[\"'“‘„«»‹›(\[{¿¡—–-]*\s?")
_WORD_AFTER = re.compile(r"[^\W_]+")
_LETTER_AFTER = re.compile(r"[^\W\d_]\.")
_LABEL = re.compile(r"\d{1,3}|[^\W\d_]")
_HIRAGANA = re.compile("[\u3040-\u309f]")

_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_MARK = r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0970-\u0e3a\u0e40-\u0e4e]"


def _word(letter: str, before: str = "") -> str:
    rest = rf"(?:{letter}|{_MARK}|\d)"
    part = rf"(?:(?:{letter}\.){{2,}}(?:{letter}(?!\w))?|\d+(?:[.,:]\d+)*+{rest}*+|{letter}{rest}*+)"
    return rf"{before}{part}(?:['’\u200c\u200d‐‑-]{part})*"


_WORD = re.compile(_word(r"[^\W\d_]"))
_WORD_OF_ANY_SCRIPT = _word(rf"(?!{_CJK})[^\W\d_]", rf"(?=\w){_CJK}|")
"""Compiled where a text needs it, which takes longer than all other patterns here together."""


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a shown text, half-open and in order, without the white space between them."""
    found = []
    start = len(text) - len(text.lstrip())
    for stop in _STOP.finditer(text):
        if stop.start() >= start and _ends(text, start, stop):
            found.append((start, stop.end()))
            start = stop.end()
            while start < len(text) and text[start].isspace():
                start += 1
    end = len(text.rstrip())
    if start < end:
        found.append((start, end))
    return found


def words(text: str) -> list[tuple[int, int]]:
    """The words of a shown text: letters and digits with inner apostrophes, hyphens and dots; no other punctuation.

    In scripts written without spaces each ideograph or kana is a word.
    """
    plain = max(text, default="") < "\u3040"
    return [word.span() for word in (_WORD.finditer(text) if plain else re.finditer(_WORD_OF_ANY_SCRIPT, text))]


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with this stop and the closing marks after it."""
    marks = stop[0]
    if marks[0] in "。！？｡":  # 「見ない。」と話した: what follows the quotation tells who said it
        return marks[-1] not in "」』" or _HIRAGANA.match(text, stop.end()) is None
    opening = _OPENING.match(text, stop.end())
    at = opening.end() if opening else stop.end()
    if at >= len(text):
        return True
    if text[at].islower():
        return False
    quoted = marks[-1] in _QUOTES and len(marks) > 1
    if quoted and marks[0] in "?!" and _SAYING.match(text, stop.end() + 1):
        return False
    if marks.startswith(("...", "…")) and text[stop.start() - 1 : stop.start()].isspace():
        return quoted
    if marks[0] != "." or marks.startswith(".."):
        return True
    if _LABEL.fullmatch(text, start, stop.start()):  # the number of an item, or Q. and A.
        return False
    return not _abbreviated(text, start, stop.start(), at)


def _abbreviated(text: str, start: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to the word before it; the next word begins at `after`."""
    earlier, before, word = ["", "", "", *(_bare(part) for part in text[max(start, dot - 48) : dot].split())][-3:]
    name = word.rsplit("-", 1)[-1].lower()
    if name in _TITLES:
        return True
    if word == "v":
        return (before[:1].isupper() or before.endswith(".")) and _is_name(text, after)
    if len(name) <= 3 and name.isdecimal():
        return _is_ordinal(text, dot, after, (earlier, before, name))
    if name in _BEFORE_NUMBERS or name in _MONTHS:
        return text[after].isdigit()
    if len(name) == 1 and _LETTER_AFTER.match(text, after):  # z. B., d. h., т. д.
        return True
    if (len(name) == 1 and name.isalpha() and word[-1].isupper()) or name in _OFTEN_LAST or _dotted(name):
        following = _WORD_AFTER.match(text, after)
        return following is None or following[0].lower() not in _STARTERS
    return False


def _bare(word: str) -> str:
    return word.lstrip("\"'“‘„«([—–-")


def _is_name(text: str, at: int) -> bool:
    """Whether a name begins here: `Lanville`, `The State`; not a sentence that begins with a common word."""
    words_ = _WORD_AFTER.finditer(text, at, at + 48)
    first, second = next(words_, None), next(words_, None)
    if first is None or first[0].lower() not in _STARTERS:
        return first is not None
    return second is not None and second[0][0].isupper()


def _is_ordinal(text: str, dot: int, after: int, words_: tuple[str, str, str]) -> bool:
    """Whether the number before the full stop at `dot`, the last of these words, is a German ordinal, or in a date."""
    earlier, before, number = words_
    following = _WORD_AFTER.match(text, after)
    if following is None:
        return False
    if len(number) <= 2:  # „am 14. März“, „3. 5. 2021“
        from articles.months import MONTHS  # imported where used: most texts have no such number

        first = dot - len(number)
        dates = (first, text.rfind(before, 0, first) if before else first)
        if following[0].lower() in MONTHS or any(_NUMBERED_DATE.match(text, at) for at in dates):
            return True
    if following[0].lower() in _STARTERS or not following[0][0].isalpha():
        return False
    determiner = before.lower()
    if determiner in ("und", "oder", "bis"):
        return earlier[:-1].isdecimal() and earlier.endswith(".")  # „im 1. und 2. Weltkrieg“
    if determiner not in _DETERMINERS:
        return False
    around = text[max(0, dot - _GERMAN_WITHIN) : dot - len(number) - 1 - len(before)], text[dot : dot + _GERMAN_WITHIN]
    return determiner not in _ALSO_OTHERS or any(map(_GERMAN.search, around))


def _dotted(name: str) -> bool:
    """Letters with a stop between each: `u.s`, `a.m`, `n.a.a.c.p`."""
    return "." in name and all(len(part) == 1 for part in name.split("."))
