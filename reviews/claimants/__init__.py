"""Claimants: their names, who they are, and the published pages that show them."""
