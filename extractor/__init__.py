"""Reads case reports into one evidenced row per patient. The public names load what they need when they are used."""

__version__ = "0.1.0"
