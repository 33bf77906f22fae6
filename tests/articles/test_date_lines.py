"""Dates as outlets write them, and lines that hold nothing else."""

from __future__ import annotations

import io

from articles.date_lines import is_date_line, published_part, tells_update
from articles.dates import find_date, written_date
from articles.read import read_story
from tests.each import for_each

PROSE = "The talks in the old customs house lasted until the early morning, and nobody would say what had been agreed."


@for_each(
    "line",
    [
        "2022-05-02", "2022/5/2", "2022.05.02", "02.05.2022", "02.05.22", "2 May 2022", "2nd May 2022",
        "May 2nd, 2022",
        "the 2nd of May, 2022", "Monday 2 May 2022 09:12, UK", "May 2 2022, 9:12pm ist", "May 2, 2022 09:12 AM PDT",
        "2 May 2022, 09:12 UTC+2", "2 May 2022 at 09:12 (GMT-3)", "2-May-2022", "20220502T091200Z",
        "2022-05-02T09:12:00+02:00", "Originally published May 2, 2022 at 9:12 am",
        "Date created : 02.05.2022 - 09:12",
        "Posted at 9:12 AM, May 02, 2022 and last updated 10:12 AM, May 03, 2022", "Montag, 2. Mai 2022 um 9:12 Uhr",
        "Lundi 2 mai 2022 à 9h12", "Publié le 2 mai 2022", "lunes 2 de mayo de 2022 a las 09:12 h",
        "lunedì 2 maggio 2022, ore 9.12",
        "2 de maio de 2022 às 09h12", "maandag 2 mei 2022 om 09:12 uur", "2 maja 2022, godz. 9:12", "2 травня 2022",
        "2 мая 2022 г., 9:12", "2 Μαΐου 2022", "2 Mayıs 2022 Pazartesi", "den 2 maj 2022 kl. 09:12", "2022년 5월 2일",
        "2022. 5. 2. 오전 9:12", "2022年5月2日（月）9時12分", "2022年05月02日 09:12", "令和4年5月2日", "٢ مايو ٢٠٢٢",
        "الاثنين 2 أيار 2022", "2. 5. 2022 9:12", "mån 2 maj 2022 kl 09.12", "2022年05月02日 09:12 来源：样本日报",
        "Published 0912 GMT (1712 HKT) May 2, 2022", "May 2, 2022 / 9:12 AM / Example News",
        "May 2, 2022 9:12 AM GMT · Updated 2 years ago",
        "10 minute read May 2, 2022 9:12 AM UTC Last Updated ago",
    ],
)  # fmt: skip
def test_a_line_with_a_date_in_any_form_is_a_date(line: str) -> None:
    assert is_date_line(line)
    assert find_date(line) == "2022-05-02"


@for_each(
    "line",
    [
        "2 May was a Monday in 2022, she said", "Version 2.5.22", "Call 02.05.22 now", "In 2022 he was 5",
        "Born on 2 May 1962", "Chapter 2, May 2022 edition of the review",
    ],
)  # fmt: skip
def test_a_line_that_says_more_than_a_date_is_none(line: str) -> None:
    assert not is_date_line(line)


def test_a_date_that_can_be_read_in_two_ways_is_none_unless_another_decides() -> None:
    assert is_date_line("03/04/2022")
    assert find_date("03/04/2022") == ""
    assert written_date("03/04/2022") == ""
    assert find_date("04/04/2022") == "2022-04-04"
    assert find_date("13/04/2022") == find_date("04/13/2022") == "2022-04-13"
    assert find_date("03/04/2022 09:12, updated 25/04/2022") == "2022-04-03"
    assert find_date("31/02/2022") == ""


def test_an_article_with_an_undecided_date_says_so() -> None:
    article = read_story(["-"], io.BytesIO(f"Talks end\n\n03/04/2022\n\n{PROSE}\n\n{PROSE}\n".encode())).articles[0]
    assert article.date == ""
    assert article.notices == ("03/04/2022 can be read as two dates: none was taken",)


def test_when_it_was_published_comes_before_when_it_was_changed() -> None:
    assert tells_update("Updated 4 May 2022")
    assert not tells_update("Published 2 May 2022, updated 4 May 2022")
    assert find_date(published_part("Aktualisiert am 4. Mai 2022, veröffentlicht am 2. Mai 2022")) == "2022-05-02"
    text = f"Talks end\n\nUpdated 4 May 2022\n\nPublished 2 May 2022, 09:12 CEST\n\n{PROSE}\n\n{PROSE}\n"
    assert read_story(["-"], io.BytesIO(text.encode())).articles[0].date == "2022-05-02T09:12:00+02:00"
