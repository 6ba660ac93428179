"""Names of the files in the folder of a dataset."""

ORIGINAL = "original"
TABLE = "table.parquet"
REPORT = "ingest.json"
SAMPLE = "sample.json"
LINES = "lines.json"
