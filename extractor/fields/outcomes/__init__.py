"""How the illness went."""
