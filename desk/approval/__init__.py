"""Approval, corrections and retractions: an editor's decisions on exactly one version."""
