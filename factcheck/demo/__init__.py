"""The demo desk: an invented town and its quarrels, made with the real actions."""
