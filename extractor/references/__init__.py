"""VERB 10: reference exports → citations without duplicates, linked to papers, counted in a flow."""
