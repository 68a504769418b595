"""The public side, read-only: pages, search, feeds. Changes things only by the apps below."""
