"""The docket: what was received, is in work, was declined and why."""
