"""Fill in the type, numbers and worth of statements that didn't come from extraction."""

from claims.extraction.checkworthiness import score_statement
from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.lexicon.cues import load_cues
from claims.extraction.lexicon.language import known_languages
from claims.extraction.numbers.quantities import find_numbers
from claims.statements.models import Statement

MARKS = '“”"«»„'


def enrich_statement(statement: Statement) -> None:
    """Fill in type, numbers, worth and reasons from the words alone.

    It applies the rules of extraction, without the parser, to statements that a person marked
    or submitted in a list. Unsupported languages are treated as English.
    """
    code = statement.article.language
    language = code if code in known_languages() else "en"
    numbers = find_numbers(statement.quote, language)
    statement.claim_type = classify_claim(
        statement.quote,
        cue=statement.cue or "",
        kind=statement.kind,
        numbers=numbers,
        cues=load_cues(language),
        language=language,
    )
    statement.worth, reasons = score_statement(
        statement.quote,
        claim_type=statement.claim_type,
        numbers=numbers,
        speaker=statement.speaker,
        is_named=bool(statement.speaker),
        is_said=statement.kind != Statement.Kind.NARRATION,
        is_reported=statement.kind in (Statement.Kind.INDIRECT, Statement.Kind.MIXED),
        denied=statement.denied,
        language=language,
    )
    statement.reasons = list(reasons)
    statement.numbers = [number.as_json() for number in numbers]
