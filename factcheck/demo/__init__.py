"""The demo desk: an invented town and its quarrels, told by the real actions."""
