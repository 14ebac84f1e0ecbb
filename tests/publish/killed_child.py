"""A warm process that makes children on command, for the tests that kill them.

Reads lines from standard input; each makes one child, which publishes a site once:

``a exchange spare 0``  site A, exchanging, with a spare; the child then waits to be killed
``b journal bare 17``   site B, by the journal; the child kills itself at its 17th event

Answers ``begun PID`` when the child works, and ``ended CODE`` when it is no more.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sitegen.publish.exchange import exchange
from tests.publish import publish_samples as samples

SITES = {"a": samples.site_a, "b": samples.site_b}
WAYS = {"exchange": exchange, "journal": samples.without_exchange}
SEEN = ("open", "os.", "ctypes.call", "shutil.")


def kill_at(nth: int) -> None:
    """End this process at its nth event: before a call of the system, after the one before."""
    count = 0

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event.startswith(SEEN):
            count += 1
            if count == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def be_the_child(root: Path, site: str, way: str, spare: str, nth: int) -> None:
    project = samples.Project(root)
    if nth:
        kill_at(nth)
    project.publish(SITES[site](), exchange=WAYS[way], keep_spare=spare == "spare")
    if not nth:
        signal.pause()


def main() -> None:
    root = Path(sys.argv[1])
    for line in sys.stdin:
        site, way, spare, nth = line.split()
        child = os.fork()
        if child == 0:
            try:
                be_the_child(root, site, way, spare, int(nth))
            except BaseException as error:  # noqa: BLE001
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        print("begun", child, flush=True)
        _, status = os.waitpid(child, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
