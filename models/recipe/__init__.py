"""The recipe of the shipped recogniser: annotated reports and raw text → the spaCy folder en_case_report_ner."""
