"""Mails: what of one is the article, what its head tells, what is folded; mailboxes; damaged mails."""

from __future__ import annotations

import base64
import quopri
from typing import TYPE_CHECKING

import pytest

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.model import Kind
from articles.readers import mail, mailbox
from articles.readers.formats import format_of
from tests.each import for_each

if TYPE_CHECKING:
    from articles.readers.reading import Reading

FIRST = "The harbour office said on Thursday that the pier would stay closed until the end of the week."
SECOND = "Ferries will run every two hours until Sunday, the operator told passengers in the hall."
THIRD = "“Nobody listened to the people on the bridge,” the chair of the seafarers’ union said on Friday."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def made(body: str | bytes, *fields: str, kind: str = "text/plain; charset=utf-8", coded: str = "8bit") -> bytes:
    """A mail with these header fields beside the usual ones."""
    named = {field.partition(":")[0] for field in fields}
    usual = [
        "From: Quay Times <news@quay.example>",
        "Subject: Pier closed",
        "Date: Thu, 02 May 2024 21:40:00 +0200",
        "Message-ID: <1@quay.example>",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        f"Content-Transfer-Encoding: {coded}",
    ]
    head = "\n".join([*fields, *(field for field in usual if field.partition(":")[0] not in named)])
    return f"{head}\n\n".encode() + (body if isinstance(body, bytes) else body.encode())


def parts(kind: str, *bodies: bytes, preamble: str = "") -> tuple[bytes, str]:
    """The body and the content type of a mail of parts, each with its own head."""
    body = preamble.encode() + b"".join(b"--=_b\n" + part + b"\n" for part in bodies) + b"--=_b--\n"
    return body, f'multipart/{kind}; boundary="=_b"'


def text_part(text: str, kind: str = "text/plain; charset=utf-8", *fields: str) -> bytes:
    return "\n".join([f"Content-Type: {kind}", *fields, "", text]).encode()


def one(data: bytes) -> Reading:
    assert format_of(data).name == "a mail"
    (reading,) = mail.read(data, "a.eml")
    return reading


def shown(reading: Reading) -> list[str]:
    """What a person sees without unfolding anything."""
    return [p.shown for p in paragraphs(reading.blocks, reading.title) if p.kind is not Kind.BOILERPLATE]


def folded(reading: Reading) -> dict[str, str]:
    return {p.shown: p.reason for p in paragraphs(reading.blocks, reading.title) if p.kind is Kind.BOILERPLATE}


def test_a_mail_is_its_text_under_its_subject_with_what_its_head_tells() -> None:
    reading = one(made(TEXT, "Subject: =?utf-8?Q?Pier_closed_=E2=80=93_week?=", "Archived-At: <https://a.example/1>"))
    assert shown(reading) == ["Pier closed – week", FIRST, SECOND, THIRD]
    assert (reading.title, reading.date) == ("Pier closed – week", "2024-05-02T21:40:00+02:00")
    assert (reading.source, reading.outlet) == ("https://a.example/1", "")
    assert reading.origins["title"] == "Subject"
    assert reading.notices == ()


OUTLETS = {
    (): "",
    ("List-Unsubscribe: <mailto:u@q.example>",): "Quay Times",
    ("List-Id: <news.quay.example>",): "Quay Times",
    ("Precedence: bulk",): "Quay Times",
    ("List-Id: <talk.quay.example>", "List-Post: <mailto:talk@quay.example>"): "",
    ("List-Id: <news.quay.example>", "List-Post: NO"): "Quay Times",
    ("List-Id: <x.example>", "From: Ann via Talk <talk@x.example>"): "",
}


@for_each("fields, outlet", OUTLETS.items())
def test_the_sender_is_the_outlet_of_a_newsletter_alone(fields: tuple[str, ...], outlet: str) -> None:
    assert one(made(TEXT, *fields)).outlet == outlet


SOURCES = {
    ("Quay Times", "From"): made(TEXT),
    ("news.quay.example", "the mail"): made(TEXT, "List-Id: Quay news <news.quay.example>"),
    ("https://q.example/v?a=1", "the mail"): made(
        f"View this email in your browser:\nhttps://q.example/v?a=1\n\n{TEXT}"
    ),
    ("https://q.example/v?a=1&b=2", "the mail"): made(
        f'<p><a class="x" href="https://q.example/v?a=1&amp;b=2"><b>Im Browser</b> ansehen</a></p><p>{FIRST}</p>',
        kind="text/html",
    ),
}


@for_each("source, data", SOURCES.items())
def test_the_source_is_where_the_mail_can_be_seen_else_who_sent_it(source: tuple[str, str], data: bytes) -> None:
    reading = one(data)
    assert (reading.source, reading.origins["source"]) == source


def test_a_link_with_the_words_of_the_subject_leads_to_the_article() -> None:
    html = f"<h1><a href='https://q.example/p/pier?a=1&amp;b=2'>Pier closed <b>for a week</b></a></h1><p>{FIRST}</p>"
    fields = ("Subject: Pier closed for a week", "List-Id: <q.example>")
    body, kind = parts("alternative", text_part(TEXT), text_part(html, "text/html"))
    for data in (made(html, *fields, kind="text/html"), made(body, *fields, kind=kind)):
        assert one(data).source == "https://q.example/p/pier?a=1&b=2"


def test_a_subject_loses_the_name_of_its_list_alone() -> None:
    assert one(made(TEXT, "Subject: [ports] Re: Pier shut", "List-Id: <ports.x.example>")).title == "Pier shut"
    assert one(made(TEXT, "Subject: [Update] Pier shut", "List-Id: <ports.x.example>")).title == "[Update] Pier shut"


ALERT = (
    "From: Google Alerts <googlealerts-noreply@google.com>",
    "Subject: Google Alert - ferry",
    "List-Unsubscribe: <https://www.google.com/alerts>",
)
SEARCH = "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga"


def test_entries_of_an_alert_are_articles_with_their_own_outlet_and_address() -> None:
    plain = (
        f"=== News - 2 new results for [ferry] ===\n\nFerry strikes pier\nPier Post\n{FIRST}\nIt was ...\n"
        f"<{SEARCH.format('https://pier.example/a')}>\nSee all stories:\n<https://www.google.com/url?q=https://g.example>"
        f"\n\nTram stops\n{SECOND}\n<{SEARCH.format('https://q.example/tram')}>\n\n- - - - -\nUnsubscribe:\n"
        "<https://www.google.com/alerts/remove?x=1>\n"
    )
    html = "".join(
        f'<a href="{SEARCH.format(address).replace("&", "&amp;")}"><span>{title}</span></a>'
        for address, title in (
            ("https://pier.example/a", "Ferry strikes pier"),
            ("https://q.example/tram", "Tram stops"),
        )
    )
    body, kind = parts("alternative", text_part(plain), text_part(html, "text/html"))
    ferry, tram = mail.read(made(body, *ALERT, kind=kind), "a.eml")
    assert (ferry.title, ferry.outlet, ferry.source) == ("Ferry strikes pier", "Pier Post", "https://pier.example/a")
    assert (ferry.date, tram.outlet, tram.source) == ("", "", "https://q.example/tram")
    assert shown(ferry) == ["Ferry strikes pier", f"{FIRST} It was ..."]
    assert ferry.notices == ("from an alert of 2024-05-02", "only an excerpt: the text breaks off")
    ferry, tram = mail.read(made(html, *ALERT, kind="text/html"), "a.eml")
    assert (ferry.title, tram.source, tram.text) == ("Ferry strikes pier", "https://q.example/tram", "")
    reading = one(made(TEXT, *ALERT))
    assert (shown(reading)[1:], reading.outlet) == ([FIRST, SECOND, THIRD], "")


ENCODED = {
    "quoted-printable": made(
        quopri.encodestring(TEXT.encode()), kind="text/plain; charset=utf-8", coded="quoted-printable"
    ),
    "base64": made(base64.encodebytes(TEXT.encode()), coded="base64"),
    "curly quotes under ISO-8859-1": made(TEXT.encode("cp1252"), kind="text/plain; charset=iso-8859-1"),
    "no label": made(TEXT.encode("cp1252"), kind="text/plain"),
    "CR LF": made(TEXT.replace("\n", "\r\n")).replace(b"\n\nThe", b"\r\n\r\nThe"),
    "flowed": made(TEXT.replace(" the ", " the \n"), kind="text/plain; charset=utf-8; format=flowed"),
    "delsp": made(TEXT.replace("harbour", "har \nbour"), kind="text/plain; charset=utf-8; format=flowed; delsp=yes"),
}


@for_each("data", ENCODED.values(), lambda data: data[:400].decode())
def test_a_text_comes_out_of_every_encoding_as_it_was_written(data: bytes) -> None:
    assert shown(one(data)) == ["Pier closed", FIRST, SECOND, THIRD]


@for_each("label", ["unknown-8bit", "cp-850", "iso-8859-8-i", "x-none"])
def test_a_charset_that_is_not_known_is_told(label: str) -> None:
    text = "נמל נסגר" if "8859" in label else "Fähre am Pier"
    codec = {"cp-850": "cp850", "iso-8859-8-i": "iso8859-8"}.get(label, "cp1252")
    reading = one(made(text.encode(codec), kind=f"text/plain; charset={label}"))
    assert text in reading.text
    assert any(f"encoding {label}" in notice for notice in reading.notices)


def test_header_fields_are_decoded_in_every_way_that_mails_write_them() -> None:
    subjects = {
        "=?iso-8859-1?Q?J=F6rg_=93so=94?=": "Jörg “so”",
        "=?utf-8?B?UGllciA=?=\n =?utf-8?B?Y2xvc2Vk?=": "Pier closed",
        "=?utf-8?B?w?= =?utf-8?B?o?=": "=?utf-8?B?w?= =?utf-8?B?o?=",
        "Re: =?x-none?Q?Pier?= shut": "Pier shut",
        "WG: Fwd: Pier": "Pier",
        "Jörg ist da": "Jörg ist da",
    }
    subjects["=?utf-8?B?w?= =?utf-8?B?o?="] = "wo"
    for raw, read in subjects.items():
        assert one(made(TEXT, f"Subject: {raw}")).title == read, raw


QUOTE = "> " + TEXT.rstrip().replace("\n", "\n> ")
WROTE = "On Thu, 2 May 2024 at 21:40, Quay Times <news@quay.example>\nwrote:"


def test_what_is_answered_and_the_signature_are_folded() -> None:
    reading = one(
        made(f"{FIRST}\n\n{SECOND}\n\n{SECOND} So.\n\n{THIRD}\n\n{WROTE}\n\n{QUOTE}\n\n-- \nAnn Brandt\nDesk\n")
    )
    assert shown(reading) == ["Pier closed", FIRST, SECOND, f"{SECOND} So.", THIRD]
    assert set(folded(reading).values()) == {"quote", "mail", "signature"}
    assert folded(reading)["Desk"] == "signature"


def test_a_long_quote_under_a_short_note_is_the_article() -> None:
    reading = one(made(f"Worth a read. Ann\n\n{WROTE}\n\n{QUOTE}\n"))
    assert shown(reading) == ["Pier closed", FIRST, SECOND, THIRD]
    assert folded(reading)["Worth a read. Ann"] == "note"


FOOTERS = {
    "--\nYou receive this because you subscribed. Unsubscribe: https://q.example/u": 2,
    "-- \nSie erhalten diesen Newsletter, weil Sie ihn bestellt haben.\nQuay Times, Ship Street 4": 3,
    "_______________________________________________\ntalk mailing list\nhttps://lists.example/talk": 3,
    "Unsubscribe | Manage preferences\n\nQuay Times, Ship Street 4, Port Almer": 2,
    "Sent from my iPhone": 1,
}


@for_each("footer, lines", FOOTERS.items())
def test_what_a_newsletter_says_of_itself_is_folded(footer: str, lines: int) -> None:
    reading = one(made(f"{TEXT}\n{footer}\n"))
    assert shown(reading) == ["Pier closed", FIRST, SECOND, THIRD]
    assert len(folded(reading)) == lines
    assert set(folded(reading).values()) <= {"newsletter", "signature"}


def test_a_rule_between_the_items_of_a_newsletter_ends_nothing() -> None:
    reading = one(made(f"{TEXT}\n-- \n{(FIRST + ' ') * 4}\n\n{(SECOND + ' ') * 4}\n"))
    assert len(shown(reading)) == 6


HEADS = {
    "gmail": "---------- Forwarded message ---------\nFrom: Pier Post <p@p.example>\n"
    "Date: Wed, Mar 3, 2021 at 6:12 AM\nSubject: Ferry hits pier\nTo: <ann@x.example>\n",
    "apple": "Begin forwarded message:\n\nFrom: Pier Post <p@p.example>\nSubject: Ferry hits pier\n"
    "Date: 3 March 2021 at 06:12:00 GMT\nTo: ann@x.example\n",
    "thunderbird": "-------- Weitergeleitete Nachricht --------\nBetreff: \tFerry hits pier\n"
    "Datum: \tWed, 3 Mar 2021 06:12:00 +0000\nVon: \tPier Post <p@p.example>\nAn: \tann@x.example\n",
    "outlook": "From: Pier Post <p@p.example>\nSent: Wednesday, March 3, 2021 6:12 AM\nTo: Ann\n"
    "Subject: Ferry hits pier\n",
    "french": "---------- Message transféré ---------\nDe : Pier Post <p@p.example>\nDate: mer. 3 mars 2021 à 06:12\n"
    "Objet : Ferry hits pier\nÀ : ann\n",
}


@for_each("head", HEADS.values())
def test_what_is_forwarded_in_the_text_is_the_article_with_its_own_subject_and_date(head: str) -> None:
    lines = head.replace("<", "&lt;").replace("\n", "<br>")
    for data in (
        made(f"See below.\n\nAnn\n\n{head}\n\n{TEXT}", "Subject: Fwd: look"),
        made(
            f"<div>See below.<br>Ann</div><div class='gmail_quote'>{lines}<br><br>"
            f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>",
            "Subject: Fwd: look",
            kind="text/html; charset=utf-8",
        ),
    ):
        reading = one(data)
        assert shown(reading) == ["Ferry hits pier", FIRST, SECOND, THIRD]
        assert (reading.title, reading.date[:10], reading.source) == ("Ferry hits pier", "2021-03-03", "Pier Post")
        assert folded(reading).keys() > {"See below."} or "See below. Ann" in folded(reading)


def test_an_answer_above_an_original_message_is_the_article() -> None:
    answer = f"{TEXT}\n{FIRST} Again.\n\n-----Original Message-----\n{HEADS['outlook']}\nOld text of the other.\n"
    reading = one(made(answer, "Subject: Re: Pier closed"))
    assert shown(reading) == ["Pier closed", FIRST, SECOND, THIRD, f"{FIRST} Again."]
    assert (reading.title, reading.date) == ("Pier closed", "2024-05-02T21:40:00+02:00")


def test_a_short_answer_above_a_short_mail_is_the_text() -> None:
    reading = one(made(f"Yes, the pier is shut.\n\n----- Original Message -----\n{HEADS['outlook']}\nIs it shut?\n"))
    assert shown(reading) == ["Pier closed", "Yes, the pier is shut."]
    assert reading.title == "Pier closed"


HTML = f"<h1>Pier closed</h1><p>{FIRST}</p><h2>Union objects</h2><p>{THIRD}</p>"


@for_each(
    "plain, kept",
    [
        (TEXT, [FIRST, SECOND, THIRD]),
        ("View this mail in a program that shows HTML.", [FIRST, "Union objects", THIRD]),
        ("", [FIRST, "Union objects", THIRD]),
        (
            f"{FIRST} <https://q.example/1>\n\nUnion objects <https://q.example/2>\n[https://q.example/3]\n"
            f"{THIRD} <https://q.example/4>",
            [FIRST, "Union objects", THIRD],
        ),
    ],
)
def test_of_alternatives_the_one_that_holds_the_text_is_read(plain: str, kept: list[str]) -> None:
    html = text_part(f"<html><head><style>p {{color: red}}</style></head><body>{HTML}</body></html>", "text/html")
    body, kind = parts("alternative", text_part(plain), html)
    assert shown(one(made(body, kind=kind))) == ["Pier closed", *kept]


def test_texts_beside_each_other_are_read_in_order_and_attachments_named() -> None:
    related, related_kind = parts(
        "related", text_part(f"<p>{FIRST}</p>", "text/html"), b"Content-Type: image/png\nContent-ID: <i>\n\nx"
    )
    attachment = "Content-Disposition: attachment"
    body, kind = parts(
        "mixed",
        f"Content-Type: {related_kind.replace('=_b', '=_r')}\n\n".encode() + related.replace(b"=_b", b"=_r"),
        text_part(SECOND),
        text_part("x", 'application/pdf; name="=?utf-8?Q?F=C3=A4hre.pdf?="', attachment),
        text_part("Not read.", "text/plain", f"{attachment}; filename*=utf-8''n%C3%B6t.txt"),
    )
    reading = one(made(body, kind=kind))
    assert shown(reading) == ["Pier closed", FIRST, SECOND]
    assert reading.notices == ("attached and not read: Fähre.pdf, nöt.txt",)


def test_mails_in_a_mail_are_articles_with_their_own_facts_and_bytes() -> None:
    inner = made(TEXT, "Subject: Ferry hits pier", "Date: Wed, 03 Mar 2021 06:12:00 +0000")
    body, kind = parts("mixed", text_part("FYI"), b"Content-Type: message/rfc822\n\n" + inner)
    reading = one(made(body, kind=kind))
    assert (reading.title, reading.date) == ("Ferry hits pier", "2021-03-03T06:12:00+00:00")
    assert reading.notices == ("forwarded with a note: FYI",)
    assert b"Subject: Ferry hits pier" in (reading.original or b"")
    digest, kind = parts("digest", b"\n" + inner, b"\n" + made(TEXT, "Subject: Tram stops"))
    assert [r.title for r in mail.read(made(digest, kind=kind), "a.eml")] == ["Ferry hits pier", "Tram stops"]
    body, kind = parts("mixed", text_part(TEXT), b"Content-Type: message/rfc822\n\n" + inner)
    assert [r.title for r in mail.read(made(body, kind=kind), "a.eml")] == ["Pier closed", "Ferry hits pier"]


def test_a_mail_without_text_has_no_paragraphs_and_a_notice() -> None:
    for body, kind in ((b"", "text/plain"), (b"\n \n", "text/plain"), (b"%PDF-", "application/pdf")):
        reading = one(made(body, kind=kind))
        assert (reading.text, reading.blocks) == ("", [])
        assert "an entry without a text" in reading.notices


def test_an_encrypted_mail_says_so() -> None:
    body, kind = parts("encrypted", b"Content-Type: application/pgp-encrypted\n\nVersion: 1", text_part("-----BEGIN"))
    reading = one(made(body, kind=kind))
    assert reading.notices[0] == "the mail is encrypted or sealed: its text cannot be read here"


def test_damage_in_the_parts_loses_no_text_and_is_told() -> None:
    body, _ = parts("alternative", text_part(TEXT))
    wrong = one(made(body, kind='multipart/alternative; boundary="other"'))
    assert shown(wrong) == ["Pier closed", FIRST, SECOND, THIRD]
    assert wrong.notices == ("damaged mail: the boundary of its parts was put right",)
    missing = one(made(TEXT, kind="multipart/mixed"))
    assert shown(missing) == ["Pier closed", FIRST, SECOND, THIRD]
    assert missing.notices == ("damaged mail: the boundary of its parts is missing",)
    cut = one(made(body[: body.index(b"the chair")], kind='multipart/alternative; boundary="=_b"'))
    assert shown(cut)[:3] == ["Pier closed", FIRST, SECOND]
    coded = one(made(base64.encodebytes(TEXT.encode())[:-30] + b"*!", coded="base64"))
    assert shown(coded)[:3] == ["Pier closed", FIRST, SECOND]


ODD_FIELDS = [
    "From: ",
    "From: =?utf-8?B?////?= <<>>@@",
    "Date: yesterday",
    "Content-Type: text",
    "Content-Type: text/plain; charset*=utf-8''%ff; charset=é",
    'Content-Type: multipart/mixed; boundary=""',
    "Content-Type: message/rfc822",
    "Content-Disposition: ;;;",
    "List-Id: <<<>",
    "Subject: \x1b[31m\u202ered",
    "Subject:" + " =?utf-8?Q?a?=" * 2_000,
]


@for_each("field", ODD_FIELDS, lambda field: repr(field[:60]))
def test_no_field_however_odd_keeps_a_mail_from_being_read(field: str) -> None:
    readings = mail.read(made(TEXT, field), "a.eml")
    assert any(FIRST in reading.text for reading in readings)
    assert "\x1b" not in readings[0].title


def test_a_nul_and_escape_sequences_never_come_through() -> None:
    reading = one(made(TEXT.replace("harbour", "har\0bour").replace("pier", "\x1b[31mpier")))
    assert shown(reading) == ["Pier closed", FIRST, SECOND, THIRD]
    assert reading.notices == ("2 control or invisible characters taken out",)


def nested(depth: int) -> bytes:
    inside = b"Message-ID: <2@x>\nContent-Type: message/rfc822\n\n"
    return made(inside * depth + made(TEXT), kind="message/rfc822")


def test_bombs_of_parts_are_refused_or_cut_in_one_line() -> None:
    body, kind = parts("mixed", *[text_part("a")] * 10_000)
    with pytest.raises(NewsreaderError, match=r"a\.eml: a mail of more than 2,000 parts"):
        mail.read(made(body, kind=kind), "a.eml")
    with pytest.raises(
        NewsreaderError, match=r"a\.eml: a mail (with mails in mails without end|of more than 2,000 parts)"
    ):
        mail.read(nested(5_000), "a.eml")
    (reading,) = mail.read(nested(20), "a.eml")
    assert "mails that stand too deep in others are left out" in reading.notices


def test_a_mailbox_gives_an_article_for_each_mail_with_its_own_bytes() -> None:
    mails = [
        made(TEXT.replace("\n\n", "\n\n>From here on it is quiet.\n\n", 1)),
        made("", "Subject: Empty"),
        made(TEXT, "Subject: Tram stops"),
    ]
    envelope = b"From news@quay.example Thu May  2 19:40:00 2024\n"
    data = b"".join(envelope + one + b"\n" for one in mails)
    assert format_of(data).name == "a mailbox"
    first, empty, last = mailbox.read(data, "a.mbox")
    assert "From here on it is quiet." in shown(first)
    assert first.original == mails[0].replace(b"\n>From ", b"\nFrom ") + b"\n"
    assert (empty.text, empty.title, empty.notices) == ("", "Empty", ("an entry without a text",))
    assert (last.title, last.source) == ("Tram stops", "Quay Times")
    assert [reading.title for reading in mailbox.read(data.replace(b"\n", b"\r\n"), "a.mbox")] == [
        "Pier closed",
        "Empty",
        "Tram stops",
    ]


def test_a_mail_of_a_mailbox_that_cannot_be_read_is_left_out_and_told() -> None:
    body, kind = parts("mixed", *[text_part("a")] * 2_100)
    envelope = b"From - Thu May  2 19:40:00 2024\n"
    (reading,) = mailbox.read(envelope + made(body, kind=kind) + b"\n" + envelope + made(TEXT), "a.mbox")
    assert reading.notices == ("mail 1: a mail of more than 2,000 parts: left out",)
    with pytest.raises(NewsreaderError, match=r"a\.mbox: mail 1: a mail of more than 2,000 parts"):
        mailbox.read(envelope + made(body, kind=kind), "a.mbox")


PASTED = (
    "From: Quay Briefing <b@quay.example>\nTo: r@x.example\nSubject: Pier closed\n"
    "Date: Wed, 3 Mar 2021 06:12:00 +0100\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + TEXT
)


@for_each(
    "data",
    [
        PASTED.encode(),
        b"From the pier at 9:40 it was seen.\nNote: nothing moved.\n",
        b"Subject: x\n\nText",
        b"Title: x\nURL Source: https://x.example\n\nText",
        b"Rome: talks fail\nParis: talks go on\n\nX-ray: none",
    ],
)
def test_text_that_only_looks_like_mail_is_text(data: bytes) -> None:
    assert format_of(data).name == "text"


def test_mail_is_known_in_every_wrapping() -> None:
    data = made(TEXT)
    apple = f"{len(data)}  \n".encode() + data + b'<?xml version="1.0"?><plist><dict/></plist>'
    for wrapped in (data, apple, data.replace(b"\n", b"\r\n"), b"Received: by x\n" + data):
        assert shown(one(wrapped)) == ["Pier closed", FIRST, SECOND, THIRD]
