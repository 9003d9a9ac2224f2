"""Where the disease is, and what pictures and tissue show of it."""
