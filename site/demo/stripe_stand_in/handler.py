"""One HTTP request: to the API, the hosted page or the control calls."""

import json
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, override
from urllib.parse import urlsplit

from . import pages
from .api import Request, answer
from .checkout import expire_overdue
from .control import call
from .errors import StripeError
from .pages import Page
from .webhooks import is_loopback

if TYPE_CHECKING:
    from .server import Server

MOST_BYTES = 1_000_000
JSON = "application/json"


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.0: one connection a request, so nothing outlives the server."""

    server: "Server"
    server_version = "StripeStandIn"
    timeout = 30

    def do_GET(self) -> None:
        self._route("")

    def do_POST(self) -> None:
        body = self._body()
        if body is not None:
            self._route(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the answers are asked for with the control call `look`."""

    def _route(self, body: str) -> None:
        parts = urlsplit(self.path)
        # A web page elsewhere could point its own name at 127.0.0.1.
        if not is_loopback(
            urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        ):
            self._send_json(403, {"error": "Only from this machine."})
        elif parts.path.startswith("/v1/"):
            form = body if self.command == "POST" else parts.query
            self._api(Request(self.command, parts.path, form, self._headers()))
        elif parts.path.startswith("/c/pay/"):
            self._page(parts.path.removeprefix("/c/pay/"), parts.query, body)
        elif parts.path.startswith("/_control/"):
            self._control(parts.path.removeprefix("/_control/"), body)
        elif parts.path == "/page.css":
            self._send(200, "text/css; charset=utf-8", _stylesheet())
        elif parts.path == "/favicon.ico":
            self._send(204, "image/x-icon", b"")
        else:
            self._send_json(404, {"error": "There is nothing here."})

    def _api(self, request: Request) -> None:
        stand_in = self.server.stand_in
        line = f"{request.method} {request.path}"
        with stand_in.state.lock:
            expire_overdue(stand_in.state)
            failure = stand_in.faults.take("fail", line)
            delay = stand_in.faults.take("delay", line)
            drop = stand_in.faults.take("drop", line)
            given = answer(stand_in.state, request, failure)
            if request.method == "POST":
                stand_in.state.save()
        if delay is not None:
            stand_in.stopping.wait(delay.seconds)
        if drop is None:
            self._send_json(given.status, given.body, given.headers)

    def _page(self, session_id: str, query: str, form: str) -> None:
        state = self.server.stand_in.state
        headers = self._headers()
        with state.lock:
            expire_overdue(state)
            try:
                if self.command == "POST":
                    page = pages.act(state, session_id, form, headers)
                    state.save()
                else:
                    page = pages.show_page(state, session_id, query, headers)
            except StripeError as error:
                self._send_json(error.status, error.body())
                return
        self._send_page(page)

    def _control(self, name: str, body: str) -> None:
        origin = self.headers.get("Origin")
        if origin is not None and origin != self.server.stand_in.base_url:
            self._send_json(403, {"error": "Not from another site's page."})
            return
        if (self.command == "GET") != (name == "look"):
            self._send_json(405, {"error": "GET is for look, POST for the rest."})
            return
        try:
            arguments = json.loads(body or "{}")
            if not isinstance(arguments, dict):
                raise ValueError("The arguments must be a JSON object.")
            result = call(self.server.stand_in, name, arguments)
        except StripeError as error:
            self._send_json(error.status, error.body())
        except ValueError as error:
            self._send_json(400, {"error": str(error)})
        else:
            self._send_json(200, {"result": result})

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _body(self) -> str | None:
        """Read the body; give nothing, and answer, if it cannot be read."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            self._send_json(413, {"error": "The body is too long or has no length."})
            return None
        try:
            return self.rfile.read(int(length)).decode()
        except UnicodeDecodeError:
            self._send_json(400, {"error": "The body must be UTF-8."})
            return None

    def _send_page(self, page: Page) -> None:
        headers = {"X-Content-Type-Options": "nosniff"}
        if page.policy:
            headers["Content-Security-Policy"] = page.policy
        if page.location:
            headers["Location"] = page.location
        self._send(page.status, "text/html; charset=utf-8", page.html.encode(), headers)

    def _send_json(
        self, status: int, body: Any, headers: dict[str, str] | None = None
    ) -> None:
        content = json.dumps(body, indent=2, ensure_ascii=False).encode()
        self._send(status, JSON, content, headers)

    def _send(
        self,
        status: int,
        content_type: str,
        content: bytes,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@cache
def _stylesheet() -> bytes:
    return Path(__file__).with_name("page.css").read_bytes()
