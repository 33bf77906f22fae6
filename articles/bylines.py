"""What bylines look like: who wrote an article, in the forms of outlets. They name no outlet and no person."""

from __future__ import annotations

import re

from articles.date_lines import is_date_line, is_date_word
from articles.dates import find_dates


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LABELS = (
    "by|written by|reported by|posted by|published by|interview by|analysis by|text by|story by|words by|"
    "report by|review by|guest essay by|essay by|column by|"
    "comment by|edited by|author|authors|byline|writer|reporter|correspondent|von|ein beitrag von|ein artikel von|"
    "eine analyse von|ein kommentar von|interview von|autor|autorin|autoren|text und fotos|text und foto|text|"
    "redaktion|par|publié par|propos recueillis par|"
    "recueilli par|texte|auteur|auteurs|autrice|por|escrito por|publicado por|texto|autora|autores|di|a cura "
    "di|scritto da|testo|"
    "autore|autori|door|geschreven door|tekst|av|skriven av|författare|af|skrevet af|forfatter|przez|autorzy|"
    "napisał|napisała|"
    "автор|авторы|текст|текст и фото|автори|yazar|yazan|haber|συντάκτης|του|της|بقلم|كتب|كتبت|الكاتب|作者|文|"
    "撰文|記者|记者|著者|執筆|"
    "文／|本报记者|本報記者|기자|글|"
)
_WORDS = "|".join(sorted((re.escape(label) for label in _LABELS.split("|") if label), key=len, reverse=True))
_SECTION = r"(?:[^\W\d_]{3,}(?: [^\W\d_]{3,})?: )?"
_LABELLED = re.compile(rf"{_SECTION}(?:{_WORDS})(?: ?[:：/／] ?| )(?=[^\W\d_@])", re.IGNORECASE)
_FIELD = re.compile(rf"(?:{_WORDS}) ?[:：/／] ?(?=\S)", re.IGNORECASE)
_SURNAME = re.compile(r"(?:Di|Von|Par|Por|Av|Af|Van|De) ")
"""With one word behind it this may be a surname: `Von Trapp`."""
_KEPT = re.compile(r"(?:by|von|par|por|di|door|av|af)\b", re.IGNORECASE)

_PLACE = re.compile(
    r" ?(?:[,(–—-] ?)?\b(?:in|at|from|aus|à|a|en|da|em|de|w|из|в|te|i|à|dans)(?= [^\W\d_a-zа-яà-ÿ])"
    r"|\((?:in|at|from|aus|à|en|a|em|из|в)? ?[^()]{2,40}\)"
)
_HANDLE = re.compile(r"@\w{2,30}")
_ADDRESS = re.compile(r"\S+@\S+\.\w{2,}")
_AND = re.compile(r"^(?:,|and\b|und\b|et\b|y\b|e\b|en\b|och\b|og\b|и\b|i\b|&) *")
_SMALL = _set(
    "and for in of the at von van de der den da di del della dei la le les los las und et y e i en och og with "
    "& dos das do zu zur vom ten ter bin ibn ben al el af av à и для of del' st du des san | / photos photo "
    "photographs pictures fotos foto bilder by von par por di em avec mit com con met med с"
)
_ROLES = _set(
    "editor correspondent reporter writer columnist staff analyst chief photographer producer contributor "
    "journalist commentator critic author redakteur redakteurin korrespondent korrespondentin reporterin "
    "journalistin redaktion korrespondenten correspondant correspondante journaliste envoyé envoyée rédacteur "
    "rédactrice rédaction chroniqueur redactor redactora corresponsal periodista redacción enviado enviada "
    "columnista inviato inviata giornalista corrispondente redazione correspondente repórter redação "
    "jornalista verslaggever redacteur correspondente redactie journalisten корреспондент редактор "
    "обозреватель журналист редакция reporterka redaktor dziennikarz muhabir agencies agency newsroom team "
    "desk news writers reporters editors correspondents"
)
_OFFICES = _set("redacción redaktion rédaction redazione redactie redaktionen redação redacção редакция redakcja")
_BEFORE_DATE = re.compile(
    r"[\s,;|·•–—-]*(?:\b(?:on|am|le|el|il|em|op|den|vom|published|updated|posted)\b:?)?[\s,;|·•–—-]*$", re.I
)
_MOST_WORDS = 16
_LONGEST_NAME = 6
_NAME_WORDS = 4
_CJK_REPORTER = re.compile(
    r"[（(]?(?:本[报報]?|特[约約派])?(?:記者|记者|통신원|특파원|기자)[ :：/／]{0,2}[\u3400-\u9fff\uac00-\ud7af ]{2,8}"
    r"[）)]?|[\u3400-\u9fff\uac00-\ud7af]{2,8} ?(?:記者|记者|기자|특파원)"
    r"|(?:文|作者|撰文|著者|執筆|글)[ :：/／]{1,2}[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af ]{2,10}"
)


_SOMEBODY = re.compile(
    r"(?:by|von|par|por|di|door|av|af) (?:our|an?|unserem|unserer|unseren|notre|nos|un|une|nuestr[oa]s?|nostr[oi]|onze)"
    r"(?: [\w'’-]+){1,3}",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(r",? (?:on|am|le|el) [^\W\d_]{3,12}$", re.IGNORECASE)
_SPECIAL = re.compile(r",? [Ss]pecial (?:to|for) (?:[Tt]he )?[A-Z][\w.’' -]{2,40}$")
_PARTS = re.compile(r",? (?:and|und|et|y|e|en|och|og|i|и|&) |, ")


def is_byline(shown: str, count: int, ended: bool) -> bool:
    """Whether it says `By` or the like, in any language known, and nothing else but names, offices and places."""
    if count > _MOST_WORDS or len(shown) > 160:
        return False
    shown = without_date(shown)
    if not shown:
        return False
    if _CJK_REPORTER.fullmatch(shown):
        return True
    if not ended and _SOMEBODY.fullmatch(shown) and shown.lower().split()[-1] in _ROLES:
        return True
    found = _LABELLED.match(shown)
    if found and (day := _ON_A_DAY.search(shown)) and is_date_word(day[0]):
        shown = shown[: day.start()]
    if not found or (ended and not shown.endswith((".", ":"))) or shown[-1] in ":?!":
        return False
    rest = shown[found.end() :]
    if ended and shown[-1] == "." and not re.search(r"\b[A-Z]\.$|\bJr\.$|\bSr\.$", shown):
        return False
    if rest.count(" ") == 0 and _SURNAME.match(shown):
        return False
    return _all_names(rest) and not rest[0].islower()


def without_date(shown: str) -> str:
    """A byline without the date behind the names: `By Ada Quill | 3 March 2021`; as it is where there is none."""
    if not any(map(str.isdigit, shown)):
        return shown
    found = next(find_dates(shown), None)
    if found is None or not found.start or not is_date_line(shown[found.start :]):
        return shown
    return _BEFORE_DATE.sub("", shown[: found.start])


def is_signature(shown: str, count: int) -> bool:
    """Whether it says who wrote, without `By`, as only a line between headline and text does.

    Names with an office, a place or an address: `Jane Rowe, Political Editor`, `Jane Rowe in Lanville`.
    """
    if not 2 <= count <= 12 or shown[-1] in ".:?!…":
        return False
    shown = shown.removeprefix("From ")
    special = _SPECIAL.search(shown)
    if special:
        return is_names(shown[: special.start()], shown.count(" ", 0, special.start()) + 1)
    if is_name_list(shown):
        return True
    words = re.split(r"[ ,|/–—-]+", shown.lower())
    plain = _HANDLE.sub("", _ADDRESS.sub("", shown)).strip(" ,|·–—-")
    if plain != shown.strip():
        return bool(plain) and is_names(plain, plain.count(" ") + 1)
    if words[-1] in _ROLES or any(word in _ROLES for word in words[2:]):
        return not shown[0].islower() and (
            _all_names(shown)
            or ("," in shown and _all_names(shown.split(",")[0]) and shown.split(",")[0].count(" ") > 0)
        )
    place = _PLACE.search(shown)
    if place and place.start() > 0:
        before, after = shown[: place.start()], shown[place.end() :]
        return is_names(before, before.count(" ") + 1) and (not after.strip() or _all_names(after.strip(" ,()")))
    return False


def is_office(shown: str) -> bool:
    """Whether it is the one word that outlets call all who write by, as `Redacción` is."""
    return shown[0].isupper() and shown.lower() in _OFFICES


def is_name_list(shown: str) -> bool:
    """Whether it is the names of two people and more, each of two to four words: `Jane Rowe, Tom Elk and Ida Marsh`."""
    names = _PARTS.split(shown)
    return len(names) > 1 and all(
        is_names(name, name.count(" ") + 1) and name.count(" ") < _NAME_WORDS and name[-1].isalpha() for name in names
    )


def is_names(shown: str, count: int) -> bool:
    """Whether it is two to six words that can be names, offices or towns, and nothing else."""
    names = _AND.sub("", shown).replace(",", " ").split()
    return 2 <= count <= _LONGEST_NAME and len(names) > 1 and not names[0][0].islower() and all(map(can_be_name, names))


def can_be_name(word: str) -> bool:
    """Whether it is a word with a capital, or a small word between names; scripts without capitals do not tell."""
    bare = word.strip("()[]“”\"'’.,;:|·–—-&/")
    return (
        not bare
        or (not bare[0].islower() and not bare[0].isdigit())
        or bare.lower() in _SMALL
        or (bare[1:2] in "'’" and bare[2:3].isupper())
        or (bare[:3] in ("al-", "el-", "as-") and bare[3:4].isupper())
    )


def without_label(shown: str) -> str:
    """A byline without the name of a field above it: `Author: Ada Quill` is `Ada Quill`; `By Ada Quill` stays."""
    found = _FIELD.match(shown)
    if not found:
        return shown
    return shown if _KEPT.match(shown) and ":" not in found[0] and "：" not in found[0] else shown[found.end() :]


def joins_names(said: str, line: str) -> bool:
    """Whether a line goes on with the names above it by a word or a comma of its own."""
    return _AND.match(line) is not None or said.endswith(
        (",", "&", " and", " und", " et", " y", " e", "by", "By", "BY")
    )


def _all_names(rest: str) -> bool:
    """Whether all words can be names, offices with a capital, towns or addresses."""
    rest = _HANDLE.sub(" ", _ADDRESS.sub(" ", re.sub(r"\([^()]{2,40}\)", " ", rest)))
    words = rest.replace(",", " ").split()
    return all(can_be_name(word) or word.lower().strip(".,") in _ROLES for word in words)
