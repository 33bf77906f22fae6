"""The HTML of a mail: cut where mail programs put what is answered, forwarded or signed; its link to the browser."""

from __future__ import annotations

import re

from articles.form import one_line
from articles.readers.html_tokens import resolve
from articles.readers.mail_text import HEAD, QUOTE, SIGNATURE, Stretch

_OPENED = re.compile(r"<(blockquote|div|pre|span)\b([^<>]{1,500})>", re.IGNORECASE)
_QUOTES = re.compile(
    r"type=[\"']?cite\b|\b(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-forward-container|"
    r"divRplyFwdMsg|OLK_SRC_BODY_SECTION)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(r"\bmoz-cite-prefix\b", re.IGNORECASE)
_TO_THE_END = "divrplyfwdmsg"
"""What Outlook answers or forwards stands behind the element that tells of it, to the end of the mail."""

_SIGNED = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature)\b|\bid=[\"']?signature\b", re.IGNORECASE
)
_LINK = re.compile(
    r"<a\b[^<>]{0,200}?\bhref\s*=\s*[\"']?([^\"'\s<>]{1,2000})[^<>]{0,2000}>(.{0,400}?)</a", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")
_IN_BROWSER = re.compile(
    r"\b(?:(?:view|read|open|see|display) (?:this |it |the )?(?:e-?mail |message |newsletter |issue |story )?"
    r"(?:in|on|with) (?:your |a |the |my )?(?:web ?)?(?:browser|site)|view online|read online|(?:online|web) version|"
    r"view (?:in|on) (?:the )?web|im browser (?:an(?:sehen|zeigen|schauen)|öffnen|lesen)|(?:zur )?online-?version|"
    r"(?:voir|lire|afficher|ouvrir|consulter) .{0,30}(?:en ligne|navigateur)|version en ligne|"
    r"ver .{0,30}(?:en (?:el|tu|su) navegador|en línea)|(?:visualizza|apri) .{0,30}browser|ver no navegador|"
    r"открыть в браузере)",
    re.IGNORECASE,
)
_END_CODE_POINTS = 3_000
"""A plain text tells within so many at its top or its end where it can be seen in a browser."""

_PLAIN_LINK = re.compile(r"[^\n]{0,120}?\n?[^\n]{0,40}?[<(\[]?(https?://[^\s<>)\]]+)")


def stretches(markup: str) -> list[Stretch]:
    """The markup in order, cut where what is answered or forwarded, and the signature, begin and end."""
    found: list[Stretch] = []
    at = done = 0
    while (opened := _OPENED.search(markup, at)) is not None:
        at = opened.end()
        if _HEADS.search(opened[2]):
            sort = HEAD
        elif _QUOTES.search(opened[2]):
            sort = QUOTE
        elif _SIGNED.search(opened[2]):
            sort = SIGNATURE
        else:
            continue
        at = len(markup) if _TO_THE_END in opened[2].lower() else _end(markup, opened)
        found += [Stretch(markup[done : opened.start()]), Stretch(markup[opened.start() : at], sort)]
        done = at
    return [stretch for stretch in (*found, Stretch(markup[done:])) if stretch.text.strip()]


def browser_address(text: str, *, html: bool) -> str:
    """The address under which a mail says that it can be seen in a browser; empty where it says none."""
    if html:
        for link in _LINK.finditer(text):
            address = resolve(link[1])
            if address.startswith(("http://", "https://")) and is_browser_line(
                one_line(resolve(_TAG.sub("", link[2])))
            ):
                return address
        return ""
    for end in (text[:_END_CODE_POINTS], text[-_END_CODE_POINTS:]):
        said = _IN_BROWSER.search(end)
        below = _PLAIN_LINK.match(end, said.end()) if said else None
        if below:
            return below[1]
    return ""


def titled_address(markup: str, title: str) -> str:
    """The address that a link with the title's words leads to; empty where there is none, or the title is short."""
    wanted = _folded(title)
    if title.count(" ") < 2:
        return ""
    links = ((resolve(link[1]), _folded(resolve(_TAG.sub("", link[2])))) for link in _LINK.finditer(markup))
    return next((at for at, said in links if said == wanted and at.startswith(("http://", "https://"))), "")


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_browser_line(shown: str) -> bool:
    """Whether a short text offers to show the mail in a browser."""
    return len(shown) < 250 and _IN_BROWSER.search(shown) is not None


def _end(markup: str, opened: re.Match[str]) -> int:
    """Where the element ends that a tag opens, or the markup."""
    depth = 0
    tags = re.compile(rf"<(/?){opened[1]}\b", re.IGNORECASE)
    for tag in tags.finditer(markup, opened.start()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return markup.find(">", tag.end()) + 1 or len(markup)
    return len(markup)
