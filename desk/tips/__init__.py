"""Tips: what readers sent, and the replies."""
