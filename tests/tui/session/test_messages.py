"""What matters stands until it could be read and a key follows; all that was said can be read again."""

from __future__ import annotations

from tui.session.messages import LEAST_SECONDS, MOST_KEPT, Messages, Said

DAMAGE = "annotations.json was damaged"


def texts(messages: Messages) -> list[str]:
    return [notice.text for notice in messages.standing]


def test_a_key_takes_away_what_stood_long_enough_to_be_read() -> None:
    messages = Messages()
    messages.notify([DAMAGE], warn=True)
    assert not messages.pressed(100.0), "it was not on the screen yet"
    messages.drawn(1, 100.0)
    messages.drawn(1, 101.0)
    assert not messages.pressed(100.0 + LEAST_SECONDS / 2)
    messages.say("claim added")
    assert texts(messages) == [DAMAGE]
    assert messages.pressed(100.0 + LEAST_SECONDS)
    assert messages.standing == ()
    assert not messages.pressed(200.0)


def test_a_long_one_stands_longer() -> None:
    messages = Messages()
    messages.notify(["x" * 400])
    messages.drawn(1, 0.0)
    assert not messages.pressed(7.9)
    assert messages.pressed(8.0)


def test_what_had_no_room_is_not_taken_away_with_what_had() -> None:
    messages = Messages()
    messages.notify(["one", "two"])
    messages.drawn(1, 0.0)
    assert messages.pressed(10.0)
    assert texts(messages) == ["two"]
    messages.drawn(1, 11.0)
    assert not messages.pressed(12.0)


def test_failures_come_first_then_warnings_then_the_rest_as_they_came() -> None:
    messages = Messages()
    messages.notify(["read as Windows-1252", "", "unknown theme"])
    messages.notify(["changed in another window"], warn=True)
    messages.fail("Not saved: no space")
    assert texts(messages) == [
        "Not saved: no space",
        "changed in another window",
        "read as Windows-1252",
        "unknown theme",
    ]


def test_a_failure_stands_as_long_as_it_lasts_and_is_kept_once() -> None:
    messages = Messages()
    for _ in range(3):
        messages.fail("Not saved")
    messages.drawn(1, 0.0)
    messages.pressed(100.0)
    assert texts(messages) == ["Not saved"]
    messages.fail("")
    assert messages.standing == ()
    assert [said.text for said in messages.said] == ["Not saved"]


def test_what_is_said_again_is_to_be_read_again() -> None:
    messages = Messages()
    messages.notify([DAMAGE])
    messages.drawn(1, 0.0)
    messages.notify([DAMAGE])
    assert not messages.pressed(100.0)
    assert texts(messages) == [DAMAGE]


def test_all_that_was_said_is_kept_the_newest_last() -> None:
    messages = Messages()
    messages.say("claim added")
    messages.say("")
    messages.notify([DAMAGE], warn=True)
    assert list(messages.said) == [Said("claim added"), Said(DAMAGE, warn=True)]
    for n in range(MOST_KEPT):
        messages.say(str(n))
    assert len(messages.said) == MOST_KEPT
