"""What is worth knowing of a table before it is learned from: one rule, one function."""
