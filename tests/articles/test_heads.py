"""What stands above a text in mails, prints and exports of databases."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from articles.read import read_story
from tests.each import for_each

if TYPE_CHECKING:
    from articles.model import Article

PROSE = "The talks in the old customs house lasted until the early morning, and nobody would say what had been agreed."


def article(text: str) -> Article:
    return read_story(["-"], io.BytesIO(f"{text}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n".encode())).articles[0]


@for_each(
    "head",
    [
        "From: Morning Letter <letter@example.org>\nTo: me@example.org\nSubject: Talks end at last\n"
        "Date: Mon, 2 May 2022 06:12:00 +0200\nMIME-Version: 1.0",
        "Von: Ann Sample\nGesendet: Montag, 2. Mai 2022 06:12\nAn: Bo Example\nBetreff: WG: Talks end at last",
        "De : Ann Sample\nEnvoyé : lundi 2 mai 2022 06:12\nÀ : Bo Example\nObjet : TR : Talks end at last",
        "De: Ann Sample\nEnviado: lunes, 2 de mayo de 2022 6:12\nPara: Bo Example\nAsunto: RE: Talks end at last",
        "Da: Ann Sample\nInviato: lunedì 2 maggio 2022 06:12\nA: Bo Example\nOggetto: Talks end at last",
        "Van: Ann Sample\nVerzonden: maandag 2 mei 2022 06:12\nAan: Bo Example\nOnderwerp: Talks end at last",
        "От: Анна Образцова\nДата: 2 мая 2022\nКому: me@example.org\nТема: Talks end at last",
    ],
)
def test_the_subject_of_a_mail_is_the_headline_and_its_other_fields_are_folded(head: str) -> None:
    found = article(head)
    assert found.title == "Talks end at last"
    assert found.date[:10] == "2022-05-02"
    lines = head.count("\n") + 1
    assert sorted(p.kind for p in found.paragraphs[:lines]) == ["boilerplate"] * (lines - 1) + ["headline"]
    headline = next(p for p in found.paragraphs if p.kind == "headline")
    assert found.version.text[slice(*headline.to_span(0, len(headline.shown)))] == headline.shown


@for_each(
    "head",
    [
        "412 words\n2 May 2022\n06:12\nThe Example Courier\nEXCO\nEnglish\nCopyright 2022 The Example Courier",
        "289 Wörter\n2. Mai 2022\nBeispielblatt\nBBL\nDeutsch\n(c) 2022 Beispielblatt",
        "503 mots\n2 mai 2022\nLe Courrier\nCOUR\nFrançais\n© 2022 Le Courrier. Tous droits réservés",
        "Copyright 2022 Example Courier\nSection: NEWS; Pg. 4\nLength: 412 words\n2 May 2022",
    ],
)
def test_what_a_database_puts_above_a_text_is_folded(head: str) -> None:
    found = article(f"Talks in the customs house end\n\nBy Ann Sample\n{head}")
    lines = head.count("\n") + 1
    kinds = {p.kind.value for p in found.paragraphs[2 : 2 + lines]}
    assert kinds == {"boilerplate", "date"}
    assert (found.title, found.byline, found.date) == ("Talks in the customs house end", "By Ann Sample", "2022-05-02")


def test_a_documents_number_below_the_text_is_folded() -> None:
    found = article(f"Talks end\n\n{PROSE}\n\nDocument EXCO000020220502eh330001x").paragraphs
    assert [p.reason for p in found if p.shown.startswith("Document ")] == ["head"]


@for_each(
    "line",
    [
        "You receive this because you subscribed. Unsubscribe: https://example.org/u",
        "You are receiving this email because you signed up for our newsletter.",
        "View this email in your browser",
        "Sie erhalten diese E-Mail, weil Sie unseren Newsletter abonniert haben.",
        "Vous recevez cet e-mail car vous êtes abonné à notre lettre.",
    ],
)
def test_what_a_mailed_letter_says_of_itself_is_folded(line: str) -> None:
    found = article(f"Talks end\n\n{PROSE}\n\n{line}").paragraphs
    assert [p.reason for p in found if p.shown == line] == ["newsletter"]


def test_two_lines_with_colons_are_no_head_of_a_mail() -> None:
    found = article("Talks end\n\nTo: the river\nFrom: the hills").paragraphs
    assert "head" not in {p.reason for p in found}


def test_what_a_database_puts_below_a_text_is_folded() -> None:
    foot = ["Example Media Ltd", "Document EXCO000020220502eh330001x"]
    found = article(f"Talks end\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n" + "\n\n".join(foot)).paragraphs
    assert [p.reason for p in found if p.shown in foot] == ["head", "head"]
    text = f"Talks end\n\nBy Ann Sample\n\n{PROSE}\n\n{PROSE}\n\nLOAD-DATE: May 3, 2022\n\nLANGUAGE: ENGLISH"
    found = read_story(["-"], io.BytesIO(text.encode())).articles[0].paragraphs
    assert [p.reason for p in found[-2:]] == ["head", "head"]


def test_edition_and_page_between_the_count_of_words_and_the_rights_are_folded() -> None:
    head = "412 words\n2 May 2022\nThe Example Courier\nEXCO\nMain\n3\nEnglish\n(c) 2022 Example Media Ltd"
    found = article(f"Talks in the customs house end\nAnn Sample\n{head}")
    assert found.byline == "Ann Sample"
    assert {p.reason for p in found.paragraphs if p.shown in ("Main", "3")} == {"head"}


def test_what_a_browser_prints_on_every_page_is_folded_inside_the_text() -> None:
    above, below = "02/05/2022, 18:52 Talks end | The Example Courier", "https://example.org/talks {}/2"
    page = f"{above}\n\n{{}}\n\n{PROSE}\n\n{PROSE}\n\n{below}\n\n"
    text = page.format("Talks end", 1) + page.format(PROSE, 2)
    found = read_story(["-"], io.BytesIO(text.encode())).articles[0].paragraphs
    assert [p.shown for p in found if p.kind != "boilerplate"] == ["Talks end", *[PROSE] * 5]


def test_a_mail_forwarded_in_a_mail_loses_its_head_and_nothing_else() -> None:
    head = (
        "From: Bo Example <bo@example.org>\nTo: me@example.org\nSubject: Fwd: Talks end\n"
        "Date: Mon, 2 May 2022 06:12:00 +0200"
    )
    inner = (
        "---------- Forwarded message ---------\nFrom: Ann <a@example.org>\nDate: Sun, 1 May 2022\n"
        "Subject: Talks end\nTo: <b@example.org>"
    )
    found = article(f"{head}\n\nLook at this one.\n\n{inner}")
    assert (found.title, found.date[:10], found.byline) == ("Talks end", "2022-05-02", "")
    assert [p.shown for p in found.paragraphs if p.kind == "body"] == ["Look at this one.", *[PROSE] * 3]


def test_below_the_mark_at_the_end_of_a_mail_stands_its_signature() -> None:
    text = f"Von: Ann\nAn: Bo\nBetreff: Talks end\n\n{PROSE}\n\n{PROSE}\n\n-- \nDiesen Brief abbestellen: https://example.org/u\n"
    found = read_story(["-"], io.BytesIO(text.encode())).articles[0].paragraphs
    assert found[-1].reason == "signature"
