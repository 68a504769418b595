"""What is measured, each figure beside the same work done the barest way in the same run."""
