"""Makes the PDF documents beside this file from `ferry.txt`, with programs that people set text with.

python tests/articles/readers/made/make_pdfs.py      (needs the packages typst and reportlab)
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
TITLE, *PARAGRAPHS = (HERE / "ferry.txt").read_text(encoding="utf-8").splitlines()

BROADSHEET = """
#set page(width: 150mm, height: 190mm, margin: 14mm, columns: 2,
  header: [#text(7pt)[Harbour Post #h(1fr) 3 May 2024]],
  footer: align(center, text(7pt, context counter(page).display())))
#set text(size: 9pt, lang: "en", hyphenate: true, font: "Libertinus Serif")
#set par(justify: true, spacing: 0.6em, first-line-indent: (amount: 1em, all: true))
#place(top, scope: "parent", float: true)[#text(18pt, weight: "bold")[%s] #v(2mm)]
%s
"""
LETTER = """
#set page(width: 120mm, height: 170mm, margin: 14mm, header: [#text(7pt)[Harbour Post]],
  footer: align(center, text(7pt)[Page #context counter(page).display()]))
#set text(size: 10pt, lang: "en", hyphenate: false, font: "Libertinus Serif")
#set par(justify: false, spacing: 1.3em)
#text(18pt, weight: "bold")[%s]

%s
"""


def typst(name: str, template: str) -> None:
    """Set the article with typst."""
    import typst as program  # type: ignore[import-not-found]

    def quoted(text: str) -> str:
        return f'#"{text}"'

    source = HERE / f"{name}.typ"
    source.write_text(template % (quoted(TITLE), "\n\n".join(map(quoted, PARAGRAPHS))), encoding="utf-8")
    program.compile(str(source), output=str(HERE / f"{name}.pdf"))
    source.unlink()


def reportlab(name: str) -> None:
    """Set the article in two columns with ReportLab, which breaks no words and justifies no lines."""
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import (  # type: ignore[import-untyped]
        BaseDocTemplate,
        Frame,
        FrameBreak,
        PageTemplate,
        Paragraph,
    )

    width, height, edge, gap, top = 420, 480, 36, 12, 70
    column = (width - 2 * edge - gap) / 2

    def frames(tall: float) -> list[object]:
        return [
            Frame(edge + i * (column + gap), edge, column, tall, leftPadding=0, rightPadding=0, id=f"{tall}{i}")
            for i in (0, 1)
        ]

    def foot(canvas: object, page: object) -> None:
        canvas.setFont("Helvetica", 7)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, 20, f"Page {page.page}")  # type: ignore[attr-defined]

    body = height - 2 * edge
    head = Frame(edge, edge + body - top, width - 2 * edge, top, leftPadding=0, rightPadding=0, id="head")
    document = BaseDocTemplate(
        str(HERE / f"{name}.pdf"),
        pagesize=(width, height),
        title="Microsoft Word - ferry3.doc",
        author="desk",
        invariant=1,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [head, *frames(body - top)], onPage=foot, autoNextPageTemplate="later"),
            PageTemplate("later", frames(body), onPage=foot),
        ]
    )
    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=9.5, leading=11.5, spaceAfter=6)
    title = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=21)
    document.build([Paragraph(TITLE, title), FrameBreak(), *(Paragraph(paragraph, text) for paragraph in PARAGRAPHS)])


def locked(name: str, password: str) -> None:
    """Make a page that `password` opens; anyone where it is empty, although the file is encrypted."""
    from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    encryption = StandardEncryption(password, ownerPassword="owner", canCopy=0)
    canvas = Canvas(str(HERE / f"{name}.pdf"), pagesize=(300, 100), encrypt=encryption, invariant=1)
    canvas.drawString(20, 50, "The ferry struck the eastern pier.")
    canvas.save()


if __name__ == "__main__":
    locked("locked", "secret")
    locked("no-copying", "")
    typst("two-columns-hyphens", BROADSHEET)
    typst("one-column", LETTER)
    reportlab("two-columns-ragged")
