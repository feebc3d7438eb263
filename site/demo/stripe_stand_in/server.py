"""The server: one account of a pretended Stripe, on 127.0.0.1 and nowhere else."""

import sys
import threading
from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Self, override

from .control import Controls
from .faults import Faults
from .handler import Handler
from .state import State
from .webhooks import Courier, loopback_only

HOST = "127.0.0.1"
SIGNING_KEY = "whsec_stand_in"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, stand_in: "StandIn", port: int) -> None:
        self.stand_in = stand_in
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Bind without HTTPServer's look-up of our own name, which may be slow."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet when a client hangs up; anything else is our mistake."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class StandIn(Controls):
    """A running stand-in: `with StandIn(webhook_url=…) as stand_in: stand_in.base_url`.

    Port 0 is any free one. Without a webhook_url the webhooks wait until one is set.
    """

    def __init__(
        self,
        *,
        webhook_url: str | None = None,
        webhook_secret: str = SIGNING_KEY,
        port: int = 0,
        state_file: Path | None = None,
        retry_after: Sequence[float] = (0.5, 1.0, 2.0),
    ) -> None:
        self.state = State(state_file)
        self.faults = Faults()
        url = None if webhook_url is None else loopback_only(webhook_url)
        self.courier = Courier(self.state, url, webhook_secret, retry_after)
        self.stopping = threading.Event()
        self._server = Server(self, port)
        self.base_url = f"http://{HOST}:{self._server.server_port}"
        self.state.base_url = self.base_url
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="stripe-stand-in",
            daemon=True,
        )

    @property
    def webhook_url(self) -> str | None:
        return self.courier.url

    @webhook_url.setter
    def webhook_url(self, url: str | None) -> None:
        with self.state.changed:
            self.courier.url = None if url is None else loopback_only(url)
            self.state.changed.notify_all()

    @property
    def webhook_secret(self) -> str:
        return self.courier.secret

    @webhook_secret.setter
    def webhook_secret(self, secret: str) -> None:
        with self.state.lock:
            self.courier.secret = secret

    def start(self) -> Self:
        self.courier.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop taking requests and sending webhooks; what was done is saved."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self.courier.stop()
        with self.state.lock:
            self.state.save()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
