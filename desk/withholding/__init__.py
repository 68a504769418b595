"""Withholding: what readers are not shown for now."""
