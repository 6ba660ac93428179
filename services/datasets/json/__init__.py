"""JSON and NDJSON: records, columns and nested values as a table of text."""
