"""Ends the processes of `make run` when that is killed outright.

It leads the group all of them are in and reads a pipe that only `make run` holds open.
However early that dies, the pipe ends, and nobody of the group outlives it: one who is
still starting and loses the request to end is ended surely.
"""

import os
import signal
import sys
import time

GRACE = 3.0


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
