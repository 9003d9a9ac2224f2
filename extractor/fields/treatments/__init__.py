"""What was given to the patient, and what a text only names."""
