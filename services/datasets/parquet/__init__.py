"""Parquet: its types, nested ones too, as columns of the normalised table."""
