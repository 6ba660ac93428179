"""One column described by its kind: figures, far values, what stands for missing."""
