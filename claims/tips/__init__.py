"""Tips that readers send, and the replies to them."""
