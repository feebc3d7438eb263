"""The site on loopback, in a thread of the test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Each thread has its own connections, which must not outlive the database."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving() -> Iterator[str]:
    """Gives its address. The database must be one where commits are real."""
    connections.close_all()
    server = make_server("127.0.0.1", 0, WSGIHandler(), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
