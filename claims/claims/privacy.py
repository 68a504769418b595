"""Show or withhold claims in the docket before a check of them is published."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.privacy import EDITORS_RELEASE
from claims.claims.models import Claim
from history.record import record


@transaction.atomic
def set_docket(claim: Claim, *, docket: str, by: User) -> Claim:
    """Set whether the docket shows a claim's words before a check of it is published.

    `docket` is shown, withheld, or empty for the desk's setting. Anybody at the desk may
    withhold a claim; only editors may do the rest. A claim that came only from private texts
    can't be shown until its text is marked as public.
    """
    if not by.is_checker:
        raise PermissionDenied(_("Only people of the desk may do this."))
    if docket != Claim.Docket.WITHHELD and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    claim = Claim.objects.with_privacy().get(pk=claim.pk)
    if docket == Claim.Docket.SHOWN and claim.is_private:  # type: ignore[attr-defined]
        raise ValidationError(
            {
                "docket": _(
                    "This claim came only from a private text. Say on the article's page"
                    " that readers may know of the text, then show the claim."
                )
            }
        )
    if claim.docket == docket:
        return claim
    was, claim.docket = claim.docket, docket
    claim.full_clean()
    claim.save(update_fields=["docket"])
    record(claim.chain, "docket", by=by, was=was, now=docket)
    return claim
