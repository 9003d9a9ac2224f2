"""The illnesses that a patient, or the family, had beside the one reported."""
