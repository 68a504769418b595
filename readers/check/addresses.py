"""Which check is at an address: under its own slug, or one that it used to have."""

from reviews.publication.models import Publication
from reviews.publication.models.withholdings import OldAddress
from reviews.publication.withheld import NotShown, Withheld


def check_at(slug: str, withheld: Withheld) -> Publication | None:
    """The check, whose slug is another one where it moved; None where there is nothing.

    Raises `NotShown` where readers do not see the check, or may not be led to it from here.
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
