"""The HTTP response by which archived bytes leave the desk, for pages and API alike."""

from typing import IO

from django.http import FileResponse

from sources.snapshots import downloads


def raw_answer(file: IO[bytes], name: str) -> FileResponse:
    """Bytes as a download of this name, of a type that no browser opens."""
    answer = FileResponse(
        file, as_attachment=True, filename=name, content_type=downloads.RAW_TYPE
    )
    answer["Content-Security-Policy"] = downloads.RAW_POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
