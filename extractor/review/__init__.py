"""VERB 8, records ⇄ decisions: the store of a run, and later what reviewers say of it."""
