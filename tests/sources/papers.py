"""PDF files, written by hand."""

import zlib


def pdf(*pages, packed=False, catalog=b"", title=b""):
    """A PDF with these content streams, one a page, in Helvetica."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % title,
    ]
    filtered = b" /Filter /FlateDecode" if packed else b""
    for number, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (first + 2 * number + 1)
        )
        objects.append(
            b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), filtered, content)
        )
    return _numbered(objects)


def _numbered(objects):
    written, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(objects) + 1, len(written)
    return b"".join(
        (
            written,
            b"xref\n0 %d\n0000000000 65535 f \n" % size,
            table,
            b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\n" % size,
            b"startxref\n%d\n%%%%EOF" % start,
        )
    )


def words(*lines):
    """A content stream that shows these lines, one under the other."""
    shown = b" ".join(b"(%s) Tj 0 -16 Td" % line.encode("latin-1") for line in lines)
    return b"BT /F1 12 Tf 72 700 Td " + shown + b" ET"


def packed_spaces(megabytes):
    """A Flate stream that unpacks to so many megabytes of nothing."""
    packer = zlib.compressobj(9)
    return (
        b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    )
