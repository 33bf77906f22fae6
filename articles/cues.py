"""What the lines around an article say of themselves: words and forms that name navigation, credits, captions.

Phrases are compared in lower case and name no outlet, person or place. What matches none stays.
"""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LONGEST = 60
"""Words; a longer block is never noise because of a phrase in it."""

_OPENINGS = {
    "nav": "skip to|jump to|go to content|read more|read also|also read|see also|more on this|more from|most read|"
    "most popular|trending now|related|related articles|related stories|related topics|related content|related posts|"
    "related news|related links|related coverage|recommended|recommended for you|recommended stories|"
    "you may also like|you might also like|share this|share on|share via|share article|follow us|print this|"
    "back to top|listen to this|table of contents|click here|tap here|view gallery|advertisement|sponsored|"
    "sponsored content|continue reading|story continues|article continues|scroll down|log in|sign in|my account|"
    "purchase licensing rights|lesen sie auch|lesen sie mehr|lesen sie dazu|mehr zum thema|mehr dazu|lire aussi|"
    "à lire aussi|lire plus|voir aussi|sur le même sujet|article réservé|lea también|lee también|más información|"
    "te puede interesar|le puede interesar|leggi anche|leia também|leia mais|lees ook|читайте также|по теме|"
    "相关阅读|延伸阅读|関連記事|اقرأ أيضا",
    "newsletter": "subscribe to|subscribe now|subscribe for|sign up|get our newsletter|get the newsletter|"
    "join our newsletter|our newsletter|newsletter abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscríbete|"
    "suscríbase|iscriviti|подпишитесь|подписывайтесь|indicates required|enter your email|email address|your email|"
    "made with mailchimp|made with|powered by|thank you for subscribing|get email|get the latest|get our daily",
    "promo": "join today|join now|join us|enrol now|enroll now|enrol today|enroll today|register now|register today|"
    "apply now|buy now|order now|book now|shop now|donate now|support our|support independent|become a member|"
    "limited offer|limited time|special offer|download our|download the app|get the app|free trial|start your",
    "comments": "facebook comments|no comments|comments are closed|leave a comment|leave a reply|post a comment|"
    "add a comment|add comment|view comments|show comments|join the conversation|join the discussion|have your say|"
    "comment policy|comments policy|load more comments|please log in to comment|be the first to comment",
    "legal": "copyright ©|copyright (c)|the views and opinions|the views expressed|views expressed|"
    "the opinions expressed|opinions expressed|disclaimer|we use cookies|this site uses cookies|"
    "this website uses cookies|by continuing to use|terms of use|terms of service|privacy policy|"
    "this article was originally published|this story was originally published|republished with permission|"
    "a version of this article",
}
_WHOLE = {
    "nav": "home|menu|search|share|tweet|print|email|e-mail|close|next|previous|more|news|world|politics|business|"
    "sport|sports|opinion|culture|video|videos|live|login|log in|sign in|facebook|twitter|x|whatsapp|linkedin|telegram|"
    "reddit|copy link|save|bookmark|gift article|advertisement|ad|tags|topics|loading|image|photos|gallery|about us|"
    "contact us|contact|navigation|main menu|top stories|latest news|editors' picks|editor's picks|teilen|drucken|"
    "anzeige|werbung|partager|imprimer|publicité|compartir|imprimir|publicidad|condividi|поделиться|реклама",
    "newsletter": "subscribe|full name|first name|last name|name|email address|e-mail address|submit|newsletter|"
    "newsletters|sign up|sign up now",
    "promo": "join|donate|buy|shop|membership|learn more|find out more|register",
    "comments": "comments|comment|reply|replies|discussion|your comment",
}
_RIGHTS = ("all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados")
_COMMENTS_HEADING = re.compile(r"(?:\d+ |reader |user |facebook )?comments?(?: ?[-–—:|(]| \d+|$| on this\b| yet)")
_LEGAL = re.compile(
    r"\b(?:authors?|reflect|necessarily|endorse|liab\w+|cookies?|you|your|originally|permission|rights|©|"
    r"appears? in print)\b|©"
)
"""Of the sentences that open like what the law asks for, those that are it."""
_CALL = re.compile(r"\b(?:here|now|today|below|us|newsletters?|inbox|account|app|updates|offer|more)$")
"""How a short sentence ends that asks the reader to do something on the page."""
_SIGN_UP = tuple(f" {do} {when}" for do in ("sign up", "subscribe", "register") for when in ("here", "now", "today"))
_READING_TIME = re.compile(
    r"(?:(?:reading|read) time|lesezeit|temps de lecture|tiempo de lectura)?:? ?\d+[ -]?min(?:uten?|utes?|utos|s)?\.?"
    r"(?: read| lesezeit| de lectur[ae])?"
)
_NEW_TABS = ("new tab", "new window", "new tab)", "new window)")
"""What pages tell those who listen to them at the end of a link."""
_NEW_TAB = re.compile(r"(?: Purchase Licensing Rights)?[,. ]*\(?opens (?:in )?(?:a )?new \w+\)?$")
_COURSE = re.compile(r"\b(?:certificate|online|training|diploma|summer) (?:course|class|programme|program|school)s?\b")
_ADDRESS = re.compile(
    r"(?:(?:e-?mail|tel|phone|fax|web|website|contact)\.?:? )?"
    r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?|"
    r"[(+\d][\d ()./+-]{6,}\d)"
)

_BYLINE = re.compile(r"(?:(?:written|reported|posted) )?(?:by|von|par|por) (?=[^\W\d_])", re.IGNORECASE)
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

_CAPTION_CREDITS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        (
            "",
            r"(?:[(\[|] ?|[.!?…\"”»] |(?<=[a-z0-9.]))(?:[A-Z][\w.-]* )?"
            r"(?:Image|Photo|Picture|Photograph|Foto|Bild|Bildquelle|Imagen|Credit|Crédit|Фото)s?"
            r"(?: by| credit| courtesy(?: of)?)?(?: ?: ?|\.\.\.|/| by )\S.{0,90}$",
        ),
        ("Images", r"(?:/| via )(?:\w+ )?Images\)?\.?$"),
        ("/", r"(?:[.!?…,]|\d{4}) [A-Z]{2,}[A-Z-]*/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}$"),
        ("/", r"\([A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4}(?:/[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4})+\)\.?$"),
        ("©", r"[.!?…”»|] © ?\S.{0,60}$"),
    )
)
"""How captions end on a credit, each behind a sign without which there is none: it is quicker to look for."""
_PLACE_AND_DATE = re.compile(r"\b[A-Z][\w.-]+, [A-Z][\w.]+ \d{1,2}, \d{4}\.?$")
_PICTURED = re.compile(
    r"\((?:left|right|l|r|c|center|centre)\)|\b(?:(?:is|are) (?:seen|pictured)|pictured|file photo)\b|"
    r"^.{0,120}\b(?:leaves?|arrives?|walks?|speaks?|attends?|poses?|shakes? hands|stands?|waves?|gestures?|meets?|"
    r"looks? on|holds?|listens?) (?:the|at|in|on|to|with|during|as|for|after|before|a)\b",
    re.IGNORECASE,
)

DANGLING = _set(
    "a an the and or but nor of in on at by for from to with into onto over under between among during after before "
    "against about as than that which whose its their his her der die das und oder im am von zu mit für le la les et "
    "ou de du des dans en el los las y o del con por para"
)
"""No sentence and no heading ends on these."""


def _phrases(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {reason: tuple(phrases.split("|")) for reason, phrases in table.items()}


_OPENING_PHRASES = _phrases(_OPENINGS)
_ALL_OPENINGS = tuple(phrase for phrases in _OPENING_PHRASES.values() for phrase in phrases)
_WHOLE_LINES = {line: reason for reason, lines in _phrases(_WHOLE).items() for line in lines}


def noise(shown: str, count: int, ended: bool) -> str:
    """Which sort of noise a block names itself to be: nav, newsletter, promo, contact, legal, comments; else empty.

    `count` is its number of words, `ended` whether it ends like a sentence.
    """
    if count > LONGEST:
        return ""
    line = shown.lower().lstrip("*•-–—>»|#( ").rstrip("*:!.»>…| ")
    if line in _WHOLE_LINES:
        return _WHOLE_LINES[line]
    if line.endswith(_RIGHTS):
        return "legal"
    if _ADDRESS.fullmatch(line):
        return "contact"
    if "min" in line and _READING_TIME.fullmatch(line):
        return "nav"
    if line.endswith(_NEW_TABS) and count <= 14 and not is_caption(shown, count):
        return "nav"
    if line.endswith(_SIGN_UP):
        return "newsletter"
    if _COMMENTS_HEADING.match(line) and not ended and count <= 12:
        return "comments"
    if line.startswith(_ALL_OPENINGS):
        for reason, phrases in _OPENING_PHRASES.items():
            if _opens(line, phrases) and _is_no_prose(reason, line, count, ended):
                return reason
    if not ended and count <= 14 and _COURSE.search(line) and (shown.isupper() or shown.istitle()):
        return "promo"
    return ""


def _opens(line: str, phrases: tuple[str, ...]) -> bool:
    """Whether a phrase, with no letter behind it, opens the line; one word alone also with no other word behind it."""
    return any(
        line.startswith(phrase) and not line[len(phrase) :].lstrip("" if " " in phrase else " ")[:1].isalnum()
        for phrase in phrases
    )


def _is_no_prose(reason: str, line: str, count: int, ended: bool) -> bool:
    """A sentence of prose may open with the same words; what the law asks for is written in sentences too."""
    if reason == "legal" and (ended or count > 20):
        return _LEGAL.search(line) is not None
    return count <= 20 and (not ended or (count <= 6 and _CALL.search(line) is not None))


def is_byline(shown: str, count: int, ended: bool) -> bool:
    """`By` and nothing but names."""
    found = _BYLINE.match(shown)
    if not found or ended or count > 14:
        return False
    names = shown[found.end() :].replace(",", " ").split()
    return names[0][0].isupper() and all(_can_be_name(name) or not name[0].isalpha() for name in names)


def is_names(shown: str, count: int) -> bool:
    """Two to six words that can be names, their office or their town, and nothing else."""
    names = _AND.sub("", shown).replace(",", " ").split()
    return 2 <= count <= 6 and len(names) > 1 and names[0][0].isupper() and all(map(_can_be_name, names))


def _can_be_name(word: str) -> bool:
    return word[0].isupper() or word in _SMALL


def is_credit(shown: str, count: int) -> bool:
    """Who reported, wrote, edited or photographed, and nothing else."""
    if count > 80:
        return False
    if _DESK.fullmatch(shown) or (count <= 14 and (_CREDIT_LINE.fullmatch(shown) or _AGENCY_AND_NAME.fullmatch(shown))):
        return True
    return bool(_CREDIT.match(shown) or _CONTRIBUTED.search(shown)) and _tells_who(shown)


def _tells_who(shown: str) -> bool:
    """Names and what they did; prose about someone's reporting has other words too."""
    words = (word.strip("()[],;:.") for word in shown.split())
    return sum(word.islower() and word not in _CREDIT_WORDS for word in words) <= _OTHER_WORDS


def is_caption(shown: str, count: int) -> bool:
    """What stands under a picture: it ends on a credit, or it tells in the present what is seen, where and when."""
    if not 3 <= count <= 80:
        return False
    if shown.endswith(_NEW_TABS):
        shown = _NEW_TAB.sub("", shown)
    tail = shown[-160:]
    if any(sign in tail and pattern.search(tail) for sign, pattern in _CAPTION_CREDITS):
        return True
    return bool(_PLACE_AND_DATE.search(tail)) and bool(_PICTURED.search(shown[:400]))
