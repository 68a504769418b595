"""Find which words somebody said, by cues, quotation marks and clauses."""
