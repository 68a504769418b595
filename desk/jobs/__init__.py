"""Jobs: what is waiting, running or failed."""
