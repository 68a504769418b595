"""The demo desk: an invented town and its quarrel about money, told through the real actions."""
