"""What staff see: HTML pages only, one folder per page."""
