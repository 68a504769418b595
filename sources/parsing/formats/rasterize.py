"""Draw pages as images: a page of a PDF with the positions of words, or an uploaded image.

Images are always drawn again here, under limits; foreign image data reaches no browser.
"""

import base64
import ctypes
import io
import math
import warnings
from collections.abc import Iterator
from typing import Any, TypedDict

from sources.parsing.formats import MOST_PAGES, CannotParse, Record
from sources.parsing.formats.pdf import opened

WIDEST, TALLEST = 1_600, 5_000
"""The most pixels of a drawn image."""
MOST_PIXELS = 60_000_000
"""The most pixels of a received image: more than any scan or photograph has."""
MOST_LETTERS = 200_000
PIECE = 1_500_000  # bytes; in base64 they fit into the text of a record
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF")
BROKEN = "The picture is damaged, or of a kind that cannot be shown. Save it as PNG or JPEG."
BOMB = "The picture has more pixels than any scan or photograph. It is archived, but not shown."
NO_SUCH_PAGE = "There is no such page."


class SoughtPassage(TypedDict):
    """Words to find on a page; `share`, 0 to 1, is how far down the page's text they are."""

    words: str
    share: float


def draw_pdf_page(
    body: bytes, _url: str, *, page: int, passages: list[SoughtPassage]
) -> Iterator[Record]:
    """By PDFium: `sheet` (width, height: pixels), a record of `boxes` a passage, the picture.

    The `share` of a passage decides between several places. `boxes`: `[x, y, width, height]`,
    one a line, in pixels of the sheet from its upper left; empty if the words are not found.
    """
    document = opened(body)
    if not 1 <= page <= min(len(document), MOST_PAGES):
        raise CannotParse(NO_SUCH_PAGE)
    sheet = document[page - 1]
    across, down = sheet.get_size()
    scale = min(WIDEST / max(across, 1), TALLEST / max(down, 1))
    width, height = math.ceil(across * scale), math.ceil(down * scale)
    yield {"step": "sheet", "width": width, "height": height}
    if passages:
        words = sheet.get_textpage()
        letters, places = _letters(words)
        for passage in passages:
            found = _find(letters, _folded(passage["words"]), passage["share"])
            boxes = []
            if found is not None:
                first, last = places[found[0]], places[found[1]]
                boxes = _boxes(sheet, words, first, last, width, height)
            yield {"step": "boxes", "boxes": boxes}
    drawn = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    yield from _pieces(_written(drawn, "PNG"))


def _folded(words: str) -> str:
    """Letters and digits alone, which line ends, hyphens and quote marks cannot disturb."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _letters(words: Any) -> tuple[str, list[int]]:
    """The page's letters and digits, and the number of each among PDFium's characters."""
    from pypdfium2 import raw  # noqa: PLC0415

    letters: list[str] = []
    places: list[int] = []
    for place in range(min(words.count_chars(), MOST_LETTERS)):
        for letter in _folded(chr(raw.FPDFText_GetUnicode(words, place) & 0xFFFF)):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _find(letters: str, words: str, share: float) -> tuple[int, int] | None:
    """The first and last letter of the words, at the place nearest to where they should be."""
    best = None
    at = letters.find(words) if words else -1
    while at >= 0:
        if best is None or abs(at - share * len(letters)) < abs(best - share * len(letters)):
            best = at
        at = letters.find(words, at + 1)
    return None if best is None else (best, best + len(words) - 1)


def _boxes(
    sheet: Any, words: Any, first: int, last: int, width: int, height: int
) -> list[list[int]]:
    """Where characters are on the drawn sheet, a box a line, however the page is rotated."""
    from pypdfium2 import raw  # noqa: PLC0415

    def drawn(x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(sheet, 0, 0, width, height, 0, x, y, across, down)
        return across.value, down.value

    boxes = []
    for number in range(words.count_rects(first, last - first + 1)):
        left, bottom, right, top = words.get_rect(number)
        (x1, y1), (x2, y2) = drawn(left, top), drawn(right, bottom)
        boxes.append([min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)])
    return boxes


def read_picture(body: bytes, _url: str) -> Iterator[Record]:
    """One step: `width`, `height` (pixels), `pages` (frames of a TIFF; else 1)."""
    picture = _opened(body)
    pages = min(getattr(picture, "n_frames", 1), MOST_PAGES) if picture.format == "TIFF" else 1
    yield {"step": "picture", "width": picture.width, "height": picture.height, "pages": pages}


def draw_picture(
    body: bytes, _url: str, *, page: int, passages: list[SoughtPassage]
) -> Iterator[Record]:
    """An image, the right way up, small enough to look at, without hidden metadata.

    Steps like those of `draw_pdf_page`; words in a picture have no known position.
    """
    from PIL import ImageOps  # noqa: PLC0415

    picture = _opened(body)
    kind = "JPEG" if picture.format in {"JPEG", "WEBP"} and not _is_clear(picture) else "PNG"
    try:
        if page != 1:
            picture.seek(page - 1)
        shown = ImageOps.exif_transpose(picture)
        shown = shown.convert("RGBA" if _is_clear(shown) else "RGB")
        shown.thumbnail((WIDEST, TALLEST))
    except EOFError:
        raise CannotParse(NO_SUCH_PAGE) from None
    except Exception:  # noqa: BLE001 - the library may raise anything on a broken file
        raise CannotParse(BROKEN) from None
    yield {"step": "sheet", "width": shown.width, "height": shown.height}
    for _ in passages:
        yield {"step": "boxes", "boxes": []}
    yield from _pieces(_written(shown, kind))


def _opened(body: bytes) -> Any:
    """Open an image and check the size that its header gives. Raises Refused."""
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(io.BytesIO(body), formats=FORMATS)
        picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        raise CannotParse(BOMB) from None
    except Exception:  # noqa: BLE001 - the library may raise anything on a broken file
        raise CannotParse(BROKEN) from None
    return picture


def _is_clear(picture: Any) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _written(picture: Any, kind: str) -> bytes:
    """The picture as a new file, without the metadata of the original."""
    picture.info = {}
    file = io.BytesIO()
    picture.save(file, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return file.getvalue()


def _pieces(body: bytes) -> Iterator[Record]:
    for at in range(0, len(body), PIECE):
        piece = base64.b64encode(body[at : at + PIECE]).decode()
        yield {"step": "bytes", "bytes": piece}
