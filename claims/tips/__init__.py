"""Tips: what readers send, and the replies to them."""
