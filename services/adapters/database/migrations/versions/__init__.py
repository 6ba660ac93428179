"""The revisions, named by number and purpose; each runs in one transaction on SQLite and PostgreSQL."""
