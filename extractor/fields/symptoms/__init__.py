"""What the patient came with, and with what the illness began."""
