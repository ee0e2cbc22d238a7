"""A file in, a Record out: what one government document says, each entry with its place in the text."""
