"""The palette behind Ctrl+K: claims, archived pages and things to do, found while typing."""
