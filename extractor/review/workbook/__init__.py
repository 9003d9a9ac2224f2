"""Review by file: a workbook for one reviewer, written and read back."""
