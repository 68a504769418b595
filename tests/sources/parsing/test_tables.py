"""Workbooks and lists as tables: what one reads, bounded, and nothing that runs."""

import io
import zipfile

import pytest

from sources.parsing.formats import spreadsheets
from sources.parsing.formats.tables import table
from sources.parsing.parser import Unreadable, parse
from sources.safe_fetch import media_type
from tests.sources.pictures import workbook

SPENDING = [["Service", 2025, 2026], ["Police, total", 90.2, 86.6], ["Fire", 41, 42]]


def test_every_sheet_is_a_table_and_a_text_with_tabs():
    body = workbook(Spending=SPENDING, Notes=[["Grants are in the total."]])

    page = parse(body, media_type.media_type(body))

    assert page.text == (
        "Spending\nService\t2025\t2026\nPolice, total\t90.2\t86.6\nFire\t41\t42\n\n"
        "Notes\nGrants are in the total."
    )
    assert "<h2>Spending</h2><table>" in page.html
    assert '<th>Service</th><th class="n">2025</th>' in page.html
    assert '<td class="n">86.6</td>' in page.html


def test_a_hidden_sheet_is_read_and_said_to_be_hidden():
    body = workbook(hidden={"Old"}, Open=[["shown"]], Old=[["secret figure"]])

    page = parse(body, media_type.XLSX)

    assert "secret figure" in page.text
    assert "The sheet “Old” is hidden when the file is opened." in page.notes


def test_cells_are_words_and_never_markup():
    page = parse(
        workbook(S=[["&lt;img src=x onerror=a()&gt;", "&lt;/table&gt;"]]), media_type.XLSX
    )

    assert "<img" not in page.html
    assert page.html.count("</table>") == 1


def test_what_is_too_much_is_cut_and_said(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 4)  # here, not in a child

    *sheets, end = spreadsheets.read_workbook(workbook(S=SPENDING), "")

    assert sheets[0]["text"] == "Service\t2025\t2026"
    assert "Only the first rows of the sheet “S” are shown." in end["notes"]


def bomb():
    file = io.BytesIO(workbook(S=SPENDING))
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("xl/media/x.bin", b"")
        book.filelist[-1].file_size = 300_000_000  # as its table of contents says
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(b"PK\x03\x04 xl/workbook.xml", "damaged", id="broken"),
        pytest.param(bomb, "unpacks to more", id="bomb"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(body, why):
    body = body() if callable(body) else body

    with pytest.raises(Unreadable, match=why):
        parse(body, media_type.media_type(body))


def test_workbooks_are_told_by_their_bytes():
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w") as book:
        book.writestr("mimetype", media_type.ODS)

    assert media_type.media_type(workbook(S=[["x"]])) == media_type.XLSX
    assert media_type.media_type(ods.getvalue()) == media_type.ODS


def test_a_list_is_shown_as_a_table_with_its_head():
    page = parse(b"Service;2025\nPolice;90,2\nFire\n", media_type.CSV, "utf-8")

    assert page.html == (
        '<table><tr><th>Service</th><th class="n">2025</th></tr>'
        '<tr><td>Police</td><td class="n">90,2</td></tr><tr><td>Fire</td><td></td></tr></table>'
    )


def test_a_table_ends_with_a_whole_row_where_it_is_too_long():
    shown, count = table([["x" * 100_000]] * 100)

    assert shown.endswith("</td></tr></table>")
    assert 0 < count < 100
