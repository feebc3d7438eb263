"""A load on one address over kept-open connections, with as little work as can be.

The reader and the server share the machine; a reader of raw sockets takes about a
twentieth of what a Django answer takes, so the ratio of two servers stays honest.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field

CONNECTIONS = 16


@dataclass
class Result:
    """What one run gave. `seconds` holds each answer's time."""

    answers: int
    took: float
    status: int
    size: int
    seconds: list[float] = field(repr=False, default_factory=list)

    @property
    def per_second(self) -> float:
        return self.answers / self.took

    def percentile(self, share: float) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * share)] * 1000


class Connection:
    """One kept-open connection that always waits for one answer."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request = request
        self.buffer = b""
        self.needed = 0
        self.status = 0

    def ask(self) -> None:
        self.buffer, self.needed = b"", 0
        self.asked_at = time.perf_counter()
        self.socket.sendall(self.request)

    def is_whole(self) -> bool:
        """Take what has come; answers whether the answer is complete."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.buffer += piece
        if not self.needed:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.status = int(self.buffer[9:12])
            self.needed = end + 4 + content_length(self.buffer[:end])
        return len(self.buffer) >= self.needed


def content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def request_bytes(port: int, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def run(
    port: int, path: str, *, seconds: float, headers: dict[str, str] | None = None
) -> Result:
    """Ask for `path` as often as it is answered, for so many seconds."""
    request = request_bytes(port, path, headers or {})
    connections = [Connection(port, request) for _ in range(CONNECTIONS)]
    times: list[float] = []
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask()
        started = time.perf_counter()
        while (now := time.perf_counter()) < started + seconds:
            for key, _events in selector.select(timeout=1):
                connection = key.data
                if connection.is_whole():
                    times.append(time.perf_counter() - connection.asked_at)
                    connection.ask()
        took = now - started
    last = connections[0]
    for connection in connections:
        connection.socket.close()
    return Result(len(times), took, last.status, last.needed, times)
