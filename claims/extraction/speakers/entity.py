"""A person or body of one article, with everything that the article has called them."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.lexicon import entity_names


@dataclass(eq=False)
class Entity:
    """A person or body of the article: every name and role it was given so far.

    A body `is_uncertain` where only the model says so and the name looks like a person's.
    """

    kind: str
    names: list[str] = field(default_factory=list)
    roles: list[entity_names.Role] = field(default_factory=list)
    gender: str | None = None
    is_plural: bool = False
    is_uncertain: bool = False
    met_in: int = 0
    times: int = 0
    same: Entity | None = None

    def takes(self, pronoun: str | None) -> bool:
        """May a male, female, plural or thing pronoun stand for this figure?"""
        if pronoun in ("male", "female"):
            is_person = self.kind == "person" and not self.is_plural
            return is_person and self.gender in (None, pronoun)
        if pronoun == "plural":
            return self.is_plural or self.kind == "body"
        return pronoun == "thing" and self.kind == "body" and not self.is_plural

    @property
    def is_whole(self) -> bool:
        """Surely a person: called by more than one word, or by a role."""
        return bool(self.roles) or any(" " in name for name in self.names)

    def resolved(self) -> Entity:
        """The figure that this one turned out to be."""
        figure = self
        while figure.same is not None:
            figure = figure.same
        return figure

    @property
    def name(self) -> str | None:
        """The fullest name: most words, then the one used first; else the role."""
        if self.names:
            return max(self.names, key=lambda name: len(name.split()))
        return self.roles[0].text if self.roles else None

    @property
    def title(self) -> str | None:
        """The fullest role the article gives."""
        texts = [role.text for role in self.roles]
        return max(texts, key=lambda text: len(text.split())) if texts and self.names else None
