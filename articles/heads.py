"""What stands above a text in mails, prints and exports of databases: lines that begin with the name of a field.

They are folded; the subject of a mail is its headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.blocks import without_start
from articles.cues import is_credit
from articles.dates import find_date
from articles.model import Kind
from articles.traits import Label

if TYPE_CHECKING:
    from articles.traits import BlockTraits

HEAD = "head"
"""The reason of lines that a program or a database has put above and below a text."""

_SUBJECTS = (
    "subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|тема|件名|主题|主旨|主題|الموضوع|제목"
)
_OTHERS = (
    "from|to|cc|bcc|date|sent|reply-to|return-path|message-id|mime-version|content-type|content-transfer-encoding|"
    "content-language|delivered-to|received|list-unsubscribe|list-id|x-mailer|importance|priority|attachments|"
    "von|an|kopie|datum|gesendet|antwort an|de|à|envoyé|répondre à|para|fecha|enviado|enviado el|da|a|data|inviato|"
    "enviada em|van|aan|verzonden|från|till|skickat|fra|til|sendt|od|do|wysłano|от|кому|дата|копия|отправлено|"
    "差出人|宛先|日時|送信日時|发件人|收件人|日期|发送时间|寄件者|收件者|من|إلى|التاريخ|보낸 사람|받는 사람|날짜"
)
_FIELD = re.compile(
    rf"(?:(?P<subject>{_SUBJECTS})|(?P<other>{_OTHERS}|x-[\w-]+)) ?[:：] ?(?P<value>\S.*)?", re.IGNORECASE
)
_DATES = (
    "date|sent|datum|gesendet|envoyé|fecha|enviado|enviado el|data|inviato|enviada em|verzonden|skickat|sendt|"
    "wysłano|дата|отправлено|日時|送信日時|日期|发送时间|التاريخ|날짜"
)
_DATE_FIELDS = frozenset(_DATES.split("|"))
_ANSWER = re.compile(r"(?:(?:re|aw|sv|antw|fw|fwd|wg|tr|rv|enc|vs)(?:\[\d+\])? ?: ?)+", re.IGNORECASE)
_FIELDS = 2
"""So many of the lines of a mail's head one below the other are one."""

_COUNT = re.compile(
    r"(?:(?:word count|length|longueur|länge|wörter|palabras|lunghezza|extensión) ?: ?)?[\d.,]+ (?:words"
    r"|wörter|mots|palabras|parole|"
    r"palavras|woorden|слова?|слов|ord|słów|字)\b\.?|字[数數] ?[:：] ?\d+|字数",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:document|dokument) [A-Z]{2,}\w{12,}|news-\w{10,}|document \w+ of \d+|end of document", re.IGNORECASE
)
_LANGUAGES = (
    "english deutsch german french français francais spanish español italian italiano portuguese português "
    "dutch nederlands "
    "russian русский chinese 中文 japanese 日本語 arabic العربية englisch französisch spanisch italienisch "
    "anglais allemand "
    "espagnol italien inglés alemán francés swedish svenska danish dansk norwegian norsk polish polski turkish "
    "türkçe "
    "korean 한국어 ukrainian українська greek ελληνικά czech čeština finnish suomi"
)
_LANGUAGE_NAMES = frozenset(_LANGUAGES.split())
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_RIGHTS = re.compile(r"(?:copyright\b|©|\(c\) ).{0,120}", re.IGNORECASE)
_LABELS = re.compile(
    r"(?:load-date|publication-type|publication type|publication title|publication subject|publication info"
    r"|publication date|"
    r"journal code|section|dateline|language|language of publication|document type|document url|document id"
    r"|source type|"
    r"source attributes|issn|isbn|proquest document id|accession number|last updated|database|place of publication|"
    r"country of publication|publisher|subject|company|industry|geographic|classification|graphic|copyright"
    r"|series|edition|"
    r"column|page|pages|pg|length|byline location|distribution|credit|keywords|ressort|rubrik|quelle|seite|ausgabe|"
    r"erscheinungsdatum|nom de la source|type de source|périodicité|couverture géographique|provenance"
    r"|source name|url|link|"
    r"sourced from|printed from|print date|ticker|company name)s? ?: ?\S.{0,120}",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d),? (?:\d{1,2}:\d{2}(?: ?[AP]M)? ?)?(?=\D).{3,}"
    r"|(?:https?://|www\.)\S+ \d{1,3} ?/ ?\d{1,3}"
    r"|(?:page|seite|pagina|página|pág\.?|стр\.?|sida|side) \d{1,3}(?: ?(?:of|von|de|di|sur|van|из|av|af"
    r"|/) ?\d{1,3})?|\d{1,3} ?/ ?\d{1,3}",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)? (?=\D).{3,}|(?:https?://|www\.)\S+ \d{1,3} ?/ ?\d{1,3}",
    re.IGNORECASE,
)
_PRINTED_WORDS = 30
_FOOT = re.compile(
    r"(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|PUBLICATION TYPE|PUB-SUBJECT|JOURNAL[ -]CODE|ACC-NO|DOCUMENT-TYPE"
    r"|SUBJECT|COMPANY|ORGANIZATION|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|GRAPHIC|UPDATE|SPRACHE|ZEITUNGS-CODE|GRAFIK|DATE-CHARGEMENT"
    r"|LANGUE|TYPE-PUBLICATION|CORRECTION-DATE|DISTRIBUTION|Load-Date|Language|Publication-Type|Publication Type"
    r"|Journal Code|Subject|Company|Organization|Industry|Geographic|Person): ?\S.*"
)
"""Fields that databases put below a text."""
_OWNER_WORDS = 6
_EXPORT_LINES = 14
_SIGNATURE_LINES = 8
_HEAD_LINES = 40
"""No head has more lines than this."""

_SENTENCE_WORDS = 12


def find_head(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label the head of a mail, of a print or of a database's export above a text, and the lines of one below it."""
    top = next(
        (i for i, traits in enumerate(all_traits[:_HEAD_LINES]) if labels[i] is None and _is_sentence(traits)),
        min(len(all_traits), _HEAD_LINES),
    )
    if _label_mail(all_traits, labels, top):
        _label_signature(all_traits, labels)
        _label_forwarded(all_traits, labels)
    _label_export(all_traits, labels, top)
    _label_prints(all_traits, labels)
    _label_foot(all_traits, labels, top)


def date_of_head(line: str) -> str:
    """What a field of a mail's head says of when it was sent; empty for another field."""
    field = _FIELD.fullmatch(line)
    name = (field["other"] or "").lower() if field else ""
    return field["value"] or "" if field and name in _DATE_FIELDS else ""


def _is_sentence(traits: BlockTraits) -> bool:
    return traits.ended and traits.words >= _SENTENCE_WORDS and not _FIELD.match(traits.block.shown)


def _label_mail(all_traits: list[BlockTraits], labels: list[Label | None], top: int) -> bool:
    """Label the head of a mail: two and more fields, one of which is a subject or a sender, one below the other.

    Returns whether there is one.
    """
    fields = [(i, _FIELD.fullmatch(all_traits[i].block.shown)) for i in range(top) if _is_free(all_traits[i])]
    head = _together([(i, field) for i, field in fields if field], all_traits)
    if len(head) < _FIELDS or head[0][0] > 3:
        return False
    names = {(field["other"] or "subject").lower() for _, field in head}
    if "subject" not in names and len(names) < 3:
        return False
    first, last = head[0][0], head[-1][0]
    for i, field in head:
        if field["subject"] and field["value"] and not any(label and label.kind is Kind.HEADLINE for label in labels):
            answer = _ANSWER.match(field["value"])
            at = field.start("value") + (answer.end() if answer else 0)
            if at < len(all_traits[i].block.shown):
                all_traits[i] = all_traits[i]._replace(block=without_start(all_traits[i].block, at))
                labels[i] = Label(Kind.HEADLINE)
                continue
        labels[i] = Label(Kind.BOILERPLATE, HEAD)
    for i in range(first, last):
        if labels[i] is None:
            labels[i] = Label(Kind.BOILERPLATE, HEAD)  # a field that goes on in the next line
    return True


def _together(
    fields: list[tuple[int, re.Match[str]]], all_traits: list[BlockTraits]
) -> list[tuple[int, re.Match[str]]]:
    """The first fields one below the other, of which one may go on in the next line."""
    head = fields[:1]
    for i, field in fields[1:]:
        gap = i - head[-1][0]
        if gap > _FIELDS or (gap == _FIELDS and not all_traits[i - 1].block.tight):
            break
        head.append((i, field))
    return head


def _label_forwarded(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label the heads of mails that are forwarded in the text of a mail: three fields and more, line below line."""
    run: list[int] = []
    for i, traits in enumerate(all_traits):
        label = labels[i]
        free = _is_free(traits) and (label is None or label.kind is Kind.DATE)
        if free and _FIELD.fullmatch(traits.block.shown):
            run = [*run, i] if run and run[-1] == i - 1 and traits.block.tight else [i]
            if len(run) > _FIELDS:
                above = run[0] - 1
                if labels[above] is None and all_traits[above].block.shown.startswith("--"):
                    run.insert(0, above)
                for j in run:
                    labels[j] = Label(Kind.BOILERPLATE, HEAD)


def _label_signature(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label the few lines below the mark `--` at the end of a mail."""
    for i in range(max(0, len(all_traits) - 1 - _SIGNATURE_LINES), len(all_traits)):
        if all_traits[i].block.shown == "--":
            for j in range(i + 1, len(all_traits)):
                if _is_free(all_traits[j]):
                    labels[j] = Label(Kind.BOILERPLATE, "signature")
            return


def _label_prints(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label what a browser prints above and below every page, inside the text too: what stands there twice."""
    found: dict[str, list[int]] = {}
    for i, traits in enumerate(all_traits):
        if _is_free(traits) and traits.words <= _PRINTED_WORDS and _RUNNING.fullmatch(traits.block.shown):
            found.setdefault(re.sub(r"\d+ ?/ ?\d+$", "", traits.block.shown), []).append(i)
    for lines in found.values():
        for i in lines if len(lines) > 1 else ():
            labels[i] = Label(Kind.BOILERPLATE, HEAD)


def _label_foot(all_traits: list[BlockTraits], labels: list[Label | None], top: int) -> None:
    """Label what a database has put below a text: its number of the document, fields in capitals, two and more."""
    fields = [
        i for i in range(top, len(all_traits)) if _is_free(all_traits[i]) and _FOOT.fullmatch(all_traits[i].block.shown)
    ]
    for i, traits in enumerate(all_traits):
        if labels[i] is None and traits.words <= 4 and _DOCUMENT.fullmatch(traits.block.shown):
            labels[i] = Label(Kind.BOILERPLATE, HEAD)
            above = all_traits[i - 1]
            if top < i and labels[i - 1] is None and not above.ended and above.words <= _OWNER_WORDS:
                labels[i - 1] = Label(Kind.BOILERPLATE, HEAD)  # whose the text is
    if len(fields) > 1:
        for i in fields:
            labels[i] = Label(Kind.BOILERPLATE, HEAD)


def _label_export(all_traits: list[BlockTraits], labels: list[Label | None], top: int) -> None:
    """Label what a database or a browser's print puts above a text: counts, codes, languages, rights, addresses."""
    sure = [i for i in range(top) if _is_free(all_traits[i]) and _tells_export(all_traits[i])]
    if all(is_credit(all_traits[i].block.shown, all_traits[i].words) for i in sure):
        return  # that of a picture
    for i in sure:
        labels[i] = Label(Kind.BOILERPLATE, HEAD)
    _label_between(all_traits, labels, sure)
    if not any(_COUNT.fullmatch(all_traits[i].block.shown) or _RIGHTS.match(all_traits[i].block.shown) for i in sure):
        return
    for i in range(sure[0], top):
        shown = all_traits[i].block.shown
        label = labels[i]
        if not _is_free(all_traits[i]) or (label and label.kind is not Kind.BOILERPLATE):
            continue
        if shown.lower() in _LANGUAGE_NAMES or _CODE.fullmatch(shown):
            labels[i] = Label(Kind.BOILERPLATE, HEAD)
            before = all_traits[i - 1].block.shown
            if (
                _CODE.fullmatch(shown)
                and labels[i - 1] is None
                and before[:1].isupper()
                and all_traits[i - 1].words <= 6
            ):
                labels[i - 1] = Label(Kind.BOILERPLATE, HEAD)  # the outlet, above its code


def _label_between(all_traits: list[BlockTraits], labels: list[Label | None], sure: list[int]) -> None:
    """Label the short lines between the count of words and the line of rights: edition, page, name of the section."""
    count = next((i for i in sure if _COUNT.fullmatch(all_traits[i].block.shown)), None)
    rights = next((i for i in sure if _RIGHTS.match(all_traits[i].block.shown)), None)
    if count is None or rights is None or not 0 < rights - count <= _EXPORT_LINES:
        return
    for i in range(count, rights):
        if labels[i] is None and _is_free(all_traits[i]) and all_traits[i].words <= _OWNER_WORDS:
            labels[i] = Label(Kind.BOILERPLATE, HEAD)


def _is_free(traits: BlockTraits) -> bool:
    return traits.block.kind is None and not traits.block.matter


def _tells_export(traits: BlockTraits) -> bool:
    shown = traits.block.shown
    if traits.words > 20:
        return False
    if _COUNT.fullmatch(shown) or _RIGHTS.fullmatch(shown) or _LABELS.fullmatch(shown) or _DOCUMENT.fullmatch(shown):
        return True
    return _PRINTED.fullmatch(shown) is not None and not (find_date(shown) and traits.words <= 3)
