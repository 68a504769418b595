"""Routes that `tests/sweep/writes.py` treats as exceptions, each with its reason."""

from reviews.review import table as review_table

ACTS = {
    "api/reviews/<int:pk>/<slug:move>/": set(review_table.BY_NAME),
    "desk/reviews/<int:pk>/<slug:move>/": set(review_table.BY_NAME),
    "desk/withheld/<int:pk>/<slug:act>/": {"confirm", "keep", "lift"},
    "desk/archive/<int:pk>/quarantine/<slug:act>/": {"release", "destroy", "fetch"},
    "desk/articles/<int:pk>/quarantine/<slug:act>/": {"release", "destroy", "fetch"},
    "desk/tips/<int:pk>/quarantine/<slug:act>/": {"release", "destroy", "fetch"},
}
"""Routes that name an act: each act has a row of its own."""

WRITES_NOTHING = {
    "POST /accounts/tokens/",  # leads on to where the password is asked again
    "POST /accounts/tokens/00000000/end/",  # there is no such token
    "POST /desk/reviews/{held}/prose/",
    "POST /desk/reviews/{held}/reply-message/",
    "POST /desk/reviews/{corrected}/correction/change/",
    "POST /desk/figures/",
    "POST /api/reviews/{held}/renew-lease/",
    "POST /desk/reviews/{held}/renew/",  # whose lease is the holder's
    "POST /api/articles/{fetched}/look-again/",  # it is being fetched already
    "POST /desk/articles/{fetched}/look-again/",
}
"""Fragments of forms, and what ends before it writes."""

BY_A_CHECKER = {
    "POST /api/snapshots/{public_page}/quarantine/": [
        "/checks/{slug}/",
        "/checks/{slug}/evidence/1/",
        "/feeds/claimreview.json",
    ],
}
"""What a checker changes of what readers see, and on which pages: anybody on the desk closes a
file that may be illegal to possess at once (docs/explanation/archive.md). An editor decides on
the check.
"""

SHOWN_TO_READERS = {
    "home",
    "checks",
    "check",
    "version",
    "evidence",
    "copy",
    "claimants",
    "claimant",
    "corrections",
    "docket",
    "methodology",
    "feed_atom",
    "feed_rss",
    "feed_json",
    "feed_claimreview",
    "sitemap",
    "robots",
    "healthz",
}
"""Readers' pages without a form: whatever is sent to them, they only show."""

OF_ALLAUTH = "accounts/"
"""Signing in, passwords and second factors: `tests/accounts` has their rules."""
