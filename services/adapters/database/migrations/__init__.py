"""Alembic's folder: how to run (env) and what to do (versions)."""
