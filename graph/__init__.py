"""Records → a release: names, quads, the store, and what readers open."""
