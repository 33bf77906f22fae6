"""Bytes under a label: what browsers make of it, and what is told where it is wrong or unknown."""

from __future__ import annotations

from articles.readers.charsets import codec_of, decode_as
from tests.each import for_each

READ = {
    "iso-8859-1": ("“Nobody listened” – 40 €", "cp1252"),
    "us-ascii": ("“Nobody listened”", "cp1252"),
    "utf-8": ("Åre – 東京", "utf-8"),
    "UTF-16LE": ("Åre", "utf-16-le"),
    "koi8-r": ("паром ударился", "koi8-r"),
    "windows-1251": ("паром ударился", "cp1251"),
    "iso-2022-jp": ("東京の港", "iso2022_jp"),
    "Shift_JIS": ("東京①", "cp932"),
    "gb2312": ("汉字鎔", "gb18030"),
    "ks_c_5601-1987": ("항구", "cp949"),
    "iso-8859-9": ("Işık “liman”", "cp1254"),
    "tis-620": ("ท่าเรือ", "cp874"),
}


@for_each("label, text, codec", [(label, *given) for label, given in READ.items()])
def test_a_label_means_what_browsers_take_it_for(label: str, text: str, codec: str) -> None:
    read, _ = decode_as(text.encode(codec), label)
    assert read == text


@for_each("label", ["iso-8859-8-i", "cp-850", "x-mac-cyrillic"])
def test_a_label_under_another_name_is_told(label: str) -> None:
    codec, known = codec_of(label)
    assert codec
    assert not known
    text = {"iso-8859-8-i": "נמל", "cp-850": "Brückÿ", "x-mac-cyrillic": "порт"}[label]
    read, notices = decode_as(text.encode(codec), label)
    assert read == text
    assert notices == (f"encoding {label} read as {codec.upper()}",)


@for_each("label", ["unknown-8bit", "x-unknown", "unicode_escape", "zip", "idna", "a" * 99, "é\0", "../../etc"])
def test_a_label_that_nobody_knows_is_guessed_for_and_told(label: str) -> None:
    read, notices = decode_as("„Fähre“ am Pier".encode("cp1252"), label)
    assert read == "„Fähre“ am Pier"
    assert "is not known: guessed" in notices[0]
    assert all(notice.isprintable() for notice in notices)


def test_sound_utf_8_is_that_whatever_a_label_of_one_byte_a_character_says() -> None:
    assert decode_as("jetée".encode(), "iso-8859-1") == ("jetée", ())
    assert decode_as("茅".encode("gb18030"), "gb2312") == ("茅", ())


def test_damaged_bytes_are_shown_and_counted() -> None:
    assert decode_as(b"\xff\xfe\x41", "utf-16") == ("\ufffd", ("1 damaged character shown as \ufffd",))
    text, notices = decode_as("東京".encode("cp932") + b"\x81", "shift_jis")
    assert text == "東京\ufffd"
    assert notices == ("1 damaged character shown as \ufffd",)


def test_nothing_is_nothing() -> None:
    assert decode_as(b"", "") == decode_as(b"", "unknown-8bit") == ("", ())
