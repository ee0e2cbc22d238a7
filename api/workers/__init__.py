"""Processes that evaluate: each holds a release open and answers one call at a time, within limits."""
