"""Reports as paragraphs: the same text from every kind of file, nothing of a file is run, and what cannot be read says so."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.reports import portable, worddocument
from kuasa.exchange.reports.texts import PARAGRAPH, Text, cleaned, item_of, paragraphs
from kuasa.graph.errors import UnreadableFile

SENTENCES = ("The weavers met the officials in March.", "Nobody wrote down what was said.")


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def document(parts: list[tuple[str, str]], table: list[list[str]] | None = None) -> bytes:
    """A .docx of styled paragraphs and a table."""
    from docx import Document

    made = Document()
    for style, text in parts:
        made.add_paragraph(text, style=style)
    if table:
        rows = made.add_table(len(table), len(table[0]))
        for number, row in enumerate(table):
            for place, text in enumerate(row):
                rows.cell(number, place).text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(pages: list[list[str]]) -> bytes:
    """A small .pdf of pages of lines, written by hand."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 12 Tf 40 800 Td {shown} ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = "%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return (out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").encode("latin-1")


def told(text: Text) -> list[tuple[str, int, str]]:
    """What of its paragraphs a test looks at."""
    return [(one.text, one.level, one.item) for one in text.paragraphs]


def test_every_kind_of_file_gives_the_same_paragraphs(tmp_path: Path) -> None:
    wanted = [("Cloth in the region", 1, ""), (SENTENCES[0], 0, ""), ("Cheaper yarn", 0, "•"), ("Safer looms", 0, "•"), ("Name\tRole", 0, ""), ("Ana\tspeaker", 0, "")]
    page = f"<h1>Cloth in the region</h1><p>{SENTENCES[0]}</p><ul><li>Cheaper yarn</li><li>Safer looms</li></ul>"
    page += "<table><tr><th>Name</th><th>Role</th></tr><tr><td>Ana</td><td>speaker</td></tr></table>"
    marked = f"# Cloth in the region\n\n{SENTENCES[0]}\n\n- Cheaper **yarn**\n- [Safer](x.html) looms\n\n| Name | Role |\n|---|---|\n| Ana | speaker |\n"
    word = document(
        [("Heading 1", "Cloth in the region"), ("Normal", SENTENCES[0]), ("List Bullet", "Cheaper yarn"), ("List Bullet", "Safer looms")], [["Name", "Role"], ["Ana", "speaker"]]
    )
    found = [told(paragraphs(saved(tmp_path, name, content))) for name, content in (("a.html", page), ("a.md", marked), ("a.docx", word))]
    assert found == [wanted] * 3


def test_a_paragraph_says_under_which_heading_it_stands(tmp_path: Path) -> None:
    text = paragraphs(saved(tmp_path, "a.md", "# Report\n\n## Looms\n\nOne.\n\n## Yarn\n\nTwo.\n"))
    assert [one.locator for one in text.paragraphs] == [
        "paragraph 1",
        "paragraph 2 (Report)",
        "paragraph 3 (Looms)",
        "paragraph 4 (Report)",
        "paragraph 5 (Yarn)",
    ]


def test_scripts_styles_and_comments_of_a_page_are_out(tmp_path: Path) -> None:
    page = "<head><title>Fair</title><style>p{}</style></head><body><!-- hidden --><script>steal()</script><p>Seen<br>here</p></body>"
    text = paragraphs(saved(tmp_path, "a.html", page))
    assert (text.title, told(text)) == ("Fair", [("Seen here", 0, "")])


def test_numbered_lists_keep_their_numbers(tmp_path: Path) -> None:
    page = "<ol start='4'><li>One</li><li>Two</li></ol>"
    word = document([("List Number", "One"), ("List Number", "Two")])
    assert [one.item for one in paragraphs(saved(tmp_path, "a.html", page)).paragraphs] == ["4", "5"]
    assert [one.item for one in paragraphs(saved(tmp_path, "a.docx", word)).paragraphs] == ["1", "2"]
    assert [item_of(line)[0] for line in ("12. x", "(a) x", "iv) x", "– x", "1990 x", "a x")] == ["12", "a", "iv", "•", "", ""]


def test_lines_of_plain_text_become_paragraphs_and_divided_words_whole(tmp_path: Path) -> None:
    lines = "The weavers of the region came to-\ngether for the first time in years and\nspoke about prices.\n\nREPORT\n\n1. First\n2. Second\n"
    text = paragraphs(saved(tmp_path, "a.txt", lines))
    assert told(text) == [
        ("The weavers of the region came together for the first time in years and spoke about prices.", 0, ""),
        ("REPORT", 2, ""),
        ("First", 0, "1"),
        ("Second", 0, "2"),
    ]


@pytest.mark.parametrize(
    ("encoding", "sentence"), [("cp1252", "Les tisserands ont été reçus à Genève – enfin, après des années d’attente."), ("utf-16", SENTENCES[0]), ("utf-8-sig", SENTENCES[0])]
)
def test_other_encodings_are_found_out(tmp_path: Path, encoding: str, sentence: str) -> None:
    assert paragraphs(saved(tmp_path, "a.txt", sentence.encode(encoding))).whole == sentence


def test_a_pdf_is_read_page_by_page_without_page_numbers_and_running_heads(tmp_path: Path) -> None:
    pages = [["Yearbook", f"Page {name} tells of cloth.", str(number)] for number, name in enumerate(("one", "two", "three"), 1)]
    text = paragraphs(saved(tmp_path, "a.pdf", pdf(pages)))
    assert [(one.text, one.page) for one in text.paragraphs] == [("Page one tells of cloth.", 1), ("Page two tells of cloth.", 2), ("Page three tells of cloth.", 3)]
    assert text.paragraphs[1].locator == "page 2, paragraph 2"


def test_a_sentence_that_goes_over_a_page_is_one_paragraph(tmp_path: Path) -> None:
    text = paragraphs(saved(tmp_path, "a.pdf", pdf([["The weavers wrote to the"], ["officials."]])))
    assert [one.text for one in text.paragraphs] == ["The weavers wrote to the officials."]


def test_a_locked_pdf_and_a_scan_say_what_they_are(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["Secret"]]))))
    writer.encrypt("loom", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableFile, match="locked with a password"):
        paragraphs(saved(tmp_path, "locked.pdf", out.getvalue()))
    with pytest.raises(UnreadableFile, match="pictures of pages"):
        paragraphs(saved(tmp_path, "scan.pdf", pdf([[]])))


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "PAGES", 1)
    with pytest.raises(UnreadableFile, match="more than 1 pages"):
        paragraphs(saved(tmp_path, "a.pdf", pdf([["One."], ["Two."]])))


def changed(content: bytes, name: str, part: bytes) -> bytes:
    """A .docx with another or one more part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            if info.filename != name:
                after.writestr(info.filename, before.read(info))
        after.writestr(name, part)
    return out.getvalue()


def test_documents_with_macros_entities_objects_strange_names_or_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = document([("Normal", SENTENCES[0])])
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    monkeypatch.setattr(worddocument, "DOCUMENT", replace(worddocument.DOCUMENT, most=2_000_000))
    cases = {
        "macros": changed(plain, "word/vbaProject.bin", b"x"),
        "entities": changed(plain, "word/document.xml", entities),
        "in UTF-16": changed(plain, "word/media/more.xml", entities.decode().encode("utf-16")),
        "outside": changed(plain, "../evil.xml", b"<a/>"),
        "embedded objects": changed(plain, "word/embeddings/oleObject1.bin", b"x"),
        "controls": changed(plain, "word/activeX/activeX1.xml", b"<a/>"),
        "same name": changed(plain, "WORD/document.xml", b"<a/>"),
        "large": changed(plain, "word/big.xml", b" " * 3_000_000),
    }
    for said, content in cases.items():
        with pytest.raises(UnreadableFile, match=said):
            paragraphs(saved(tmp_path, "a.docx", content))


def test_a_workbook_behind_a_chart_and_a_form_in_another_encoding_do_no_harm(tmp_path: Path) -> None:
    chart = changed(document([("Normal", SENTENCES[0])]), "word/embeddings/Microsoft_Excel_Sheet1.xlsx", b"PK")
    content = changed(chart, "customXml/item1.xml", '<?xml version="1.0" encoding="utf-16"?><form/>'.encode("utf-16"))
    assert [one.text for one in paragraphs(saved(tmp_path, "a.docx", content)).paragraphs] == [SENTENCES[0]]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"x", "no report that can be read"),
        ("a.txt", b"", "holds no text"),
        ("a.txt", b"\n\n ... \n", "holds no text"),
        ("a.txt", bytes(range(32)) * 9, "not a text file"),
        ("a.docx", b"PK\x03\x04 broken", "no .docx file"),
        ("a.docx", b"", "no .docx file"),
        ("a.pdf", b"%PDF-1.7 broken", "no .pdf file"),
        ("a.html", b"<script>x</script>", "holds no text"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        paragraphs(saved(tmp_path, name, content))
    assert caught.value.cure


def test_joined_letters_and_soft_hyphens_of_print_are_taken_apart() -> None:
    assert cleaned("o\ufb03cials\u00ad of\tthe \x02 \ufb01rst") == "officials of\tthe first"


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        paragraphs(tmp_path / "a.txt")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]), st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
def test_any_bytes_are_paragraphs_or_a_message(suffix: str, content: bytes, dressed: bool) -> None:
    start = {".pdf": b"%PDF-1.4\n", ".docx": b"PK\x03\x04", ".html": b"<p>"}.get(suffix, b"# ") if dressed else b""
    with tempfile.TemporaryDirectory() as folder:
        try:
            text = paragraphs(saved(Path(folder), "a" + suffix, start + content))
        except UnreadableFile as error:
            assert error.what and error.cure
            return
    for number, one in enumerate(text.paragraphs, 1):
        assert one.number == number
        assert text.whole[one.start : one.start + len(one.text)] == one.text == cleaned(one.text) != ""


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_document_is_read_or_refused(place: int, value: int) -> None:
    for suffix, whole in ((".docx", WHOLE_DOCX), (".pdf", WHOLE_PDF)):
        content = bytearray(whole)
        content[place % len(content)] = value
        with tempfile.TemporaryDirectory() as folder:
            try:
                assert paragraphs(saved(Path(folder), "a" + suffix, bytes(content))).paragraphs
            except UnreadableFile as error:
                assert error.cure


WHOLE_DOCX = document([("Normal", SENTENCES[0])])
WHOLE_PDF = pdf([list(SENTENCES)])


def test_deep_pages_and_endless_paragraphs_are_read_in_time(tmp_path: Path) -> None:
    import time

    start = time.perf_counter()
    assert len(paragraphs(saved(tmp_path, "a.html", "<b>x" * 4000 + "<ol>" + "<li>y</li>" * 4000)).paragraphs) > 4000
    assert max(len(one.text) for one in paragraphs(saved(tmp_path, "a.txt", "The weavers met. " * 20_000)).paragraphs) <= PARAGRAPH
    assert time.perf_counter() - start < 15
