"""Triage: accepting statements, filing and queuing claims."""
