"""Pages of papers and pictures as images, drawn in a child process."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from sources.parsing.child_process import Limits, run_child
from sources.parsing.parsed import ChildRecord, count, refusal, string
from sources.safe_fetch import CannotFetch, decompressed
from sources.safe_fetch import media_type as safe_fetch_media_type

DRAWING_LIMITS = Limits(cpu=8, wall=10, megabytes=900)
DRAWABLE = safe_fetch_media_type.PICTURES | {"application/pdf"}
GAVE_UP = "Drawing this page takes more time or memory than any page needs."

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels, from the upper left."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to mark with boxes. `share`, 0 to 1: how far down the page's text they are."""

    words: str
    share: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as an image of ours (PNG or JPEG), and where the requested words are in it."""

    width: int
    height: int
    image: bytes
    boxes: tuple[tuple[Box, ...], ...]

    @property
    def media_type(self) -> str:
        return "image/png" if self.image.startswith(b"\x89PNG") else "image/jpeg"


class CannotDraw(Exception):
    """The page cannot be drawn. The message is for the desk."""


def draw(body: bytes, media_type: str, page: int, wanted: Sequence[Wanted] = ()) -> Drawn:
    """Draw one page, counted from 1, of a PDF or an image; at most 1,600 pixels wide.

    Raises CannotDraw if the child refused or was killed at its limits.
    """
    if media_type not in DRAWABLE:
        raise CannotDraw("This archived page has no pages to look at.")
    mode = "draw-pdf" if media_type == "application/pdf" else "draw-picture"
    passages = [{"words": one.words, "share": one.share} for one in wanted]
    try:
        body = decompressed(body)
    except CannotFetch as failure:
        raise CannotDraw(failure.detail) from None
    records, is_whole = run_child(mode, body, "", DRAWING_LIMITS, page=page, passages=passages)
    if why := refusal(records):
        raise CannotDraw(why)
    sheet = next((record for record in records if record["step"] == "sheet"), None)
    if sheet is None or not is_whole:
        raise CannotDraw(GAVE_UP)
    pieces = (string(record, "bytes") for record in records if record["step"] == "bytes")
    boxes = tuple(_boxes(record) for record in records if record["step"] == "boxes")
    return Drawn(
        width=max(1, count(sheet, "width")),
        height=max(1, count(sheet, "height")),
        image=b"".join(base64.b64decode(piece) for piece in pieces),
        boxes=boxes[: len(wanted)],
    )


def _boxes(record: ChildRecord) -> tuple[Box, ...]:
    found = record.get("boxes")
    return (
        tuple((int(x), int(y), int(width), int(height)) for x, y, width, height in found)
        if isinstance(found, list)
        else ()
    )
