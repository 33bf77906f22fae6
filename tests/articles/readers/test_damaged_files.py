"""Files of mail, feeds and JSON with damage at random: read or refused, and what is read obeys what all rely on."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.form import text_form_1
from articles.readers import feeds, json_articles, mail, mailbox, mhtml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from articles.readers.reading import Reading

TEXT = "The pier would stay closed, the office said.\n\nFerries run every two hours – “for now”, it told passengers."
HEAD = (
    "From: =?utf-8?Q?J=C3=B6rg?= <j@q.example>\nSubject: Fwd: =?utf-8?B?UGllcg==?= shut\nMessage-ID: <1@q>\n"
    "Date: Thu, 02 May 2024 21:40:00 +0200\nMIME-Version: 1.0\n"
)
MAIL = (
    f'{HEAD}Content-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: multipart/alternative; boundary="b"\n\n'
    f"--b\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n{TEXT}\n\nOn Friday Ann wrote:\n> {TEXT}\n-- \nJ\n"
    f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    f"<p>{TEXT}=20</p>\n--b--\n"
    f"--a\nContent-Type: message/rfc822\n\n{HEAD}\n{TEXT}\n--a--\n"
).encode()
PAGE = (
    f"From: <Saved by Blink>\nSnapshot-Content-Location: https://q.example/p\nMIME-Version: 1.0\n"
    f'Content-Type: multipart/related; boundary="c"\n\n--c\nContent-Type: text/html\nContent-Location: https://q.example/p'
    f"\n\n<html><title>Pier</title><body><h1>Pier</h1><p>{TEXT}</p></body></html>\n--c--\n"
).encode()
FEED = (
    '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay</title>'
    f"<item><title>Pier &amp; tram</title><link>https://q.example</link><pubDate>Thu, 02 May 2024 21:40 CEST</pubDate>"
    f"<description>{TEXT}</description><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item></channel></rss>"
).encode()
LIST = json.dumps(
    [{"title": "Pier", "text": TEXT, "authors": ["Ann"], "date": 1714678800, "source": {"name": "Q"}}] * 2
)
SAMPLES: dict[str, tuple[Callable[[bytes, str], Sequence[Reading]], bytes]] = {
    "mail": (mail.read, MAIL),
    "mailbox": (
        mailbox.read,
        b"From a Thu May  2 19:40:00 2024\n" + MAIL + b"\nFrom b Thu May  2 19:40:00 2024\n" + MAIL,
    ),
    "page": (mhtml.read, PAGE),
    "feed": (feeds.read, FEED),
    "JSON": (json_articles.read, LIST.encode()),
    "lines": (json_articles.read, LIST[1:-1].replace("}, {", "}\n{").encode()),
}
DAMAGE = [
    b"\n",
    b"\0",
    b"<",
    b"&",
    b"]]>",
    b"--a",
    b"\xff",
    b"=?x?b?",
    b'"',
    b"{",
    b"]",
    b"\n\n",
    b"\x1b[3m",
    b"\\ud800",
]


def damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        end = at + chance.choice([0, 0, 1, 20])
        again = data[max(0, at - 200) : at] if chance.random() < 0.2 else b""
        data = data[:at] + chance.choice([*DAMAGE, again]) + data[end:]
    return data


def test_damage_at_random_is_read_around_or_refused_and_never_a_fault() -> None:
    chance = random.Random(11)
    read = 0
    for name, (reader, sample) in SAMPLES.items():
        for _ in range(4 if name == "page" else 25):
            data = damaged(sample, chance)
            try:
                readings = reader(data, "a")
            except NewsreaderError:
                continue
            for reading in readings:
                read += 1
                assert reading.text == text_form_1(reading.text), (name, data)
                held = "".join(reading.text[span.start : span.end] for b in reading.blocks for span in b.spans)
                assert held.split() == reading.text.split() or "".join(held.split()) == "".join(reading.text.split())
                assert len(paragraphs(reading.blocks, reading.title)) <= len(reading.blocks)
    assert read > 80
