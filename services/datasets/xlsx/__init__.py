"""Workbooks: the sheet, its cells as a person sees them, and what was met in them."""
