"""Compares facts that readers see next to a check, outside the revision, with history.

Who may have an archived copy, and why one was erased; names, roles and other spellings of
claimants; what became of the live pages of sources; the standard that the page on our methods
tells of.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TypedDict

from claims.claimants.models import Claimant
from history.export import one_moment, rows
from history.models import Event
from readers.verification.difference import Difference, is_not
from reviews.publication.audit import is_time_of
from reviews.publication.models import Publication
from reviews.revisions.public_document import prepare_public_documents, public_document
from reviews.standards.models import Standard
from reviews.watch import assess as watch_assess
from reviews.watch.models import OTHER_WORDS, Watch

NAMES = 200
"""Claimants that are compared in one transaction."""

LOST_WORDS = tuple(str(watch_assess.Passage(one).label) for one in OTHER_WORDS)
"""How history tells that a passage is not on its live page as it was."""

COPIES = """
SELECT content.snapshot_id, content.licence, told.kind, told.licence
FROM sources_content content
LEFT JOIN LATERAL (
    SELECT event.kind, event.format, nullif(payload.text, '')::jsonb ->> 'licence' AS licence
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'snapshot:' || content.snapshot_id
        AND event.kind IN ('keep', 'show-whole', 'hide')
    ORDER BY event.seq DESC LIMIT 1
) told ON true
WHERE content.is_public AND told.licence IS DISTINCT FROM content.licence
    -- The events that told of a page being put in did not yet say whether readers may have it.
    AND NOT coalesce(told.kind = 'keep' AND told.format = 1, false)
ORDER BY content.snapshot_id
"""

ERASED = """
SELECT content.snapshot_id, content.erased_why, told.why
FROM sources_content content
JOIN LATERAL (
    SELECT payload.text::jsonb ->> 'why' AS why
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'snapshot:' || content.snapshot_id AND event.kind = 'erase'
        AND payload.redacted_why = ''
    ORDER BY event.seq DESC LIMIT 1
) told ON true
WHERE content.erased_at IS NOT NULL AND normalize(content.erased_why) <> told.why
ORDER BY content.snapshot_id
"""

LIVE_PAGES = """
SELECT review.claim_id, evidence.number, watch.page, watch.passage, watch.since,
    told.after, told.occurred_at, watch.settled_at IS NOT NULL, last.kind = 'settle-watch'
FROM reviews_watch watch
JOIN reviews_evidence evidence ON evidence.id = watch.evidence_id
JOIN reviews_review review ON review.id = evidence.review_id
LEFT JOIN LATERAL (
    SELECT payload.text::jsonb ->> 'after' AS after, event.occurred_at
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'claim:' || review.claim_id AND event.kind = 'watch'
        AND payload.redacted_why = ''
        AND (payload.text::jsonb ->> 'review')::bigint = review.id
        AND (payload.text::jsonb ->> 'number')::int = evidence.number
    ORDER BY event.seq DESC LIMIT 1
) told ON true
LEFT JOIN LATERAL (
    SELECT event.kind
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'claim:' || review.claim_id
        AND event.kind IN ('watch', 'settle-watch', 'unsettle-watch')
        AND payload.redacted_why = ''
        AND (payload.text::jsonb ->> 'number')::int = evidence.number
        -- The oldest events of settling did not name the review.
        AND coalesce((payload.text::jsonb ->> 'review')::bigint, review.id) = review.id
    ORDER BY event.seq DESC LIMIT 1
) last ON true
WHERE watch.page <> ''
    AND EXISTS (SELECT 1 FROM reviews_publication WHERE review_id = review.id)
ORDER BY watch.evidence_id
"""


def differences() -> Iterator[Difference]:
    """Every such fact that is not what history says."""
    yield from _copies()
    for page, why, told in rows(ERASED):
        yield Difference(f"snapshot:{page}", is_not("why it was erased", why, told))
    yield from _live_pages()
    yield from _claimants()
    yield from _standard()


def _copies() -> Iterator[Difference]:
    for page, licence, kind, told in rows(COPIES):
        where = f"snapshot:{page}"
        if kind != "hide" and told:
            yield Difference(where, is_not("the licence of its public copy", licence, told))
        else:
            yield Difference(where, "readers may have its copy, and history does not say so")


def _live_pages() -> Iterator[Difference]:
    """A first look that finds the page the same is no event; other places of the same words
    are none either."""
    for claim, number, page, passage, since, after, at, is_settled, is_told in rows(LIVE_PAGES):
        where = f"claim:{claim}"
        if is_settled and not is_told:
            of = f"the live page of [{number}]"
            yield Difference(
                where, f"readers are not told of {of}, and history does not say why"
            )
        if page != Watch.Page.SAME and at and not (since and is_time_of(since, at)):
            of = f"the day on which the live page of [{number}] changed"
            yield Difference(where, is_not(of, since and since.date(), at.date()))
        told_page, _, told_passage = (
            after or watch_assess.describe_state("same", "")
        ).partition("; ")
        name = f"what became of the live page of [{number}]"
        label = watch_assess.describe_state(page, "")
        if label != told_page:
            yield Difference(where, is_not(name, label, told_page))
        elif (passage in OTHER_WORDS) != told_passage.startswith(LOST_WORDS):
            words = watch_assess.describe_state(page, passage)
            yield Difference(where, is_not(name, words, after or told_page))


def _claimants() -> Iterator[Difference]:
    last = ""
    while True:
        with one_moment():
            published = Publication.objects.filter(claimant_slug__gt=last)
            names = published.order_by("claimant_slug").values_list("claimant_slug", flat=True)
            slugs = list(names.distinct()[:NAMES])
            found = list(_of_claimants(slugs))
        yield from found
        if not slugs:
            return
        last = slugs[-1]


def _of_claimants(slugs: list[str]) -> Iterator[Difference]:
    newest = list(
        Publication.objects.filter(claimant_slug__in=slugs)
        .select_related("revision")
        .order_by("claimant_slug", "-changed_at", "-pk")
        .distinct("claimant_slug")
    )
    prepare_public_documents(one.revision for one in newest)
    frozen = {one.claimant_slug: public_document(one.revision)["claimant"] for one in newest}
    rows = list(Claimant.objects.filter(slug__in=slugs))
    chains = [f"claimant:{row.pk}" for row in rows]
    events = Event.objects.filter(chain__in=chains).select_related("side")
    lines = groupby(events.order_by("chain", "seq"), key=lambda event: event.chain)
    told = {chain: _described(list(of_one)) for chain, of_one in lines}
    for row in rows:
        where, facts = (
            f"/claimants/{row.slug}/",
            told.get(f"claimant:{row.pk}", DescribedFacts()),
        )
        approved = frozen[row.slug]
        if row.name != approved["name"]:
            yield Difference(where, is_not("its name", row.name, approved["name"]))
        if row.role not in {approved["role"], facts.get("role")}:
            expected = facts.get("role", approved["role"])
            yield Difference(where, is_not("its role", row.role, expected))
        if row.aliases != facts.get("aliases", []):
            expected = ", ".join(facts.get("aliases", []))
            yield Difference(where, is_not("its other names", ", ".join(row.aliases), expected))


class DescribedFacts(TypedDict, total=False):
    """The facts of a claimant that are compared with history."""

    role: str
    aliases: list[str]


def _described(events: list[Event]) -> DescribedFacts:
    """The facts of a claimant after all of its events."""
    facts = DescribedFacts()
    for event in events:
        if event.kind == "describe":
            facts |= event.payload.get("now", {})
        elif event.kind == "remember-spelling" and "spelling" in event.payload:
            facts["aliases"] = [*facts.get("aliases", []), event.payload["spelling"]]
    return facts


def _standard() -> Iterator[Difference]:
    """The standard in force; old events of a standard have fewer of its facts."""
    with one_moment():
        standard = Standard.objects.first()
        event = Event.objects.of("site").filter(kind="set-standard").first()
    if standard is None:
        return
    told = event.payload if event else {}
    if "origins_needed" not in told:
        yield Difference("/methodology/", "history does not say who set the standard in force")
    for name, value in told.items():
        if hasattr(standard, name) and getattr(standard, name) != value:
            what = f"{name} of the standard in force"
            yield Difference("/methodology/", is_not(what, getattr(standard, name), value))
