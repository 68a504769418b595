"""Finds the claimant on Wikidata: the entity, its description, the official website.

wikidata.org/w/api.php: `wbsearchentities` gives `{"search": [{"id", "label", "description"}]}`,
`wbgetentities` `{"entities": {id: {"claims": {property: [{"mainsnak": {"datavalue": {"value":
…}}}]}, "sitelinks": …}}}`; P856 is the official website, P569 the day of birth.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from reviews.finders import http as finder_http
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from sources.service_client import Service

ENTITY = re.compile(r"Q[1-9][0-9]{0,11}")
OFFICIAL_WEBSITE, BORN = "P856", "P569"
CANDIDATES = 2


class Wikidata(Finder):
    name = "wikidata"
    title = "Wikidata"
    needs = ("WIKIDATA_URL",)
    most = 2 * CANDIDATES

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        there = finder_http.finder_service(
            "Wikidata", settings.WIKIDATA_URL, seconds=self.seconds
        )
        found: list[FoundPage | ArchiveLink] = []
        told = ENTITY.search(facts.same_as.rpartition("/")[2])
        candidates = [told[0]] if told else self._candidates(there, facts)
        if not candidates:
            return []
        entities = finder_http.value_at(
            self._entities(there, candidates, facts.language), "entities"
        )
        for pk in candidates:
            entity = finder_http.value_at(entities, pk)
            if isinstance(entity, dict):
                found += _found(pk, entity, facts)
        return found

    def _candidates(self, there: Service, facts: ClaimFacts) -> list[str]:
        asked = {
            "action": "wbsearchentities",
            "format": "json",
            "search": facts.claimant,
            "language": facts.language,
            "uselang": facts.language,
            "type": "item",
            "limit": str(CANDIDATES),
        }
        if not facts.claimant:
            return []
        answer = finder_http.ask_service(self.name, there, "/w/api.php", asked)
        ids = (
            str(row.get("id"))
            for row in finder_http.objects_in(finder_http.value_at(answer, "search"))
        )
        return [pk for pk in ids if ENTITY.fullmatch(pk)][:CANDIDATES]

    def _entities(self, there: Service, ids: list[str], language: str) -> Any:
        asked = {
            "action": "wbgetentities",
            "format": "json",
            "ids": "|".join(ids),
            "props": "labels|descriptions|claims",
            "languages": language,
            "languagefallback": "1",
        }
        return finder_http.ask_service(self.name, there, "/w/api.php", asked)


def _found(pk: str, entity: finder_http.JsonObject, facts: ClaimFacts) -> list[FoundPage]:
    """The entity itself, unless the claimant already has it, and its official website."""
    label = _first(entity.get("labels")) or facts.claimant
    description = _first(entity.get("descriptions"))
    born = finder_http.plain_text(
        finder_http.value_at(_value(entity, BORN), "time"), 30
    ).lstrip("+")[:10]
    site = finder_http.plausible_url(_value(entity, OFFICIAL_WEBSITE))
    address = f"https://www.wikidata.org/wiki/{pk}"
    about = {"entity": pk, "claimant": facts.claimant, "born": born}
    found = [
        FoundPage(
            url=address,
            title=label,
            publisher="Wikidata",
            snippet=f"{label}: {description}" if description else label,
            about={**about, "same_as": address, "website": site},
        )
    ]
    if facts.same_as:
        found = []
    if site:
        own = FoundPage(
            url=site,
            title=f"Official website of {label}",
            publisher=label[:200],
            snippet=description,
            about={**about, "on": "who said it"},
        )
        found.append(own)
    return found


def _first(texts: Any) -> str:
    """The text of `{language: {"value": …}}`, in whichever language it has."""
    values = list(texts.values()) if isinstance(texts, dict) else []
    return (
        finder_http.plain_text(finder_http.value_at(values[0], "value"), 300) if values else ""
    )


def _value(entity: finder_http.JsonObject, name: str) -> Any:
    stated = finder_http.objects_in(finder_http.value_at(entity, "claims", name))
    return finder_http.value_at(stated[0], "mainsnak", "datavalue", "value") if stated else None
