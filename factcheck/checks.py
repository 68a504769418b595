"""System checks: what must not go live, and whether the database's own rules are in force.

`manage.py check --deploy` refuses an installation that is open where it must be closed;
`manage.py check --database default` (and every `migrate`) asks PostgreSQL whether the triggers
behind its rules are there and always fire. With both, it also checks the rights of the app's
role.
"""

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from sources.captures.politeness import our_policy
from sources.safe_fetch import DEFAULT

PROXIES = ("http_proxy", "https_proxy", "all_proxy")
SHORTEST_SECRET = 50
SAMPLES = ("insecure", "changeme", "change-me", "example", "sample", "for-tests", "secret")

GUARDS = {
    "accounts_user": (
        "account_change_has_event",
        "account_is_never_removed",
        "public_id_never_changes",
    ),
    "claims_article": ("article_stays_verbatim",),
    "claims_claimant": ("hidden_names_changed",),
    "claims_setaside": ("set_aside_stays",),
    "claims_statement": ("statement_stays_verbatim",),
    "history_event": ("event_never_changes", "event_never_emptied"),
    "history_payload": ("payload_never_emptied",),
    "reviews_approval": ("approval_by_another",),
    "reviews_author": ("author_stays",),
    "reviews_correction": ("never_changes", "never_emptied"),
    "reviews_deskpart": (
        "desk_part_is_committed_to",
        "desk_part_stays_or_is_erased",
        "never_emptied",
    ),
    "reviews_draft": ("draft_has_author",),
    "reviews_evidence": ("evidence_has_author",),
    "reviews_oldaddress": ("old_address_stays",),
    "reviews_publication": ("publication_is_approved",),
    "reviews_publishedversion": ("never_changes", "never_emptied"),
    "reviews_rating": ("never_changes", "never_emptied"),
    "reviews_review": ("review_life", "review_change_has_event"),
    "reviews_revision": ("never_changes", "never_emptied", "revision_names_all_authors"),
    "reviews_standard": ("never_changes", "never_emptied"),
    "reviews_withholding": ("withholding_has_event", "withholding_life"),
    "sources_content": (
        "new_text_has_its_hash",
        "text_has_its_hash",
        "quarantine_holds",
        "quarantined_again",
    ),
    "sources_earliertext": (
        "earlier_text_never_changes",
        "earlier_text_never_emptied",
        "earlier_text_was_hashed",
    ),
    "sources_quarantine": ("quarantine_is_not_deleted", "quarantine_is_not_emptied"),
    "sources_snapshot": ("snapshot_never_changes", "snapshot_never_emptied"),
    "sources_texthash": (
        "text_hash_is_of_the_text",
        "text_hash_never_changes",
        "text_hash_never_emptied",
    ),
}
"""Table → triggers of our migrations. A test compares this with a migrated database."""

NEVER_CHANGED = (
    "history_event",
    "history_payload",
    "history_head",
    "reviews_correction",
    "reviews_deskpart",
    "reviews_publishedversion",
    "reviews_rating",
    "reviews_revision",
    "reviews_standard",
    "sources_snapshot",
    "sources_texthash",
)
"""Tables whose rows the app's role may neither change nor delete."""


@register(Tags.security, deploy=True)
def local_addresses_are_refused(**_: Any) -> list[CheckMessage]:
    """The safe fetcher refuses local addresses, and no proxy is set in the environment."""
    found: list[CheckMessage] = []
    if not (DEFAULT.is_closed and our_policy().is_closed):
        found.append(
            Error(
                "The safe fetcher allows local addresses.",
                hint="Only tests allow local addresses; `sources.safe_fetch.DEFAULT` has none.",
                id="factcheck.E001",
            )
        )
    named = sorted(name for name, value in os.environ.items() if value and _is_proxy(name))
    if named:
        found.append(
            Error(
                f"{', '.join(named)}: behind a proxy, addresses are checked here and looked up"
                " there.",
                hint="Unset it for this desk: captures ignore proxies; nothing else needs one.",
                id="factcheck.E002",
            )
        )
    return found


def _is_proxy(name: str) -> bool:
    return name.lower() in PROXIES


@register(Tags.security, deploy=True)
def it_may_go_live(**_: Any) -> list[CheckMessage]:
    """Warn of settings that are fine on a laptop but not on the open network."""
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:  # there is none
        secret = ""
    is_sample = any(word in secret.lower() for word in SAMPLES)
    rules = (
        (settings.DEBUG, "DEBUG is on: error pages show the desk's internals.", "Unset DEBUG."),
        (
            is_sample or len(secret) < SHORTEST_SECRET,
            "SECRET_KEY is short, or copied from an example.",
            'Make one: python -c "import secrets; print(secrets.token_urlsafe(48))"',
        ),
        (
            not settings.REQUIRE_MFA,
            "REQUIRE_MFA is off: an editor's password alone publishes.",
            "Set REQUIRE_MFA=1.",
        ),
        (
            not settings.HTTPS,
            "HTTPS is off: cookies and drafts are sent unencrypted.",
            "Set SITE_URL to the https:// address, or HTTPS=1 behind a proxy.",
        ),
    )
    return [
        Error(what, hint=hint, id=f"factcheck.E{number:03}")
        for number, (is_wrong, what, hint) in enumerate(rules, start=3)
        if is_wrong
    ]


@register(Tags.security, deploy=True)
def letters_and_keys_go_where_they_should(**_: Any) -> list[CheckMessage]:
    """Warn of what works on a laptop but is missing, or overheard, on the open network."""
    rules = (
        (
            not settings.EMAIL_HOST,
            "No mail server: e-mails to people who sent tips pile up in a folder.",
            f"Set EMAIL_HOST and EMAIL_FROM; meanwhile they are in {settings.EMAIL_FILE_PATH}.",
        ),
        (
            bool(settings.READER_KEY) and not _is_sealed(settings.READER_URL),
            "READER_KEY is sent to READER_URL unencrypted.",
            "Use the https:// address of the second reader.",
        ),
        (
            not settings.CONTACT,
            "CONTACT is empty: sites that the desk fetches from cannot ask it to stop.",
            "Set CONTACT to an e-mail address or URL: requests and readers' pages give it.",
        ),
        (
            bool(settings.FACT_CHECK_TOOLS_KEY)
            and not _is_sealed(settings.FACT_CHECK_TOOLS_URL),
            "FACT_CHECK_TOOLS_KEY is sent to FACT_CHECK_TOOLS_URL unencrypted.",
            "Use the https:// address of the service.",
        ),
        (
            "PROXIES" not in os.environ,
            "PROXIES is not set: behind a proxy, all clients share the limits of one address.",
            "Set it to the number of your proxies, 0 if there is none (docs/how-to/proxy.md).",
        ),
    )
    return [
        Warning(what, hint=hint, id=f"factcheck.W{number:03}")
        for number, (is_wrong, what, hint) in enumerate(rules, start=1)
        if is_wrong
    ]


@register(Tags.security, deploy=True)
def the_owner_is_elsewhere(**_: Any) -> list[CheckMessage]:
    """Warn if the environment that web and workers share lets them connect as the owner."""
    if not settings.DATABASE_OWNER_URL:
        return []
    what = (
        "DATABASE_OWNER_URL is in this environment: a web process or worker that has it can"
        " rewrite history."
    )
    hint = "Give it to `manage.py migrate` alone; see docs/reference/settings.md."
    return [Warning(what, hint=hint, id="factcheck.W020")]


def _is_sealed(address: str) -> bool:
    """Whether nobody can read the traffic: it uses TLS, or never leaves this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}


@register(Tags.database)
def the_database_guards_itself(
    *, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Check that every trigger of the migrations is there and always fires, on replicas too."""
    return [
        message for name in _migrated(databases) for message in _missing_guards(_triggers(name))
    ]


def _migrated(databases: Iterable[str] | None) -> list[str]:
    """The databases to check; none before all migrations are applied."""
    found = []
    for name in databases or ():
        connection = connections[name]
        if connection.vendor == "postgresql":
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                found.append(name)
    return found


def _triggers(database: str) -> dict[tuple[str, str], str]:
    """(table, trigger) → when it fires: A always, O normally, R on a replica, D never."""
    with connections[database].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
        return {(table, name): str(when) for table, name, when in cursor.fetchall()}


def _missing_guards(triggers: dict[tuple[str, str], str]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for table, names in GUARDS.items():
        for name in names:
            when = triggers.get((table, name))
            if when is None:
                what = f"The trigger {name} of the table {table} is gone."
                hint = "Restore it from the migrations, then run `manage.py verify_history`."
                found.append(Error(what, hint=hint, id="factcheck.E007"))
            elif when != "A":
                what = f"The trigger {name} of the table {table} can be bypassed."
                hint = (
                    f"As the owner: ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};"
                    " then run `manage.py verify_history`."
                )
                found.append(Error(what, hint=hint, id="factcheck.E008"))
    return found


@register(Tags.database, deploy=True)
def the_app_is_not_the_owner(
    *, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Check that the app's role may not do what only the owner may."""
    found: list[CheckMessage] = []
    for name in _migrated(databases):
        with connections[name].cursor() as cursor:
            cursor.execute(
                "SELECT table_name, privilege FROM unnest(%s::text[]) table_name,"
                " unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) privilege"
                " WHERE has_table_privilege(table_name, privilege)",
                [list(NEVER_CHANGED)],
            )
            for table, privilege in cursor.fetchall():
                what = (
                    f"The role of DATABASE_URL has {privilege} on {table}, which never changes."
                )
                hint = "DATABASE_URL is factcheck_app's; the owner's is DATABASE_OWNER_URL."
                found.append(Error(what, hint=hint, id="factcheck.E009"))
    return found
