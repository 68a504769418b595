"""Changes to what readers see: proposed by a checker, confirmed by an editor."""
