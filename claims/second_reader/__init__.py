"""A second reader, optional and off: any endpoint that speaks OpenAI's chat completions.

It proposes quotes and nothing else. A quote counts only where it stands word for word in the
text; type, numbers and worth are our own functions'; a text that tells the model what to do can
at most have it propose words of that same text, for a person to decline.
"""

from claims.second_reader.run import (
    ask_second_reader,
    is_set_up,
    prepare_question,
    request_second_reading,
)

__all__ = ["ask_second_reader", "is_set_up", "prepare_question", "request_second_reading"]
