"""Whether this system lets a process give up the network."""

import subprocess
import sys

import pytest

_LEAVES = "from loaders.offline import leave_network; raise SystemExit(not leave_network())"
CAN_BE_LEFT = subprocess.run([sys.executable, "-c", _LEAVES], check=False).returncode == 0
needs_leaving = pytest.mark.skipif(not CAN_BE_LEFT, reason="this system lets no process give up the network")
