"""Attribution: which words somebody said, found by cues, quotation marks and clauses."""
