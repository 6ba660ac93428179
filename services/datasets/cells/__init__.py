"""What cells spell: the forms of their values, and the kind of column these make."""
