"""What the lines around an article say of themselves: phrases and forms of navigation, newsletters, law and comments.

Phrases are compared in lower case and name no outlet, person or place. What matches none stays.
"""

from __future__ import annotations

import re

from articles.cues import NEW_TABS, is_caption

LONGEST_NOISE_WORDS = 60
"""A block of more words than this is never noise because of a phrase in it."""

_OPENINGS = {
    "nav": "skip to|jump to|go to content|read more|read also|also read|see also|more on this|more from|most read|"
    "most popular|trending now|related|related articles|related stories|related topics|related content|related "
    "posts|"
    "related news|related links|related coverage|explore more|recommended|recommended for you|recommended stories|"
    "you may also like|you might also like|share this|share on|share via|share article|follow us|print this|"
    "back to top|listen to this|table of contents|click here|tap here|view gallery|advertisement|sponsored|"
    "sponsored content|continue reading|story continues|article continues|scroll down|log in|sign in|my account|"
    "purchase licensing rights|lesen sie auch|lesen sie mehr|lesen sie dazu|mehr zum thema|mehr dazu|lire aussi|"
    "à lire aussi|lire plus|voir aussi|sur le même sujet|article réservé|lea también|lee también|más información|"
    "te puede interesar|le puede interesar|leggi anche|leia também|leia mais|lees ook|читайте также|по теме|"
    "相关阅读|延伸阅读|関連記事|اقرأ أيضا",
    "newsletter": "subscribe to|subscribe now|subscribe for|sign up|get our newsletter|get the newsletter|"
    "join our newsletter|our newsletter|newsletter abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|"
    "suscríbete|"
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
    "nav": "you may also be interested in|"
    "home|menu|search|share|tweet|print|email|e-mail|close|next|previous|more|news|world|politics|business|"
    "sport|sports|opinion|culture|video|videos|live|login|log in|sign in|facebook|twitter|x|whatsapp|linkedin|"
    "telegram|"
    "reddit|copy link|save|bookmark|gift article|advertisement|ad|tags|topics|loading|image|photos|gallery|"
    "about us|"
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
    r"\b(?:authors?|reflect|necessarily|endorse|liab\w+|cookies?|you|your|originally|permission|rights reserved|"
    r"appears? in print)\b|©"
)
"""Of the sentences that open like what the law asks for, those that are it."""
_LETTER = re.compile(
    r"\b(?:our|free|daily|weekly|morning|evening) (?:[\w-]+ ){0,3}(?:newsletters?|briefing|e-?mails?)\b"
)
"""What a sentence that opens with `Sign up` offers."""
_CALL = re.compile(r"\b(?:here|now|today|below|us|newsletters?|inbox|account|app|updates|offer|more)$")
"""How a short sentence ends that asks the reader to do something on the page."""
_SIGN_UP = tuple(f" {do} {when}" for do in ("sign up", "subscribe", "register") for when in ("here", "now", "today"))
_READING_TIME = re.compile(
    r"(?:(?:reading|read) time|lesezeit|temps de lecture|tiempo de lectura)?:? ?\d+[ -]?min(?:uten?|utes?|utos"
    r"|s)?\.?"
    r"(?: read| lesezeit| de lectur[ae])?"
)
_COURSE = re.compile(r"\b(?:certificate|online|training|diploma|summer) (?:course|class|programme|program|school)s?\b")
_ADDRESS = re.compile(
    r"(?:(?:e-?mail|tel|phone|fax|web|website|contact)\.?:? )?"
    r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?|"
    r"[(+\d][\d ()./+-]{6,}\d)"
)


_MAILING = re.compile(
    r"(?:you(?:['’]re| are)? (?:receiv|received|getting|subscribed)|this (?:e-?mail|message|newsletter) (?:was"
    r"|has been) sent"
    r"|(?:to )?unsubscribe\b|click here to unsubscribe|if you (?:no longer )?(?:wish|want)"
    r"|manage your (?:subscription|preferences)"
    r"|view (?:this (?:e-?mail|newsletter|message) )?(?:in|online|it in)|update your (?:e-?mail )?preferences"
    r"|was this forwarded"
    r"|sie (?:erhalten|bekommen) (?:diese|dieses|den)|(?:newsletter )?abmelden|wenn sie (?:diesen|keine)"
    r"|vous recevez c|se désabonner"
    r"|si vous ne (?:souhaitez|voulez)|(?:usted )?recibe?s? est[ea]|ha recibido este|darse de baja|si no desea"
    r"|ricevi questa|hai ricevuto questa"
    r"|per (?:cancellarti|annullare)|você (?:está recebendo|recebeu)|para cancelar|u ontvangt (?:deze|dit)"
    r"|je ontvangt (?:deze|dit)|uitschrijven"
    r"|вы получ(?:или|аете) это|отписаться|чтобы отписаться)",
    re.IGNORECASE,
)
_MAILED = re.compile(
    r"subscri|e-?mail|newsletter|preferences|browser|abonn|suscri|iscri|inscri|assina|abgemeldet|abmelden"
    r"|désabonn|baja|uitschrijv"
    r"|abonnee|подпис|рассыл|письм",
    re.IGNORECASE,
)
"""What else the lines say that stand below a mailed newsletter."""


WALL = re.compile(
    r"\b(?:subscribe|subscription|sign in|log ?in|register|abonn\w+|suscr[ií]\w+|anmelden)\b.{0,60}"
    r"\b(?:to (?:continue|read|keep|unlock|access)|reading|weiterlesen|weiter ?zu ?lesen|lire la suite)\b"
    r"|\b(?:to continue reading|this (?:article|story|content) is (?:reserved )?for (?:our )?(?:paid )?subscribers"
    r"|subscribers only|réservée? (?:à nos|aux) abonnés|il vous reste [\d.,]+ ?% de cet article"
    r"|nur für abonnent\w+|exclusiv[oa] para (?:suscriptores|assinantes)|(?:riservato|solo per) (?:agli )?abbonati"
    r"|alleen voor abonnees)\b",
    re.IGNORECASE,
)
"""How a page says that only subscribers may read on."""
_WALL_WORDS = 30
_NETWORKS = frozenset(
    {"home", "menu", "share", "tweet", "print", "email", "e-mail", "search", "facebook", "twitter", "whatsapp"}
)
"""One of these stands in any row of a menu's or of buttons' words."""
_MENU_WORDS = 12
_BETWEEN = re.compile(r"[\s|·•/]+")


def _phrases(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {reason: tuple(phrases.split("|")) for reason, phrases in table.items()}


_OPENING_PHRASES = _phrases(_OPENINGS)
_ALL_OPENINGS = tuple(phrase for phrases in _OPENING_PHRASES.values() for phrase in phrases)
_WHOLE_LINES = {line: reason for reason, lines in _phrases(_WHOLE).items() for line in lines}


def noise(shown: str, count: int, ended: bool) -> str:
    """Which sort of noise a block names itself to be: nav, newsletter, promo, contact, legal, comments; else empty.

    `count` is its number of words, `ended` whether it ends like a sentence.
    """
    if count > LONGEST_NOISE_WORDS:
        return ""
    line = shown.lower().lstrip("*•-–—>»|#( ").rstrip("*:!.»>…| ")
    if line in _WHOLE_LINES:
        return _WHOLE_LINES[line]
    if 1 < count <= _MENU_WORDS and not ended and _is_menu(line):
        return "nav"
    if count <= _WALL_WORDS and WALL.match(line):
        return "promo"
    if line.endswith(_RIGHTS):
        return "legal"
    if _ADDRESS.fullmatch(line):
        return "contact"
    if "min" in line and _READING_TIME.fullmatch(line):
        return "nav"
    if line.endswith(NEW_TABS) and count <= 14 and not is_caption(shown, count):
        return "nav"
    if count > 1 and _MAILING.match(line) and _MAILED.search(line):
        return "newsletter"
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


def _is_menu(line: str) -> bool:
    """Whether it is words of a menu or of buttons in a row: `Facebook Twitter`."""
    words = _BETWEEN.split(line)
    return not _NETWORKS.isdisjoint(words) and all(_WHOLE_LINES.get(word) == "nav" for word in words)


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
    if reason == "newsletter" and ended and count <= 20 and _LETTER.search(line):
        return True
    return count <= 20 and (not ended or (count <= 6 and _CALL.search(line) is not None))
