"""The names of the months and their abbreviations, as dates have them, in two dozen languages."""

from __future__ import annotations

_NAMES = (
    "january jan januar jänner januari január januára ianuarie januarja leden ledna "
    "janvier janv enero ene gennaio janeiro января январь янв січня січень stycznia styczeń sty tammikuuta "
    "ιανουαρίου ιαν ocak gener يناير كانون_الثاني جانفي ژانویه ינואר",
    "february feb februar februari febr február februarie februarja února únor fevrier février févr fev febrero "
    "febbraio fevereiro февраля февраль фев февр лютого лютий lutego luty lut helmikuuta φεβρουαρίου φεβ şubat "
    "febrer "
    "فبراير شباط فيفري فوریه פברואר",
    "march mar märz mär maart mrt mars mart marzo março marec martie března březen márc március марта март "
    "мар березня березень marca marzec marcu maaliskuuta μαρτίου μαρ maret març مارس آذار מרץ",
    "april apr avril avr abril abr aprile április aprilie aprila dubna duben апреля апрель апр квітня квітень "
    "kwietnia kwiecień kwi huhtikuuta απριλίου απρ nisan أبريل ابريل نيسان أفريل آوریل אפריל",
    "may mai mei mayo maj maggio mag maio május mája maja května květen мая май травня травень toukokuuta μαΐου "
    "μαϊου μαι mayıs maig مايو أيار ماي מאי",
    "june jun juni juin junio giugno giu junho június júna junija iunie června červen июня июнь июн червня червень "
    "czerwca czerwiec cze kesäkuuta ιουνίου ιουν haziran يونيو يونيه حزيران جوان יוני",
    "july jul juli juillet juil julio luglio lug julho július júla julija iulie července červenec июля июль "
    "июл липня "
    "липень lipca lipiec lip heinäkuuta ιουλίου ιουλ temmuz juliol يوليو يوليه تموز جويلية יולי",
    "august aug augusti augustus août aout agosto ago ags agustus augusztus augusta avgusta srpna srpen "
    "августа август "
    "авг серпня серпень sierpnia sierpień elokuuta αυγούστου αυγ ağustos agost أغسطس آب أوت اوت אוגוסט",
    "september sept sep septembre septiembre setiembre settembre set setembro szeptember septembra septembrie září "
    "zářijí сентября сентябрь сен сент вересня вересень września wrzesień wrz syyskuuta σεπτεμβρίου σεπ eylül "
    "setembre "
    "سبتمبر أيلول ספטמבר",
    "october oct oktober okt oktobra octobre octubre ottobre ott outubro out október októbra octombrie října říjen "
    "октября октябрь окт жовтня жовтень października październik paź lokakuuta οκτωβρίου οκτ ekim أكتوبر "
    "تشرين_الأول "
    "אוקטובר",
    "november nov novembre noviembre novembro novembra noiembrie listopadu ноября ноябрь ноя нояб листопада "
    "листопад "
    "listopada listopad lis marraskuuta νοεμβρίου νοε kasım نوفمبر تشرين_الثاني נובמבר",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro decembra decembrie prosince "
    "prosinec desember декабря декабрь дек грудня грудень grudnia grudzień gru joulukuuta δεκεμβρίου δεκ aralık "
    "desembre ديسمبر كانون_الأول דצמבר",
)
MONTHS = {name.replace("_", " "): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Names in lower case, and their numbers from 1. Where languages disagree on a name, the one that is read more wins."""
