"""Runs the command line: `python -m extractor`."""

from extractor.cli import main

main()
