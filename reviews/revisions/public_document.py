"""A frozen document as readers may see it today: without what is private now.

A revision never changes, and its hash still verifies. But a text can be marked as private after
a check was published, and a claimant as a private person. The sender of the text, or the name
of the person, must then be gone everywhere at once. So every page, list, feed,
card and API answer for readers is made from what these functions give, never from
a `Revision` itself.
"""

from collections.abc import Iterable
from typing import TypedDict

from claims.articles.models import Article
from claims.claimants.models import Claimant
from claims.statements.models import Statement
from reviews.revisions.document import Document, FirstAppearance, FrozenClaimant, FrozenEvidence
from reviews.revisions.models import Revision
from reviews.revisions.surnames import surname_alone
from reviews.revisions.word_removal import Blank, document_without, texts
from sources.safe_fetch.media_type import EML


class NoSource(TypedDict):
    """The keys of a first appearance that would say where the words were found."""

    before: str
    after: str
    publisher: str
    title: str
    date: None
    url: str


class UnnamedMail(TypedDict):
    """The keys of an archived page that say whose mail it is."""

    publisher: str
    title: str
    url: str
    published_on: None


NO_SOURCE: NoSource = {
    "before": "",
    "after": "",
    "publisher": "",
    "title": "",
    "date": None,
    "url": "",
}
"""What readers see of the place of a claim if the text is private: nothing but its words."""
A_MAIL: UnnamedMail = {"publisher": "", "title": "An e-mail", "url": "", "published_on": None}
"""What readers see of a cited e-mail: neither who wrote it nor its subject or date."""


def public_document(revision: Revision) -> Document:
    """The revision's document as readers may see it. Remembered on the row."""
    if not hasattr(revision, "_public_document"):
        prepare_public_documents([revision])
    return revision._public_document  # type: ignore[attr-defined, no-any-return]  # noqa: SLF001


def prepare_public_documents(revisions: Iterable[Revision]) -> None:
    """Work out `public_document` for many revisions with a fixed number of queries."""
    rows = list(revisions)
    for row, document in zip(
        rows, public_documents([row.public_part for row in rows]), strict=True
    ):
        row._public_document = document  # type: ignore[attr-defined]  # noqa: SLF001


def public_documents(documents: Iterable[Document]) -> list[Document]:
    """The same for documents that are not frozen yet, such as a preview's."""
    found = list(documents)
    hidden = _private_sources(found)
    released = _released_mails(found)
    people = _private_people(found)
    shown: list[Document] = [
        {
            **(_without_source(document) if place in hidden else document),
            "evidence": [_cited(piece, released) for piece in document["evidence"]],
        }
        for place, document in enumerate(found)
    ]
    return [_without_name(one, people.get(one["claimant"]["id"])) for one in shown]


def name_blanks(claimant: Claimant) -> list[Blank]:
    """The names of a private person, longest first, with what readers see in their place.

    With Mr, Ms, Mrs or Dr before it the surname is one of them.
    """
    names = [claimant.name, *claimant.aliases]
    surname = claimant.name.split()[-1]
    names += [
        f"{title}{dot} {surname}" for title in ("Mr", "Ms", "Mrs", "Dr") for dot in ("", ".")
    ]
    shown = claimant.public_name
    return [Blank(name, f"[{shown}]", shown) for name in sorted(set(names), key=len)[::-1]]


def _private_people(documents: list[Document]) -> dict[int, Claimant]:
    ids = {document["claimant"]["id"] for document in documents}
    return {
        one.pk: one for one in Claimant.objects.filter(pk__in=ids, kind=Claimant.Kind.PRIVATE)
    }


def _without_name(document: Document, person: Claimant | None) -> Document:
    """A document of a private person's claim without their name, page, role and addresses."""
    if person is None:
        return document
    shown = document_without(document, blanks_in(document, person))
    nobody: FrozenClaimant = {
        "id": person.pk,
        "name": person.public_name,
        "slug": "",
        "role": "",
        "same_as": "",
        "kind": person.kind,
    }
    return {**shown, "claimant": nobody}


def blanks_in(document: Document, person: Claimant) -> list[Blank]:
    """Their names, and the surname alone if it cannot mean anybody or anything else."""
    blanks, shown = name_blanks(person), person.public_name
    said = {name: part for name, part in document.items() if name != "claimant"}
    if surname := surname_alone(person.name, "\n".join(texts(said))):
        blanks.append(Blank(surname, f"[{shown}]", shown))
    return blanks


def _private_sources(documents: list[Document]) -> set[int]:
    """The positions of documents whose first appearance is in a text that is private now."""
    said = {place: one["said"] for place, one in enumerate(documents) if one["said"]}
    articles = {place: one["article"] for place, one in said.items() if "article" in one}
    private = set(
        Article.objects.private().filter(pk__in=articles.values()).values_list("pk", flat=True)
    )
    hidden = {place for place, article in articles.items() if article in private}
    unnamed = {place: said[place] for place in said if place not in articles}
    if unnamed:
        claims = {documents[place]["claim"]["id"] for place in unnamed}
        public = set(
            Statement.objects.filter(claim__in=claims, article__private_because="").values_list(
                "claim", "quote", "article__url"
            )
        )
        hidden |= {
            place
            for place, one in unnamed.items()
            if (documents[place]["claim"]["id"], one["quote"], one["url"]) not in public
        }
    return hidden


def _without_source(document: Document) -> Document:
    """The document without the facts about where the words were found.

    The place at which it was said goes too, if that is only the publisher or the address.
    """
    said, claim = document["said"], document["claim"]
    if said is None:
        return document
    tells_source = claim["said_where"] in {said["publisher"], said["url"]}
    return {
        **document,
        "said": _words_alone(said),
        "claim": {**claim, "said_where": "" if tells_source else claim["said_where"]},
    }


def _words_alone(said: FirstAppearance) -> FirstAppearance:
    return {**said, **NO_SOURCE}


def _released_mails(documents: list[Document]) -> set[int]:
    """Snapshots of e-mails that an editor has said are public."""
    pages = [piece["snapshot"] for document in documents for piece in document["evidence"]]
    mails = {page["id"] for page in pages if page and page["media_type"] == EML}
    if not mails:
        return set()
    told_of = Article.objects.public()
    uploaded = told_of.filter(page__in=mails).values_list("page", flat=True)
    fetched = told_of.filter(capture__snapshot__in=mails)
    return {*uploaded, *fetched.values_list("capture__snapshot", flat=True)}


def _cited(piece: FrozenEvidence, released: set[int]) -> FrozenEvidence:
    page = piece["snapshot"]
    if page is None or page["media_type"] != EML or page["id"] in released:
        return piece
    return {
        **piece,
        "before": "",
        "after": "",
        "selector": None,
        "snapshot": {**page, **A_MAIL},
    }
