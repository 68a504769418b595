"""What readers see. No cookie is read or set here."""

from django.http import HttpRequest, HttpResponse


def _later(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse(status=501)


home = checks = check = version = evidence = copy = claimants = claimant = _later
corrections = docket = methodology = feed = sitemap = robots = preview = _later
