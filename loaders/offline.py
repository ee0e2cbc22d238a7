"""No way out: a process that reads what strangers wrote gives up the network for good, where the system lets it.

Readers and the guard of queries refuse whatever would call out; this is the second wall, should the first have a hole.
On Linux a network namespace of its own has no device to send through, and descriptors it has already go on working. It
needs Linux and one thread, and it is free for root; others enter a namespace of users with it, which some systems and
containers forbid. There ``deploy/zeren.service`` has the system itself refuse all addresses but this machine's.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET of linux/sched.h
_NEW_USERS: Final = 0x10000000  # CLONE_NEWUSER


def leave_network() -> bool:
    """Let no connection out of this process and its children from now on; returns whether the system did so."""
    if sys.platform != "linux":
        return False
    import ctypes

    unshare = ctypes.CDLL(None).unshare
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        return bool(unshare(_NEW_NETWORK) == 0)
    if unshare(_NEW_NETWORK | _NEW_USERS) != 0:
        return False
    with suppress(OSError):  # it is the same user then by name too; without, files are its own all the same
        for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path(f"/proc/self/{name}").write_text(line, encoding="ascii")
    return True
