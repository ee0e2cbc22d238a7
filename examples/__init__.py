"""Invented documents of fictitious places, so that the first command has something real to read."""
