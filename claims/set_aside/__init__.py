"""Set aside: the words of a quarantined text, moved to where no page reads them."""
