"""Foreign bytes where they can do nothing: sanitised in a sandboxed frame, or a download."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from accounts.http import desk_only
from sources.models import Snapshot

FRAME_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
RAW_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "application/json": "json",
    "application/xml": "xml",
}


@desk_only
@require_GET
@cache_control(private=True, max_age=3600)
def kept_frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The sanitised page, or with `?as=text` its words alone, for the desk's viewer.

    No script runs in it (the sandbox never has allow-scripts); it shares our origin so that the
    page around it can read the selection and paint passages.
    """
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    content = snapshot.content
    as_text = request.GET.get("as") == "text" or not content.html
    lines = [line for line in content.text.split("\n") if line.strip()] if as_text else []
    shown = {"content": content, "snapshot": snapshot, "lines": lines, "as_text": as_text}
    answer = render(request, "sources/frame.html", shown)
    answer["Content-Security-Policy"] = FRAME_POLICY
    # frame-ancestors says who may frame it; X-Frame-Options would say nobody.
    answer.xframe_options_exempt = True
    return answer


@desk_only
@require_GET
def kept_raw(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as received: only ever a download, of a type that no browser opens."""
    snapshot = get_object_or_404(Snapshot, pk=pk)
    ending = ENDINGS.get(snapshot.media_type, "bin")
    answer = FileResponse(
        default_storage.open(snapshot.storage_name),
        as_attachment=True,
        filename=f"kept-{snapshot.pk}-{snapshot.sha256[:8]}.{ending}",
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = RAW_POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
