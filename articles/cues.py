"""What a block says it is: the words and forms of credits and captions. They name no outlet or person."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CREDIT = re.compile(
    r"[\W_]*(?:(?:additional |further )?(?:reporting|writing|editing|photography|graphics)(?: and \w+ing)? by\b"
    r"|(?:written|edited|compiled|produced) by\b"
    r"|with (?:additional )?(?:assistance|reporting|contributions?|files|material|input|inputs|agency inputs)"
    r"(?: from| by|\W*$))",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:\W*(?:this (?:article|story|post|report|piece|page|headline)(?:['’]s headline)? (?:was|has been|is) "
    r"(?:amended|updated|corrected|revised|edited|clarified)\b"
    r"|corrections?(?: and clarifications?)?(?: added| appended)?(?: (?:on )?\w+\.? \d{1,2},? \d{4})? ?[:：—–-]"
    r"|(?:editor['’]?s?['’]?|editors['’]) note ?[:：—–-]|clarification ?[:：—–-]|an earlier version of this\b"
    r"|a previous version of this\b|korrektur(?:hinweis)? ?:|berichtigung ?:|anmerkung der redaktion ?:"
    r"|hinweis der redaktion ?:"
    r"|in einer früheren (?:version|fassung)\b|dieser (?:artikel|text|beitrag) wurde \w+ (?:aktualisiert"
    r"|korrigiert|geändert)"
    r"|rectificatif ?:|correction ?:|note de la rédaction ?:|cet article a été (?:modifié|corrigé|mis à jour)"
    r"|fe de (?:errores|erratas) ?:|rectificación ?:|corrección ?:|nota (?:del editor|de la redacción) ?:"
    r"|este artículo (?:ha sido|fue) "
    r"(?:corregido|actualizado|modificado)|rettifica ?:|errata corrige ?:|correzione ?:"
    r"|nota della redazione ?:|questo articolo è stato "
    r"|errata ?:|correção ?:|nota d[ao] (?:redação|editor) ?:|esta? (?:matéria|reportagem|texto"
    r"|artigo) foi (?:atualizad|corrigid)"
    r"|correctie ?:|rectificatie ?:|in een eerdere versie\b|dit artikel is (?:aangepast|gewijzigd|bijgewerkt)"
    r"|исправление ?:|уточнение ?:|примечание редакции ?:|от редакции ?:|更正[:：]|訂正[:：]|【訂正】"
    r"|编者按[:：]|تصحيح ?:))",
    re.IGNORECASE,
)
"""What says that an article was changed; it is told with who made it."""
_CREDIT_WORDS = _set(
    "by in from to with and also the this report article story reporting writing editing additional further "
    "assistance "
    "contributions contribution contributed files material input inputs agency agencies photography graphics "
    "written "
    "edited compiled produced translated reporter reporters writer writers correspondent correspondents"
)
_OTHER_WORDS = 2
"""How many words a credit may have besides names and those of `_CREDIT_WORDS`."""
_CONTRIBUTED = re.compile(r"\bcontributed (?:reporting|to (?:this|the) (?:report|article|story))\b")
_DESK = re.compile(
    r"[a-z]{1,4}(?:[/, ]+[a-z]{1,4})* ?\([^\W\d_][^()]{1,80}\)|\([A-Z]{2,8}\)"
    r"|[a-z]{2,4}(?:/[a-z]{2,4}){1,3}|\([A-Za-z]{2,8}(?:[/,] ?[A-Za-z]{2,8})+\)"
)
_CREDIT_LINE = re.compile(
    r"(?:image|photo|picture|photograph|source|foto|bild|bildquelle|quelle|fuente|imagen|crédit|фото|источник)s?"
    r"(?: credit| by| photos?)? ?: ?\S.{0,80}|credits?(?: photos?)? ?(?::|\.\.\.) ?\S.{0,80}"
    r"|(?:写真|撮影|图片来源|責任編集|责任编辑|记者|編集)[:：] ?\S.{0,40}"
    r"|(?:image|photo|picture|video|media) (?:source|copyright|credit)[,:]? \S.{0,60}"
    r"|(?:©|\(c\)) ?\S.{0,80}|.{0,60}\bgetty images",
    re.IGNORECASE,
)
_AGENCY_AND_NAME = re.compile(r"[A-Z][\w.&' -]{0,30}(?:/[A-Z][\w.&'’ -]{1,40}){1,4}")

_CAPTION_CREDITS = (
    (
        "",
        r"(?:[(\[|] ?|[.!?…\"”»] |(?<=[a-z0-9.]))(?:[A-Z][\w.-]* )?"
        r"(?:Image|Photo|Picture|Photograph|Foto|Bild|Bildquelle|Imagen|Credit|Crédit|Фото|Pic)s?"
        r"(?: by| credit| courtesy(?: of)?)?(?: ?: ?|\.\.\. ?|… ?|/| by )\S.{0,90}$",
    ),
    ("Images", r"(?:/| via )(?:\w+ )?Images\)?\.?$"),
    (
        "/",
        r"(?:[.!?…,]"
        r"|\d{4}) [A-Z]{2,}[A-Z-]*/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?:/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?$",
    ),
    ("/", r"[(\[][A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4}(?:/[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4})+[)\]]\.?$"),
    ("©", r"[.!?…”»|] © ?\S.{0,60}$"),
    ("©", r"[^\W\d_][)”»]? © ?[^\W\d_].{0,60}$"),
    ("TPX", r"/[A-Z][\w.'’ -]* TPX IMAGES OF THE DAY$"),
    ("hoto", r"[(\[]Photo [A-ZÀ-Þ][^()]{2,60}[)\]]$"),
    ("oto", r"[(\[]Foto [A-ZÀ-Þ][^()]{2,60}[)\]]$"),
    ("/", r"[.!?…”»] (?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+ ){1,4}/ [A-ZÀ-Þ][\w ]{1,30}$"),
    ("(", r"[.!?…”»] (?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+ ){1,4}\([A-Z][\w ./-]{1,30}\)$"),
    ("/", r"[.!?…”»] / (?:[A-ZÀ-Þ][\w.'’-]*(?: |$)){1,4}$"),
    (":", r"[.!?”] \((?:[A-Z][\w.&'’-]* ?){1,4}: [A-Z][^()]{2,50}\)$"),
    ("upplied", r"[.!?”] \(?Supplied(?:: [^()]{2,40})?\)?$"),
    ("摄", r"(?:记者|通讯员|作者)[ :：]?[\u3400-\u9fff ]{2,12}摄[）)]?$"),
    ("写真", r"[（(](?:写真|撮影)[ :：=＝／/].{1,24}[）)]$"),
    ("图", r"[（(]图[ :：/].{1,24}[）)]$"),
)
"""Patterns of credits that end a caption, each with a sign to look for before it is compiled."""
_CAPTION_LABEL = re.compile(
    r"(?:(?:image|media|video|photo|picture|audio) caption\b|caption ?:|file (?:photo|picture|image"
    r"|footage)\b ?[:.–—-]"
    r"|archive (?:photo|image) ?:|bildunterschrift ?:|bildtext ?:|archiv(?:bild|foto) ?[:.–—-]|symbol(?:bild"
    r"|foto) ?[:.–—-]"
    r"|im bild ?:|légende ?:|(?:photo|image) d['’](?:archives?|illustration) ?[:.–—-]|pie de (?:foto|imagen) ?:"
    r"|(?:foto|imagen) de archivo ?[:.–—-]|didascalia ?:|foto d['’]archivio ?[:.–—-]|legenda ?:"
    r"|foto de arquivo ?[:.–—-]"
    r"|foto'?s? uit archief ?:|bijschrift ?:|archieffoto ?[:.–—-]|(?:архивное )?фото ?: ?архив"
    r"|архивное фото ?[:.–—-]?"
    r"|подпись(?: к фото)? ?:|图片说明 ?[:：]?|圖片說明 ?[:：]?|资料图(?:片)? ?[:：]|資料圖片 ?[:：]|資料写真"
    r"|(?:figure|fig\.|abb\.|abbildung|grafik|infografik|gráfico|graphique) ?\d{1,2} ?[:.–—-]"
    r"|写真説明 ?[:：]|صورة أرشيفية)",
    re.IGNORECASE,
)
"""What outlets print before a caption; it is shown with it."""
_SHOWN_WORDS = 45
_PLACE_AND_DATE = re.compile(r"\b[A-Z][\w.-]+, [A-Z][\w.]+ \d{1,2}, \d{4}\.?$")
_SHOWS = re.compile(
    r"(?:an?|this|the|in this)?(?: ?\b(?:handout|undated|aerial|satellite|combination|file|archive|combo|released))+"
    r" (?:photo|picture|image|photograph|frame|still)s?\b.{0,200}\bshows?\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\((?:left|right|l|r|c|center|centre)\)|\b(?:(?:is|are) (?:seen|pictured)|pictured|file photo)\b|"
    r"^.{0,120}\b(?:leaves?|arrives?|walks?|counts_for?|attends?|poses?|shakes? hands|stands?|waves?|gestures?"
    r"|meets?|"
    r"looks? on|holds?|listens?) (?:the|at|in|on|to|with|during|as|for|after|before|a)\b",
    re.IGNORECASE,
)

DANGLING = _set(
    "a an the and or but nor of in on at by for from to with into onto over under between among during after "
    "before "
    "against about as than that which whose its their his her der die das und oder im am von zu mit für le la "
    "les et "
    "ou de du des dans en el los las y o del con por para"
)
"""Words with which no sentence and no heading ends."""
NEW_TABS = ("new tab", "new window", "new tab)", "new window)")
"""What stands at the end of a link for people who have pages read out to them."""
_NEW_TAB = re.compile(r"(?: Purchase Licensing Rights)?[,. ]*\(?opens (?:in )?(?:a )?new \w+\)?$")


def is_credit(shown: str, count: int) -> bool:
    """Whether it says who reported, wrote, edited or photographed, and nothing else."""
    if count > 80:
        return False
    if _CORRECTION.match(shown):
        return True
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
    if _CAPTION_LABEL.match(shown):
        return True
    if shown.endswith(NEW_TABS):
        shown = shown[:-60] + _NEW_TAB.sub("", shown[-60:])
    tail = shown[-160:]
    if any(sign in tail and re.search(pattern, tail) for sign, pattern in _CAPTION_CREDITS):
        return True
    if count <= _SHOWN_WORDS and _SHOWS.match(shown):
        return True
    return bool(_PLACE_AND_DATE.search(tail)) and bool(_PICTURED.search(shown[:400]))
