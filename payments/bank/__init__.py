"""The bank's files: read, taken in, and each line of them explained."""
