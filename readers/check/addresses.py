"""Which check is at an address: under its own slug, or one that it used to have."""

from reviews.publication.models import Publication
from reviews.publication.models.withholdings import OldAddress
from reviews.publication.withheld import NotShown, Withheld


def check_at(slug: str, withheld: Withheld) -> Publication | None:
    """The check at an address, with another slug if it moved; None if there is none.

    Raises `NotShown` if the check is withheld, or if this address must not lead to it.
    """
    found = Publication.objects.for_page().filter(slug=slug).first()
    if found is None:
        old = OldAddress.objects.filter(slug=slug).select_related("publication").first()
        if old is None:
            return None
        if refusal := withheld.old_address(old):
            raise refusal
        found = Publication.objects.for_page().get(pk=old.publication_id)
    if withholding := withheld.checks.get(found.pk):
        raise NotShown.by(withholding)
    return found
