"""Answers to tips and to readers' reports."""
