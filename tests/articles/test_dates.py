"""Dates as a person writes them into a field."""

from __future__ import annotations

from articles.dates import written_date
from tests.each import for_each


@for_each(
    "written, told",
    [
        ("2022-03-14", "2022-03-14"),
        (" 14 March 2022 ", "2022-03-14"),
        ("14. März 2022", "2022-03-14"),
        ("14.03.2022", "2022-03-14"),
        ("2022年3月14日", "2022-03-14"),
        ("2022-03-14T10:30+01:00", "2022-03-14T10:30+01:00"),
        ("2022-03-14 10:30:15Z", "2022-03-14T10:30:15Z"),
        ("2022-03-14T10:30", "2022-03-14T10:30"),
        ("2022-03-14T25:30Z", ""),
        ("2022-02-30", ""),
        ("2022-03", ""),
        ("last week", ""),
        ("14 March 2022 or so", ""),
        ("", ""),
    ],
)
def test_a_written_date_is_a_day_or_a_time_or_none(written: str, told: str) -> None:
    assert written_date(written) == told
