"""Sentences about failed jobs by the kind of failure, for pages that are not in English.

A row stores its kind and a sentence in English with the facts of that failure. A translation
has the kind alone, so these sentences say what a kind means and what a person can do.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise | str] = {
    "bad_url": _("The address cannot be read. Correct the address and try again."),
    "bad_scheme": _(
        "It begins with neither http nor https. Correct the address and try again."
    ),
    "bad_host": _("It isn't the address of a public site. Correct the address and try again."),
    "bad_port": _("It has a port other than 80 and 443. Correct the address and try again."),
    "blocked_address": _(
        "The site's name leads to a network that is not public."
        " Save the page in a browser and upload the file."
    ),
    "dns": _(
        "The site's name was not found, or not in time. Check its spelling, or try again later."
    ),
    "tls": _(
        "No trustworthy connection could be made."
        " Save the page in a browser and upload the file."
    ),
    "timeout": _(
        "The site took too long. Try again later."
        " Save the page in a browser and upload the file."
    ),
    "too_large": _("The page is larger than the limit. Save the part that matters."),
    "bad_encoding": _(
        "It came compressed in a way that cannot be read."
        " Save the page in a browser and upload the file."
    ),
    "protocol": _(
        "The answer wasn't valid HTTP, or the connection broke. Try again later."
        " Save the page in a browser and upload the file."
    ),
    "redirects": _(
        "It redirects in circles, or nowhere. Save the page in a browser and upload the file."
    ),
    "site_refused": _(
        "The site shows it to no program, or only to people who pay or sign in."
        " Save the page in a browser and upload the file."
    ),
    "not_found": _("The page is not there. Check the address, or look in an archive."),
    "server_error": _(
        "The site has a problem of its own. Try again later."
        " Save the page in a browser and upload the file."
    ),
    "unreadable": _(
        "It was archived, but no text can be read in it."
        " Upload a page, a PDF or a text with the same words."
    ),
    "disk_full": _("The storage of archived pages is full or cannot be written."),
    "store_away": _("The storage of archived pages cannot be read."),
    "bytes_gone": _(
        "The bytes of this page are gone."
        " Tell whoever runs the desk: manage.py verify_snapshots."
    ),
}
"""Kind of failure → what it means and what to do. A test compares it with the English plans."""
