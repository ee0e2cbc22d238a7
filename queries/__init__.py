"""From a release to answers: stored questions, and anybody's SPARQL, as tables."""
