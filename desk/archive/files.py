"""Untrusted bytes, made harmless: sanitised in a sandboxed frame, or as a download."""

import re
from dataclasses import dataclass
from typing import TypedDict

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from accounts.http import desk_only
from desk.responses import UNPROCESSABLE
from sources.parsing.render import DRAWABLE, Box, CannotDraw, Drawn
from sources.snapshots import downloads, page_images, warc
from sources.snapshots.downloads import RAW_POLICY
from sources.snapshots.http import raw_answer
from sources.snapshots.models import Content, Snapshot

FRAME_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
GONE = 410
MOST_PASSAGES = 200
PLACES = re.compile(r"(\d{1,8})-(\d{1,8})")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a passage in the image: the number of its passage, and where it is."""

    passage: int
    box: Box
    is_active: bool


class DrawnSheet(TypedDict, total=False):
    """A page as drawn, or `why` it couldn't be drawn: then its text is shown."""

    sheet: Drawn
    page: int
    marked: list[MarkedLine]
    why: str


class FrameContext(DrawnSheet):
    """What the frame of an archived page shows: an image, HTML or lines of text."""

    content: Content
    snapshot: Snapshot
    lines: list[str] | None


@desk_only
@require_GET
@cache_control(private=True, no_cache=True)
def page_frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The frame of the viewer. `?as=text` is the words alone, `?as=image` one `page` as drawn.

    Without it, the sanitised page. `passages=120-180,300-340` are boxed in the image, and the
    one at index `active` stands out. No script runs in it (the sandbox never has
    allow-scripts); it shares our origin so that the page around it can read the selection and
    paint passages. Browsers ask each time, because its words may be typed again, or erased.
    """
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    content = snapshot.content
    drawn = DrawnSheet()
    if request.GET.get("as") == "image" and snapshot.media_type in DRAWABLE:
        drawn = _sheet(request, snapshot)
    lines = None
    if "sheet" not in drawn and (request.GET.get("as") == "text" or not content.html):
        lines = [line for line in content.text.split("\n") if line.strip()]
    shown: FrameContext = {
        "content": content,
        "snapshot": snapshot,
        "lines": lines,
        **drawn,
    }
    answer = render(request, "desk/archive/frame.html", shown)
    answer["Content-Security-Policy"] = FRAME_POLICY
    # frame-ancestors says who may frame it; X-Frame-Options would say nobody.
    answer.xframe_options_exempt = True
    return answer


def _sheet(request: HttpRequest, snapshot: Snapshot) -> DrawnSheet:
    page = _number(request, "page", 1)
    active = _number(request, "active", -1)
    asked = PLACES.findall(request.GET.get("passages", ""))[:MOST_PASSAGES]
    passages = [page_images.ImagePassage(int(start), int(end)) for start, end in asked]
    try:
        drawn = page_images.draw(snapshot, page, passages)
    except CannotDraw as error:
        return {"why": str(error)}
    return {"sheet": drawn, "page": page, "marked": _marked(drawn, active)}


def _marked(drawn: Drawn, active: int) -> list[MarkedLine]:
    return [
        MarkedLine(number, box, number == active)
        for number, boxes in enumerate(drawn.boxes)
        for box in boxes
    ]


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    written = request.GET.get(name, "")
    return int(written) if re.fullmatch(r"\d{1,6}", written, re.ASCII) else otherwise


@desk_only
@require_GET
@cache_control(private=True, max_age=60)
def page_image(_request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """One page of a paper or picture, drawn by us: the only image that the viewer loads."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    try:
        body, media_type = page_images.image(snapshot, page)
    except CannotDraw as error:
        status = GONE if isinstance(error, page_images.NothingToDraw) else UNPROCESSABLE
        return HttpResponse(str(error), status=status, content_type="text/plain")
    answer = HttpResponse(body, content_type=media_type)
    answer["Content-Security-Policy"] = RAW_POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@desk_only
@require_GET
def page_bytes(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download the bytes as received, with a type that no browser opens."""
    snapshot = get_object_or_404(Snapshot.objects.select_related("content"), pk=pk)
    try:
        file = downloads.open_raw(snapshot)
    except warc.Gone as why:
        return HttpResponse(str(why), status=GONE, content_type="text/plain")
    return raw_answer(file, downloads.raw_name(snapshot))


@desk_only
@require_GET
def page_warc(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download the page with its whole exchange as a WARC file."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    try:
        file = warc.whole_file(snapshot)
    except warc.Gone as why:
        return HttpResponse(str(why), status=GONE, content_type="text/plain")
    name = warc.file_name(snapshot)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=warc.MEDIA_TYPE)
    answer["Content-Security-Policy"] = RAW_POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
