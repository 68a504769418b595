"""The pages of the desk: lists and triage under `desk`, one review under `work`."""
