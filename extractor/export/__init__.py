"""VERB 9, records → files: csv, xlsx, jsonl and the published-table form."""
