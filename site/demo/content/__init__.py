"""The words and pictures of the demo association, as plain data without a database."""
