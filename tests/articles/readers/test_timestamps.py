"""Times as mails, feeds and lists of articles write them."""

from __future__ import annotations

from articles.readers.timestamps import Stamp, from_unix, stamp
from tests.each import for_each

GIVEN = {
    "Thu, 02 May 2024 19:40:00 +0000": "2024-05-02T19:40:00+00:00",
    "Thu, 2 May 24 19:40 EST": "2024-05-02T19:40:00-05:00",
    "Thu, 02 May 2024 21:40:00 +0200 (CEST)": "2024-05-02T21:40:00+02:00",
    "2024-05-02T21:40:00+02:00": "2024-05-02T21:40:00+02:00",
    "2024-05-02T19:40:00.123Z": "2024-05-02T19:40:00+00:00",
    "20240502T194000Z": "2024-05-02T19:40:00+00:00",
    "20240502": "2024-05-02",
    "2024-05-02 19:40:00": "2024-05-02",
    "Seg, 24 Set 2018 10:00:00 -0300": "2018-09-24T10:00:00-03:00",
    "lun, 14 mar 2022": "2022-03-14",
    "jeudi 5 octobre 2013": "2013-10-05",
    "2022年3月14日": "2022-03-14",
    "14/03/2022": "2022-03-14",
    "3/14/2022": "2022-03-14",
    "Thu May 02 2024 21:40:00 GMT+0200 (Central European Summer Time)": "2024-05-02T21:40:00+02:00",
    "Thu May 02 19:40:00 +0000 2024": "2024-05-02T19:40:00+00:00",
    "May 2, 2024 7:40 PM EDT": "2024-05-02T19:40:00-04:00",
    "Wed, Mar 3, 2021 at 12:12 AM GMT": "2021-03-03T00:12:00+00:00",
    "1714678800": "2024-05-02T19:40:00+00:00",
    "1714678800000": "2024-05-02T19:40:00+00:00",
    "Thu, 02 May 2024 25:40:00 GMT": "2024-05-02",
    "2024-02-31T00:00:00Z": "",
    "soon": "",
    "9" * 500: "",
    "": "",
}


@for_each("given, read", GIVEN.items())
def test_a_time_keeps_the_offset_of_its_source_and_without_a_zone_gives_its_day(given: str, read: str) -> None:
    assert stamp(given) == Stamp(read)


def test_one_minute_written_in_two_zones_is_one_instant() -> None:
    for offset, name in (("+0300", "MSK"), ("+0100", "CET"), ("+0200", "CEST"), ("+0900", "JST")):
        assert stamp(f"Mon, 14 Mar 2022 12:00:00 {offset}") == stamp(f"Mon, 14 Mar 2022 12:00:00 {name}")


def test_a_zone_that_means_several_gives_the_day_and_says_so() -> None:
    read = stamp("Mon, 14 Mar 2022 12:00:00 IST")
    assert read == Stamp("2022-03-14", "the time zone IST is not known: only the day is given")


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    assert stamp("03/04/2022") == Stamp("", "03/04/2022 may be two days: no date is given")
    assert stamp("04/04/2022") == Stamp("2022-04-04")


def test_numbers_that_are_no_time_give_none() -> None:
    assert [from_unix(n) for n in (float("inf"), float("nan"), 1e300)] == [Stamp()] * 3
