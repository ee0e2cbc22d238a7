"""Records → a release: names, quads, the store, and what readers open. Building is ``graph.build.build``."""

from graph.mapping import map_record
from graph.projection import project
from graph.release import Release, current_release, open_release, open_store

__all__ = ["Release", "current_release", "map_record", "open_release", "open_store", "project"]
