"""A language whose texts are the English ones between ⟦ and ⟧: what is outside escaped."""

OPEN, CLOSE = "⟦", "⟧"


class PseudoTranslation:
    """A catalogue in which each text is itself, between ⟦ and ⟧."""

    plural_forms = ()

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}" if message else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def plural(self, number: int) -> int:
        return int(number != 1)

    def __getitem__(self, message: str) -> str:
        return self.gettext(message)

    def get(self, message: str, default: str) -> str:
        return self.gettext(message.rpartition("\4")[2])

    def language(self) -> str:
        return "en-gb"

    def to_language(self) -> str:
        return "en-gb"
