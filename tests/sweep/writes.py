"""Every request that can write: who may send it, where to, and a body that is right.

Words in braces are ids of `tests/sweep/standing.py`. Who may not is refused: with 401, or at a
page by being led to sign in; with 403 once signed in. A route that is in no row here, and does
not say 405 to a POST, fails `test_every_route_that_can_write_has_a_row`.
"""

from typing import Any

from tests.sweep.bodies import (
    ARCHIVED,
    ASKED,
    CALCULATION,
    CALCULATION_PAGE,
    CLAIM,
    CORRECTED,
    CORRECTION,
    DRAFT,
    EVIDENCE,
    KNOWN,
    NOTE,
    SPAN,
    STANDARD,
    TALK,
    WHY,
)

AT_THE_DESK = ("checker", "holder", "author", "editor", "admin")
WHO = ("stranger", "revoked", "deactivated", "outsider", *AT_THE_DESK)
"""A stranger, a revoked token, the session of an account that was shut, somebody without a
role, a checker who holds nothing, the holder, an editor who wrote in every check, one who wrote
in none, an admin."""

DESK = frozenset(AT_THE_DESK)
HOLDER = DESK - {"checker"}
ONLY_HOLDER = frozenset({"holder"})
EDITORS = frozenset({"author", "editor", "admin"})
OTHER_EDITORS = EDITORS - {"author"}
ADMIN = frozenset({"admin"})
PEOPLE = DESK | {"outsider"}
ANYBODY = frozenset(WHO)
WITHOUT_A_STALE_TOKEN = ANYBODY - {"revoked", "deactivated"}

Rows = dict[str, dict[str, Any]]

FOR_ANYBODY: Rows = {
    "POST /tip/": {"text": "Rents doubled, they say."},
    "POST /tip/{tip_secret}/": {"do": "withdraw"},
    "POST /checks/{slug}/report/": {"text": "The grant is missing."},
    "POST /reports/{report_secret}/": {"do": "withdraw"},
}

FOR_ANYBODY_BY_API: Rows = {  # a token that ended is refused here too
    "POST /api/tips/": {"text": "Rents doubled, they say."},
    "POST /api/checks/{slug}/report/": {"text": "The grant is missing."},
}

FOR_PEOPLE: Rows = {  # about oneself
    "POST /accounts/by-line/": {"choice": "desk"},
    "POST /accounts/tokens/": {"name": "a script"},
    "POST /accounts/tokens/00000000/end/": {},
}

FOR_THE_DESK: Rows = {
    "POST /api/me/by-line/": {"choice": "desk"},
    # what comes in
    "POST /api/articles/": {"text": "She said that crime fell.", "publisher": "Courier"},
    "POST /api/articles/{article}/left-over/": SPAN,
    "POST /api/articles/{fetched}/look-again/": {},
    "POST /api/articles/{mail}/open-attachments/": {},
    "POST /api/articles/{article}/privacy/": {"private": True},
    "POST /desk/articles/new/": {"text": "She said that crime fell.", "publisher": "Courier"},
    "POST /desk/articles/{failed_article}/read-again/": {},
    "POST /api/articles/{failed_article}/read-again/": {},
    "POST /desk/articles/{article}/left-over/": SPAN,
    "POST /desk/articles/{fetched}/look-again/": {},
    "POST /desk/articles/{second}/second-reading/": {},
    "POST /api/articles/{second}/second-reading/": {},
    "POST /desk/articles/{mail}/attachments/": {},
    "POST /desk/articles/{article}/privacy/": {"private": "yes"},
    "POST /api/articles/{article}/quarantine/": WHY,
    "POST /desk/articles/{mail}/quarantine/": WHY,
    # feeds
    "POST /api/feeds/": {"url": "https://courier.example.org/new.xml"},
    "PATCH /api/feeds/{feed}/": {"interval": 120},
    "POST /api/feeds/{feed}/poll/": {},
    "POST /api/feeds/{feed}/stop/": {},
    "POST /api/feeds/{stopped}/start/": {},
    "POST /api/feeds/{offering}/choose/": {"url": "https://courier.example.org/local.xml"},
    "POST /desk/feeds/new/": {
        "url": "https://courier.example.org/new.xml",
        "interval": 60,
        "take_first": 3,
    },
    "POST /desk/feeds/{feed}/change/": {"interval": 120},
    "POST /desk/feeds/{feed}/poll/": {},
    "POST /desk/feeds/{feed}/stop/": {},
    "POST /desk/feeds/{stopped}/start/": {},
    "POST /desk/feeds/{offering}/choose/": {"url": "https://courier.example.org/local.xml"},
    # triage
    "POST /api/statements/{statement}/accept/": {"text": "Rents rose by 40 percent"},
    "POST /api/statements/{statement}/decline/": {"reason": "too-small"},
    "POST /api/statements/{statement}/split/": {},
    "POST /api/statements/{statement}/correct/": {"said_on": "2026-03-03"},
    "POST /api/statements/{open}/choose-speaker/": {"speaker": "Mara Brook"},
    "POST /api/statements/{chosen}/undo-speaker/": {},
    "POST /api/statements/{declined}/docket/": {"docket": "withheld"},
    "POST /api/statements/accept/": {"ids": ["{statement}"]},
    "POST /api/statements/decline/": {"ids": ["{statement}"], "reason": "too-small"},
    "POST /api/statements/undo/": {"ids": ["{declined}"]},  # says which are left
    "POST /desk/statements/{statement}/accept/": {"text": "Rents rose", "claimant": "Ann"},
    "POST /desk/statements/{statement}/decline/": {"reason": "too-small"},
    "POST /desk/statements/{statement}/join/": {"claim": "{claim}"},
    "POST /desk/statements/{statement}/split/": {},
    "POST /desk/statements/{statement}/correct/": {"said_on": "2026-03-03"},
    "POST /desk/statements/{open}/choose-speaker/": {"speaker": "Mara Brook"},
    "POST /desk/statements/{chosen}/undo-speaker/": {},
    "POST /desk/statements/{declined}/docket/": {"docket": ""},
    "POST /desk/articles/{article}/accept/": {"ids": "{statement}"},
    "POST /desk/articles/{article}/decline/": {"ids": "{statement}", "reason": "too-small"},
    "POST /desk/articles/{declined_in}/undo/": {"ids": "{declined}"},
    "POST /desk/articles/{article}/mark/": {"words": "told the council"},
    "POST /api/articles/{article}/statements/": {"start": 0, "end": 20},
    # claims
    "POST /api/claims/": {**CLAIM, "claimant": {"name": "Mara Brook"}},
    "POST /api/claims/{claim}/docket/": {"docket": "withheld"},
    "POST /api/claims/{dropped_claim}/queue/": {},
    "POST /api/claimants/{mara}/describe/": KNOWN,
    "POST /desk/claims/new/": CLAIM,
    "POST /desk/claims/{claim}/docket/": {"docket": "withheld"},
    "POST /desk/claims/{dropped_claim}/queue/": {},
    "POST /desk/claimants/{mara}/": {"role": "mayor", "claim": "{claim}"},
    # reviews that nobody holds
    "POST /api/reviews/take-next/": {},
    "POST /api/reviews/{queued}/take/": {},
    "POST /desk/queue/take-next/": {},
    "POST /desk/reviews/{queued}/take/": {},
    "POST /desk/reviews/{submitted}/seen/": {"revision": 1},
    # a machine looks: at what it finds, a person decides
    "POST /api/reviews/{held}/find/": {"finder": "links"},
    "POST /desk/reviews/{held}/find/": {"finder": "links"},
    "POST /desk/evidence/{piece}/look/": {},
    "POST /api/reviews/{held}/renew-lease/": {},
    "POST /desk/reviews/{held}/renew/": {},  # anybody may ask; the lease is the holder's
    # what changes nothing: fragments of forms
    "POST /desk/reviews/{held}/prose/": {"body": "So [1]."},
    "POST /desk/reviews/{held}/reply-message/": {},
    "POST /desk/reviews/{corrected}/correction/change/": CORRECTED,
    "POST /desk/figures/": {"quote": "It fell by 4 percent."},
    # archived pages: readers see a change of one that a check cites once an editor confirms it
    "POST /api/captures/": {"url": "https://city.example.org/rents"},
    "POST /api/snapshots/": {"file": "{a file}"},
    "POST /api/conversations/": TALK,
    "POST /api/snapshots/{public_page}/describe/": {
        "description": "A scan.",
        "title": "Budget",
    },
    "POST /api/snapshots/{public_page}/public/": {"is_public": True, "licence": "CC BY 4.0"},
    "POST /api/snapshots/{photo}/type/": {"text": "Spending falls."},
    "POST /api/snapshots/{page}/archived/": ARCHIVED,
    "POST /api/snapshots/{own_page}/quarantine/": WHY,
    "DELETE /api/archived/{archived}/": {},
    "POST /desk/palette/keep/": {"url": "https://city.example.org/rents"},
    "POST /desk/archive/new/": {"file": "{a file}"},
    "POST /desk/archive/conversation/new/": TALK,
    "POST /desk/archive/{public_page}/describe/": {"description": "A scan."},
    "POST /desk/archive/{public_page}/public/": {"is_public": "on", "licence": "CC BY 4.0"},
    "POST /desk/archive/{photo}/type/": {"page": 1, "text": "Spending falls."},
    "POST /desk/archive/{page}/archived/": ARCHIVED,
    "POST /desk/archive/{own_page}/quarantine/": WHY,
    "POST /api/snapshots/{public_page}/quarantine/": WHY,
    "POST /desk/archive/addresses/{archived}/forget/": {},
    # tips
    "POST /api/tips/{tip}/quarantine/": WHY,
    "POST /desk/tips/{tip}/quarantine/": WHY,
    "POST /api/tips/{tip}/read/": {},
    "POST /api/tips/{tip}/answer/": {"answer": "We looked."},
    "POST /api/tips/{tip}/spam/": {},
    "POST /api/tips/{spam}/undo/": {},
    "POST /desk/tips/{tip}/read/": {},
    "POST /desk/tips/{tip}/answer/": {"answer": "We looked."},
    "POST /desk/tips/spam/": {"tip": "{tip}"},
    "POST /desk/tips/undo/?tip={spam}": {},
}

FOR_THE_HOLDER: Rows = {  # and for editors
    "POST /api/statements/{declined}/undo/": {},
    "POST /api/statements/{cut}/rejoin/": {},
    "POST /desk/statements/{declined}/undo/": {},
    "POST /desk/statements/{cut}/rejoin/": {},
    "POST /desk/statements/{vanished}/settle/": NOTE,
    "POST /api/statements/{vanished}/settle/": NOTE,
    "POST /desk/statements/{seen_vanished}/unsettle/": {},
    "POST /api/statements/{seen_vanished}/unsettle/": {},
    "POST /api/reviews/{held}/release/": {},
    "POST /api/reviews/{held}/reword/": {"text": "Rents rose", "claimant": "{claimant}"},
    "PUT /api/reviews/{held}/draft/": DRAFT,
    "POST /api/reviews/{held}/evidence/": EVIDENCE,
    "POST /api/reviews/{calculation_of}/calculations/": CALCULATION,
    "POST /api/reviews/{held}/replies/": ASKED,
    "POST /api/replies/{asked}/answer/": {"reply": "She had the grant in mind."},
    "POST /api/proposals/{proposal}/take/": {},
    "POST /api/proposals/{proposal}/dismiss/": {},
    "POST /api/proposals/{dismissed}/undo/": {},
    "DELETE /api/calculations/{calculation}/": {},
    "POST /api/calculations/{removed_calculation}/restore/": {},
    "PATCH /api/evidence/{piece}/": {"note": "From the adopted budget."},
    "POST /api/evidence/{described}/undescribe/": {},
    "POST /api/evidence/{pageless}/page/": {"snapshot": "{page}"},
    "POST /api/evidence/{near}/take-near/": {},
    "POST /api/evidence/{piece}/withdraw/": NOTE,
    "POST /api/evidence/{withdrawn}/restore/": {},
    "POST /api/evidence/{piece}/look/": {"snapshot": "{later}"},
    "POST /api/origins/{pair}/confirm/": {"name": "The wire"},
    "POST /api/origins/{pair}/refuse/": {},
    "POST /api/origins/{decided}/undo/": {},
    "POST /api/watches/{watch}/settle/": NOTE,
    "POST /api/watches/{settled}/unsettle/": {},
    "POST /api/captures/{failed}/retry/": {},
    "POST /desk/reviews/{held}/release/": {},
    "POST /desk/reviews/{held}/reword/": {"text": "Rents rose", "claimant": "Mara Brook"},
    "POST /desk/reviews/{held}/draft/": DRAFT,
    "POST /desk/reviews/{held}/sources/": {"url": "https://city.example.org/more"},
    "POST /api/reviews/{held}/sources/": {"url": "https://city.example.org/more"},
    "POST /desk/sources/{source}/remove/": {},
    "DELETE /api/sources/{source}/": {},
    "POST /desk/reviews/{held}/evidence/": EVIDENCE,
    "POST /desk/reviews/{held}/captures/{failed}/retry/": {},
    "POST /desk/reviews/{held}/note-reply/": {f"reply-{k}": v for k, v in ASKED.items()},
    "POST /desk/replies/{asked}/answer/": {
        "answer-{asked}-reply": "She had the grant in mind."
    },
    "POST /desk/proposals/{proposal}/take/": {},
    "POST /desk/proposals/{proposal}/dismiss/": {},
    "POST /desk/proposals/{dismissed}/undo/": {},
    "POST /desk/reviews/{calculation_of}/calculations/": CALCULATION_PAGE,
    "POST /desk/calculations/{calculation}/remove/": {},
    "POST /desk/calculations/{removed_calculation}/restore/": {},
    "POST /desk/reviews/{held}/park/": {"waiting_for": "data", "until": "2099-01-01"},
    "POST /api/reviews/{held}/park/": {"waiting_for": "data", "until": "2099-01-01"},
    "POST /desk/evidence/{piece}/": {"stance": "context", "note": "From the budget."},
    "POST /desk/evidence/{piece}/stance/context/": {},
    "POST /desk/evidence/{described}/undo/": {},
    "POST /desk/evidence/{pageless}/page/": {"url": "https://city.example.org/again"},
    "POST /desk/evidence/{near}/take-near/": {},
    "POST /desk/evidence/{piece}/withdraw/": {},
    "POST /desk/evidence/{withdrawn}/restore/": {},
    "POST /desk/evidence/{piece}/later-copy/": {"file": "{a file}"},
    "POST /desk/origins/{pair}/confirm/": {"name": "The wire"},
    "POST /desk/origins/{pair}/refuse/": {},
    "POST /desk/origins/{decided}/undo/": {},
    "POST /desk/watches/{watch}/settle/": NOTE,
    "POST /desk/watches/{settled}/unsettle/": {},
}

FOR_THE_HOLDER_ALONE: Rows = {
    **{
        f"POST /{where}/reviews/{{{stage}}}/{move}/": {}
        for where in ("api", "desk")
        for stage, move in (
            ("bare", "weigh"),
            ("drafted", "gather"),
            ("drafted", "submit"),
            ("submitted", "recall"),
        )
    },
}

FOR_EDITORS: Rows = {
    **{
        f"POST /{where}/reviews/{{{stage}}}/{move}/": body
        for where in ("api", "desk")
        for stage, move, body in (
            ("queued", "assign", {"to": "{checker}"}),
            ("submitted", "send-back", NOTE),
            ("approved", "revoke", NOTE),
            ("approved", "publish", {"sure": "yes"}),
            ("again", "correct", {"kind": "update", "text": "We added.", "sure": "yes"}),
            ("check", "reopen", {**NOTE, "to": "{checker}"}),
            ("reworked", "stand", NOTE),
            ("check", "ask-retract", {**NOTE, "text": "It was forged."}),
            ("queued", "drop", {"reason": "Nobody said it."}),
        )
    },
    "POST /api/reviews/{held}/plan/": {"priority": 80},
    "POST /api/reviews/{check}/correction/": CORRECTED,
    "PUT /api/reviews/{asked_retract}/retraction/": {"text": "It was forged."},
    "POST /api/reviews/{asked_retract}/retraction/decline/": NOTE,
    "POST /api/reviews/{check}/withhold/": {"what": "check", "reason": "Their lawyer wrote."},
    "POST /api/withholdings/{confirmed}/keep/": {},
    "POST /api/withholdings/{withheld}/lift/": {},
    "POST /api/articles/{mail}/privacy/": {"private": False},
    "POST /api/statements/{declined}/docket/": {"docket": "shown"},
    "POST /api/claims/{claim}/docket/": {"docket": "shown"},
    "POST /api/leanings/": {"kind": "word", "text": "rents", "amount": 1},
    "DELETE /api/leanings/{leaning}/": {},
    "POST /api/proposed-changes/{change}/confirm/": {},
    "POST /api/jobs/capture/{failed}/retry/": {},
    "POST /api/tips/{tip}/erase/": WHY,
    "POST /api/reports/{report}/answer/": {"answer": "We looked."},
    "POST /api/reports/{report}/close/": {},
    "POST /api/reports/{abuse}/undo/": {},
    "POST /api/reports/{report}/erase/": WHY,
    "POST /desk/plan/": {"review": "{held}", "priority": 80},
    "POST /desk/reviews/{check}/correction/": CORRECTION,
    "POST /desk/reviews/{asked_retract}/retraction/": {"do": "save", "text": "Forged."},
    "POST /desk/reviews/{check}/withhold/": {"what": "check", "reason": "Their lawyer wrote."},
    "POST /desk/withheld/{confirmed}/keep/": {},
    "POST /desk/withheld/{withheld}/lift/": {},
    "POST /desk/articles/{mail}/privacy/": {"private": "no"},
    "POST /desk/statements/{declined}/docket/": {"docket": "shown"},
    "POST /desk/claims/{claim}/docket/": {"docket": "shown"},
    "POST /desk/ranking/": {"kind": "word", "text": "rents", "amount": 1},
    "POST /desk/leanings/{leaning}/drop/": {},
    "POST /desk/changes/{change}/confirm/": {},
    "POST /desk/jobs/capture/{failed}/retry/": {},
    "POST /desk/jobs/capture/retry/": {},
    "POST /desk/tips/{tip}/erase/": WHY,
    "POST /desk/tips/{report}/answer/": {"answer": "We looked."},
    "POST /desk/tips/spam/?reports": {"tip": "{report}"},
    "POST /desk/tips/undo/?tip={abuse}": {},
}

FOR_WHO_PROPOSED: Rows = {  # the holder proposed it, and takes it back; editors refuse it
    "POST /api/proposed-changes/{change}/refuse/": NOTE,
    "POST /desk/changes/{change}/refuse/": NOTE,
}

FOR_OTHER_EDITORS: Rows = {
    "POST /api/reviews/{submitted}/approve/": {"revision": 1},
    "POST /desk/reviews/{submitted}/approve/": {"revision": 1},
    "POST /api/reviews/{corrected}/correction/confirm/": {"revision": 2},
    "POST /desk/reviews/{corrected}/correction/confirm/": {**CORRECTED, "revision": 2},
    "POST /api/reviews/{asked_retract}/retract/": {},
    "POST /desk/reviews/{asked_retract}/retract/": {"text": "Forged.", "sure": "yes"},
    "POST /api/withholdings/{withheld}/confirm/": {},
    "POST /desk/withheld/{withheld}/confirm/": {},
}

QUARANTINED_BY_API = (
    "snapshots/{quarantined}",
    "articles/{quarantined_article}",
    "tips/{quarantined_tip}",
)
QUARANTINED_AT_THE_DESK = (
    "archive/{quarantined}",
    "articles/{quarantined_article}",
    "tips/{quarantined_tip}",
)

FOR_ADMINS: Rows = {
    "POST /api/standard/": STANDARD,
    "POST /desk/standard/": STANDARD,
    "POST /api/people/{colleague}/by-line/": {"choice": "desk"},
    "POST /api/people/{colleague}/erase-name/": {"why": "Left the desk."},
    **{
        f"POST /api/{address}/{act}/": {}
        for address in QUARANTINED_BY_API
        for act in ("release-quarantine", "destroy-quarantined", "fetch-quarantined")
    },
    **{
        f"POST /desk/{address}/quarantine/{act}/": {}
        for address in QUARANTINED_AT_THE_DESK
        for act in ("release", "destroy", "fetch")
    },
    "POST /api/snapshots/{own_page}/erase/": WHY,
    "POST /desk/archive/{own_page}/erase/": WHY,
}

WRITES = (
    (ANYBODY, FOR_ANYBODY),
    (WITHOUT_A_STALE_TOKEN, FOR_ANYBODY_BY_API),
    (PEOPLE, FOR_PEOPLE),
    (DESK, FOR_THE_DESK),
    (HOLDER, FOR_THE_HOLDER),
    (HOLDER, FOR_WHO_PROPOSED),
    (ONLY_HOLDER, FOR_THE_HOLDER_ALONE),
    (EDITORS, FOR_EDITORS),
    (OTHER_EDITORS, FOR_OTHER_EDITORS),
    (ADMIN, FOR_ADMINS),
)
