"""Lines that say when an article or an entry of it appeared, and nothing else."""

from __future__ import annotations

import re

from articles.dates import find_dates

LONGEST_DATE_LINE_CODE_POINTS = 120
"""A line that only gives a date is never longer than this."""

_ZONE = r"\(?(?:(?:UTC|GMT)? ?[+-] ?\d{1,2}(?::?\d{2})?|[A-Z][A-Za-z]{1,4}(?:[+-]\d{1,2})?|ist|et|uk)\)?(?!\w)"
_TIME = re.compile(
    r"T?\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d+)?(?: ?[apAP]\.?[mM]\b\.?)?(?: ?Uhr\b| ?Z\b| ?hrs\b| ?h\b)?"
    r"(?:,? ?" + _ZONE + r")?"
    r"|T\d{4,6}(?:Z|[+-]\d{4})?"
    r"|\(?\b(?:[01]\d|2[0-3])[0-5]\d (?:[A-Z]{3,4})\b\)?"
    r"|\d{1,2} ?(?:[apAP]\.?[mM]\b\.?|Uhr\b|h\b)(?: ?" + _ZONE + r")?"
    r"|(?:上午|下午|午前|午後|오전|오후)? ?\d{1,2}(?:[時时点點시]) ?(?:\d{1,2}[分분])?(?: ?\d{1,2}[秒초])?"
    r"|(?:上午|下午|午前|午後|오전|오후) ?\d{1,2}:\d{2}"
    r"|(?:an?|\d{1,2}) (?:min|minute|hour|day|week|month|year)s? ago"
)
_CLOCK = re.compile(
    r"\d{1,2}(?::\d{2}(?:$| )|[.h]\d{2} ?(?:[apAP]\.?[mM]\b|[A-Z]{3,4}$|Uhr$))|.{0,20}\b(?:minute|hour|day)s? ago\b"
)
_AROUND = (
    "published updated posted modified last first on at am pm a.m p.m et est edt gmt utc bst cet cest pt pst "
    "pdt uhr ist "
    "aest aedt msk uk us date created originally issued edited filed released revised online print publication "
    "dated time "
    "local hrs hours h the of and o’clock from corrected ago "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "veröffentlicht aktualisiert erstellt geändert zuletzt stand vom um am den der datum artikel erschienen update "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "publié publiée publie mis mise à a jour le modifié modifiée créé posté et paru dernière modification "
    "heure temps "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "publicado publicada actualizado actualizada modificado creado fecha el las los de del a las h hs última "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb "
    "pubblicato pubblicata aggiornato aggiornata modificato il alle ore ultimo aggiornamento data del "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio "
    "atualizado atualizada modificado em às as feira segunda segunda-feira terça-feira quarta-feira quinta-feira "
    "sexta-feira domingo seg ter qua qui sex sáb "
    "gepubliceerd geplaatst bijgewerkt gewijzigd laatst op om uur maandag dinsdag woensdag donderdag vrijdag "
    "zaterdag zondag maa din woe don vri zat zon "
    "publicerad uppdaterad publisert oppdatert publiceret opdateret kl kl. klo den måndag tisdag onsdag "
    "torsdag fredag "
    "mån tis ons tors tor fre lör sön man tir lør søn "
    "lördag söndag mandag tirsdag lørdag søndag julkaistu päivitetty maanantai tiistai keskiviikko torstai "
    "perjantai "
    "lauantai sunnuntai "
    "opublikowano aktualizacja zaktualizowano dodano data godz godz. r r. poniedziałek wtorek środa czwartek "
    "piątek sobota "
    "niedziela publikováno aktualizováno vydáno v pondělí úterý středa čtvrtek pátek neděle megjelent frissítve "
    "yayınlanma güncelleme tarihi saat pazartesi salı çarşamba perşembe cuma cumartesi pazar publicat actualizat "
    "diterbitkan diperbarui senin selasa rabu kamis jumat sabtu minggu wib "
    "опубликовано обновлено размещено создано дата в мск г г. год года от по время обновление публикации "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "опубліковано оновлено о понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя "
    "δημοσιεύτηκε δημοσίευση ενημερώθηκε ενημέρωση στις πμ μμ δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο "
    "κυριακή "
    "نشر نُشر تحديث آخر في الساعة بتاريخ تاريخ الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد م ص هـ "
    "mins min minutes minute read reading lesezeit lecture lectura lettura leitura "
)
_BESIDE_A_DATE = frozenset(_AROUND.split())
"""What may stand beside a date: words, days, zones, and how long the text takes to read."""

_WIDE = re.compile(
    r"[（(]?(?:[月火水木金土日](?:曜日?)?|[월화수목금토일](?:요일)?)[)）](?!\w)|[月火水木金土日]曜日?"
    r"|[월화수목금토일]요일|星期[一二三四五六日天]|周[一二三四五六日]"
    r"|发布|發布|发表|發表|更新|时间|時間|日期|公開|配信|掲載|投稿|入力|最終|公開日|最后|最後|于|於|입력|수정"
    r"|(?:来源|來源|出处|出處|稿源)[:：] ?\S{1,24}"
    r"|등록|기사입력|최종수정|발행|게재|업데이트|승인"
)
_PLACE = re.compile(r"[^\W\d_][^\W\d_]+(?: [^\W\d_]+)?(?:,| [-–—|]) (?=\d{1,2}[. ]|[^\W\d_]{3,10} \d)")
_SERVICE = re.compile(r"(?<=\S) / [A-Z][\w.]*(?:[ /][A-Z][\w.]*){0,2}$")
"""Who sent it out, behind day and hour: `March 14, 2022 / 6:45 PM / AFP`."""
_DUTIES = ".,:;|()/–—-•·[]〈〉<>「」【】"

_UPDATES = (
    r"updated?|modified|edited|revised|aktualisiert|geändert|stand|mis(?:e)? à jour|modifiée?|actualizad[oa]"
    r"|aggiornat[oa]"
    r"|atualizad[oa]|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano"
    r"|aktualizacja|обновлено"
    r"|оновлено|ενημερώθηκε|güncelleme|تحديث|更新|수정"
)
_UPDATE = re.compile(rf"\b(?:{_UPDATES})\b|更新|수정", re.IGNORECASE)


def is_date_line(text: str) -> bool:
    """Whether a line says when an article or an entry of it appeared and nothing else.

    A bare count, as of comments, may stand by, and before the date a place in one or two words.
    """
    if len(text) > LONGEST_DATE_LINE_CODE_POINTS or not any(map(str.isdigit, text)):
        return False
    found = list(find_dates(text))
    if not found and not _CLOCK.match(text):
        return False
    if text.count(" / ") > 1:
        text = _SERVICE.sub("", text)
    place = _PLACE.match(text)
    at, rest = place.end() if place and place.end() <= (found[0].start if found else 0) else 0, []
    for one in found:
        rest.append(text[at : one.start])
        at = max(at, one.end)
    left = _WIDE.sub(" ", _TIME.sub(" ", " ".join([*rest, text[at:]])))
    words = (word.strip(_DUTIES) for word in left.lower().split())
    return all(not word or word in _BESIDE_A_DATE or word.isdigit() for word in words)


def is_date_word(text: str) -> bool:
    """Whether all its words may stand beside a date, as the names of days do."""
    return all(word in _BESIDE_A_DATE for word in text.lower().replace(",", " ").split())


def tells_update(text: str) -> bool:
    """Whether the first date of a line is when the article was changed, not when it was published."""
    update = _UPDATE.search(text)
    if update is None:
        return False
    first = next(find_dates(text), None)
    return first is None or update.start() < first.start


def published_part(text: str) -> str:
    """The part of a line that tells when the article was published, where it also tells when it was changed."""
    if not tells_update(text):
        return text
    days = list(find_dates(text))
    if len(days) < 2:
        return text
    rest = text[days[0].end :]
    return text if _UPDATE.search(rest[: days[1].start - days[0].end]) else rest
