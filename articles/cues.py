"""What a block says it is: the words and forms of bylines, credits and captions. They name no outlet or person."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BYLINE = re.compile(
    r"(?:(?:written|reported|posted|interview|analysis|text|story) )?(?:by|von|par|por) (?=[^\W\d_])", re.IGNORECASE
)
_AND = re.compile(r"^(?:,|and\b|und\b|et\b|y\b) *")
_SMALL = _set("and for in of the at von van de der da di del la le und et y e with &")

_CREDIT = re.compile(
    r"[\W_]*(?:(?:additional |further )?(?:reporting|writing|editing|photography|graphics)(?: and \w+ing)? by\b"
    r"|(?:written|edited|compiled|produced) by\b"
    r"|with (?:additional )?(?:assistance|reporting|contributions?|files|material|input|inputs|agency inputs)"
    r"(?: from| by|\W*$))",
    re.IGNORECASE,
)
_CREDIT_WORDS = _set(
    "by in from to with and also the this report article story reporting writing editing additional further assistance "
    "contributions contribution contributed files material input inputs agency agencies photography graphics written "
    "edited compiled produced translated reporter reporters writer writers correspondent correspondents"
)
_OTHER_WORDS = 2
"""How many words a credit may have besides names and those of `_CREDIT_WORDS`."""
_CONTRIBUTED = re.compile(r"\bcontributed (?:reporting|to (?:this|the) (?:report|article|story))\b")
_DESK = re.compile(
    r"[a-z]{1,4}(?:[/, ]+[a-z]{1,4})* ?\([^\W\d_][^()]{1,80}\)|\([A-Z]{2,8}\)|\([A-Za-z]{2,8}(?:[/,] ?[A-Za-z]{2,8})+\)"
)
_CREDIT_LINE = re.compile(
    r"(?:image|photo|picture|photograph|source|foto|bild|bildquelle|quelle|fuente|imagen|crédit|фото|источник)s?"
    r"(?: credit| by| photos?)? ?: ?\S.{0,80}|credits?(?: photos?)? ?(?::|\.\.\.) ?\S.{0,80}"
    r"|(?:写真|撮影|图片来源|責任編集|责任编辑|记者|編集)[:：] ?\S.{0,40}"
    r"|(?:©|\(c\)) ?\S.{0,80}|.{0,60}\bgetty images",
    re.IGNORECASE,
)
_AGENCY_AND_NAME = re.compile(r"[A-Z][\w.&' -]{0,30}(?:/[A-Z][\w.&'’ -]{1,40}){1,4}")

_CAPTION_CREDITS = (
    (
        "",
        r"(?:[(\[|] ?|[.!?…\"”»] |(?<=[a-z0-9.]))(?:[A-Z][\w.-]* )?"
        r"(?:Image|Photo|Picture|Photograph|Foto|Bild|Bildquelle|Imagen|Credit|Crédit|Фото)s?"
        r"(?: by| credit| courtesy(?: of)?)?(?: ?: ?|\.\.\.|/| by )\S.{0,90}$",
    ),
    ("Images", r"(?:/| via )(?:\w+ )?Images\)?\.?$"),
    ("/", r"(?:[.!?…,]|\d{4}) [A-Z]{2,}[A-Z-]*/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}$"),
    ("/", r"[(\[][A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4}(?:/[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4})+[)\]]\.?$"),
    ("©", r"[.!?…”»|] © ?\S.{0,60}$"),
)
"""Patterns of credits that end a caption, each with a sign to look for before it is compiled."""
_PLACE_AND_DATE = re.compile(r"\b[A-Z][\w.-]+, [A-Z][\w.]+ \d{1,2}, \d{4}\.?$")
_PICTURED = re.compile(
    r"\((?:left|right|l|r|c|center|centre)\)|\b(?:(?:is|are) (?:seen|pictured)|pictured|file photo)\b|"
    r"^.{0,120}\b(?:leaves?|arrives?|walks?|counts_for?|attends?|poses?|shakes? hands|stands?|waves?|gestures?|meets?|"
    r"looks? on|holds?|listens?) (?:the|at|in|on|to|with|during|as|for|after|before|a)\b",
    re.IGNORECASE,
)

DANGLING = _set(
    "a an the and or but nor of in on at by for from to with into onto over under between among during after before "
    "against about as than that which whose its their his her der die das und oder im am von zu mit für le la les et "
    "ou de du des dans en el los las y o del con por para"
)
"""Words with which no sentence and no heading ends."""
NEW_TABS = ("new tab", "new window", "new tab)", "new window)")
"""What stands at the end of a link for people who have pages read out to them."""
_NEW_TAB = re.compile(r"(?: Purchase Licensing Rights)?[,. ]*\(?opens (?:in )?(?:a )?new \w+\)?$")


def is_byline(shown: str, count: int, ended: bool) -> bool:
    """Whether it is `By` and nothing but names."""
    found = _BYLINE.match(shown)
    if not found or ended or count > 14:
        return False
    names = shown[found.end() :].replace(",", " ").split()
    return names[0][0].isupper() and all(_can_be_name(name) or not name[0].isalpha() for name in names)


def is_names(shown: str, count: int) -> bool:
    """Whether it is two to six words that can be names, offices or towns, and nothing else."""
    names = _AND.sub("", shown).replace(",", " ").split()
    return 2 <= count <= 6 and len(names) > 1 and names[0][0].isupper() and all(map(_can_be_name, names))


def _can_be_name(word: str) -> bool:
    return word[0].isupper() or word in _SMALL


def is_credit(shown: str, count: int) -> bool:
    """Whether it says who reported, wrote, edited or photographed, and nothing else."""
    if count > 80:
        return False
    if _DESK.fullmatch(shown) or (count <= 14 and (_CREDIT_LINE.fullmatch(shown) or _AGENCY_AND_NAME.fullmatch(shown))):
        return True
    return bool(_CREDIT.match(shown) or _CONTRIBUTED.search(shown)) and _tells_who(shown)


def _tells_who(shown: str) -> bool:
    """Whether it holds names and what they did; prose about someone's reporting has other words too."""
    words = (word.strip("()[],;:.") for word in shown.split())
    return sum(word.islower() and word not in _CREDIT_WORDS for word in words) <= _OTHER_WORDS


def is_caption(shown: str, count: int) -> bool:
    """Whether it is a caption: it ends with a credit, or says in the present what is seen, where and when."""
    if not 3 <= count <= 80:
        return False
    if shown.endswith(NEW_TABS):
        shown = shown[:-60] + _NEW_TAB.sub("", shown[-60:])
    tail = shown[-160:]
    if any(sign in tail and re.search(pattern, tail) for sign, pattern in _CAPTION_CREDITS):
        return True
    return bool(_PLACE_AND_DATE.search(tail)) and bool(_PICTURED.search(shown[:400]))
