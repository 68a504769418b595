"""Pictures and workbooks, made on the spot."""

import io
import zipfile
import zlib

from PIL import Image


def picture(kind="PNG", size=(40, 30), colour="white", **more):
    """An image file of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **more)
    return file.getvalue()


def fax(pages=3):
    """A TIFF of black and white pages, each narrower than the one before."""
    first, *rest = (Image.new("1", (100 - 10 * number, 50)) for number in range(pages))
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=rest)
    return file.getvalue()


def huge(width, height):
    """A PNG whose head says that it is this big."""
    body = bytearray(picture())
    body[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    body[29:33] = zlib.crc32(body[12:29]).to_bytes(4, "big")
    return bytes(body)


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def workbook(hidden=(), **sheets):
    """An XLSX with these sheets: lists of rows of words and numbers."""
    book = zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED)
    names, links = [], []
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        names.append(f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"{state}/>')
        links.append(
            f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml" Type="http://'
            'schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        )
        made = SHEET.format(rows="".join(map(_row, rows)))
        book.writestr(f"xl/worksheets/sheet{number}.xml", made)
    book.writestr(
        "xl/workbook.xml",
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{''.join(names)}</sheets></workbook>",
    )
    book.writestr(
        "xl/_rels/workbook.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(links)}</Relationships>",
    )
    book.writestr("_rels/.rels", ROOT)
    book.writestr("[Content_Types].xml", TYPES)
    book.close()
    return file.getvalue()


def _row(cells):
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value):
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"
