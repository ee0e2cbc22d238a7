"""How hard properties are tried: HYPOTHESIS_PROFILE=ci or nightly; without it, as hypothesis has it."""

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow]  # what is slow here is the drawing of long documents

settings.register_profile("ci", max_examples=200, deadline=None, suppress_health_check=SLOW, print_blob=True)
settings.register_profile("nightly", max_examples=10_000, deadline=None, suppress_health_check=SLOW, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
