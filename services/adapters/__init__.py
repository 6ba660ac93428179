"""The only code that touches the outside world: database, files, processes, tracking, cache."""
