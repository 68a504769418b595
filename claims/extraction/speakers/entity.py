"""A person or organization of one article, with all names and roles the article uses."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.lexicon import entity_names


@dataclass(eq=False)
class Entity:
    """A person or organization of the article, with every name and role found so far.

    `is_uncertain` marks an organization by the name model alone that may be a person;
    `uses_they` a person whose pronoun is "they".
    """

    kind: str
    names: list[str] = field(default_factory=list)
    roles: list[entity_names.SpeakerRole] = field(default_factory=list)
    gender: str | None = None
    is_plural: bool = False
    is_uncertain: bool = False
    uses_they: bool = False
    first_sentence: int = 0
    mentions: int = 0
    has_spoken: bool = False
    same: Entity | None = None

    def is_called(self, mention: entity_names.Mention) -> bool:
        """Return whether this very name was used before."""
        return mention.name in self.names

    def fits_pronoun(self, pronoun: str | None) -> bool:
        """Return whether a male, female, plural or thing pronoun can refer to this entity.

        "Singular" is "they" for one person of whom no gender is told.
        """
        if pronoun in ("male", "female"):
            is_person = self.kind == "person" and not self.is_plural
            return is_person and self.gender in (None, pronoun)
        if pronoun == "singular":
            return self.kind == "person" and not self.is_plural and self.gender is None
        if pronoun == "plural":
            return self.is_plural or self.kind == "body" or self.uses_they
        return pronoun == "thing" and self.kind == "body" and not self.is_plural

    @property
    def is_bare_name(self) -> bool:
        """Whether nothing but one word is known, which may be no person's name."""
        is_unknown = self.kind == "person" and self.gender is None and not self.roles
        return is_unknown and bool(self.names) and not any(" " in name for name in self.names)

    @property
    def is_whole(self) -> bool:
        """Whether it has a role or a name of several words, and so is surely a person."""
        return bool(self.roles) or any(" " in name for name in self.names)

    def resolved(self) -> Entity:
        """Return the entity that this one was found to be the same as."""
        entity = self
        while entity.same is not None:
            entity = entity.same
        return entity

    @property
    def name(self) -> str | None:
        """The name with the most words, of equal ones the first; without a name, the role."""
        if self.names:
            return max(self.names, key=lambda name: len(name.split()))
        return self.roles[0].text if self.roles else None

    @property
    def title(self) -> str | None:
        """The role with the most words, if the entity has a name."""
        texts = [role.text for role in self.roles if role.text]
        return max(texts, key=lambda text: len(text.split())) if texts and self.names else None
