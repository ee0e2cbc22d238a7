"""Doors: the command line and the HTTP application. They parse, call one function, and show; they decide nothing."""
