"""How long the illness had lasted, and how long the patient was followed."""
