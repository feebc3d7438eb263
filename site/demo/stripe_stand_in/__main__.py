"""Run the stand-in by itself: `python -m demo.stripe_stand_in --port 12111 …`."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from .server import SIGNING_KEY, StandIn
from .webhooks import loopback_only


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; give the exit status."""
    asked = _parser().parse_args(arguments)
    if os.environ.get("DEMO") != "1" and not asked.test:
        return _refuse("The payment stand-in runs only with DEMO=1 or --test.")
    try:
        stand_in = StandIn(
            webhook_url=asked.webhook_url,
            webhook_secret=asked.webhook_secret,
            port=asked.port,
            state_file=asked.state,
        )
    except OSError as error:
        return _refuse(f"Cannot use port {asked.port} or {asked.state}: {error}")
    except (KeyError, TypeError, ValueError):
        return _refuse(f"Cannot read {asked.state}: delete it to start afresh.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with stand_in:
        print(f"Payment stand-in, no real money: {stand_in.base_url}", flush=True)
        stop.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demo.stripe_stand_in",
        description="A stand-in for Stripe on 127.0.0.1. No real money moves.",
    )
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument(
        "--webhook-url", type=_own_address, help="where the site takes Stripe's events"
    )
    parser.add_argument(
        "--webhook-secret",
        default=os.environ.get("STRIPE_WEBHOOK_SECRET", SIGNING_KEY),
        help="what webhooks are signed with; STRIPE_WEBHOOK_SECRET if not given",
    )
    parser.add_argument(
        "--state", type=Path, help="a file that keeps the sessions over a restart"
    )
    parser.add_argument(
        "--test", action="store_true", help="run although DEMO is not 1"
    )
    return parser


def _own_address(url: str) -> str:
    try:
        return loopback_only(url)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
