"""How much memory this process has held at most."""

import resource
import sys


def peak_megabytes() -> float:
    """The greatest resident size so far, in MB of 1,000,000 bytes; the system counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6
