"""Grammar: parsed sentences, repairs of common parser errors, and clauses."""
