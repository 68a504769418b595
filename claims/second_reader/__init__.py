"""An optional language model that proposes more statements: any OpenAI-compatible endpoint.

It only proposes quotes. A quote counts only if the text contains it word for word; type,
numbers and worth come from our own functions. So a text that gives the model instructions can
at most make it propose words of that same text, for a person to decline.
"""

from claims.second_reader.run import (
    ask_second_reader,
    is_set_up,
    prepare_question,
    request_second_reading,
)

__all__ = ["ask_second_reader", "is_set_up", "prepare_question", "request_second_reading"]
