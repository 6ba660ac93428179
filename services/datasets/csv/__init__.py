"""Delimited text: where the table stands in a file, its dialect, its lines and what repairs them."""
