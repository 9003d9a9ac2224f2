"""Which illness a text reports, how firmly it says so, and which ones it gives up."""
