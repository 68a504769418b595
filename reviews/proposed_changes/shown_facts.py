"""The kinds of facts that readers see and that are not frozen in a revision.

Each package above registers its kinds (in `reviews.apps`): how a fact is read, who may change
it, and which action changes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from accounts.models import User

Values = Mapping[str, Any]
"""The values of a fact by name. Which names there are depends on its kind."""


def no_chains(_subject: Any) -> list[str]:
    """No chain of history, for subjects whose own action records enough."""
    return []


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A kind of fact.

    `field` names its subject in a proposed change, `locks` is the model of the row to lock.
    `read(subject, wanted)` gives the present values, with the keys that history and a proposal
    show; `write(subject, by=…, **after)` is the action that changes them, with its rules and
    its event; `needs_editor(subject, by)` is whether a checker's change of it is only proposed.
    `chains(subject)` are the chains of history that record a proposal, in the order of their
    names.
    """

    field: str
    model: type[Model]
    locks: type[Model]
    read: Callable[[Any, Values], Values]
    write: Callable[..., object]
    needs_editor: Callable[[Any, User], bool]
    chains: Callable[[Any], list[str]]
    chains_of_users: Callable[[Any], list[str]] = no_chains
    """The chains that record a change made at once: of everything that uses the subject."""
    is_of_parts: bool = False
    """Whether one value can be written without the others."""


_FACTS: dict[str, ShownFact] = {}


def register_facts(facts: Mapping[str, ShownFact]) -> None:
    """Register kinds of facts, by the kind of a proposed change."""
    _FACTS.update(facts)


def fact_of(kind: str) -> ShownFact:
    """The facts of this kind."""
    return _FACTS[kind]


def field_of(subject: Model) -> str:
    """The field of a proposed change that holds such a subject."""
    return next(fact.field for fact in _FACTS.values() if isinstance(subject, fact.model))
