"""A mail server on this machine that can be away, slow, picky, or fall silent."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any, Self

from config import env

END = b"\r\n.\r\n"


@dataclass
class Delivery:
    """A mail that the server took."""

    sender: str
    to: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=default)

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"]).strip()


@dataclass
class MailServer:
    """Speaks as much SMTP as smtplib needs; `taken` holds what it accepted.

    Used with `with`, or `start` and `stop`; after a stop its port is refused, and
    `start` opens the same port again.
    """

    port: int = 0
    refused: set[str] = field(default_factory=set)
    taken: list[Delivery] = field(default_factory=list)
    greeted_as: list[str] = field(default_factory=list)
    connections: int = 0
    # Set it, and the server reads a mail but says neither yes nor no.
    is_silent: threading.Event = field(default_factory=threading.Event)
    # Becomes set once a mail has come in whole, whatever the answer.
    has_read: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [delivery.id for delivery in self.taken]

    def start(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        self.open: list[socket.socket] = []
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        with suppress(OSError):  # it may have been stopped before
            # Closing alone does not wake who waits in accept().
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)
        for connection in self.open:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self.open.append(connection)
            threading.Thread(
                target=self._converse, args=[connection], daemon=True
            ).start()

    def _converse(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as lines:
                Conversation(self, connection).run(lines)
        except (OSError, ValueError):
            pass  # the other side, or the test, has gone


class Conversation:
    """What one client says, from its greeting to QUIT."""

    def __init__(self, server: MailServer, connection: socket.socket) -> None:
        self.server = server
        self.connection = connection
        self.sender = self.to = ""

    def say(self, line: str) -> None:
        self.connection.sendall(f"{line}\r\n".encode())

    def run(self, lines) -> None:
        self.say("220 here")
        for line in lines:
            verb, _space, rest = line.decode().strip().partition(" ")
            answer = getattr(self, f"on_{verb.lower()}", None)
            if answer is None:
                self.say("502 what?")
            elif answer(rest, lines) is False:
                return

    def on_ehlo(self, name, lines):
        self.server.greeted_as.append(name)
        self.say("250 8BITMIME")

    def on_mail(self, rest, lines):
        self.sender = rest.partition("<")[2].partition(">")[0]
        self.say("250 ok")

    def on_rcpt(self, rest, lines):
        self.to = rest.partition("<")[2].partition(">")[0]
        self.say("550 nobody" if self.to in self.server.refused else "250 ok")

    def on_data(self, rest, lines):
        self.say("354 go on")
        content = b""
        while not content.endswith(END):
            content += lines.readline()
        self.server.has_read.set()
        if self.server.is_silent.is_set():
            lines.readline()  # until the other side gives up
            return False
        text = content.removesuffix(END).replace(b"\r\n..", b"\r\n.")
        self.server.taken.append(Delivery(self.sender, self.to, text))
        self.say("250 taken")
        return None

    def on_rset(self, rest, lines):
        self.say("250 ok")

    def on_quit(self, rest, lines):
        self.say("221 bye")
        return False


def use(settings: Any, server: MailServer) -> None:
    """Let the outbox send through it."""
    settings.MAILERS = {**settings.MAILERS, "smtp": env.mailer(server.url)}
