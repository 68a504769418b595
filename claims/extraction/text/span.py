"""A span of text: start and end in code points, the end excluded."""

Span = tuple[int, int]
