"""Lets `python -m hydroml.app.cli` do what the `hydroml` command does."""

from . import main

main()
