"""A real mail server on loopback that keeps what it is given, and can be slow, refuse, or want TLS."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Letters:
    """What came, and how the server is minded."""

    all: list[Message] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    """Addresses it never takes."""
    later: tuple[str, ...] = ()
    """Addresses it does not take now."""
    mute: bool = False
    """It takes the text of a mail, and ends without a word."""
    no_sender: str = ""
    """What it says to every sender, instead of taking mail."""
    taken: Callable[[], object] = lambda: None
    """What happens when it has a mail and has not yet said so."""
    port: int = 0
    host: str = "127.0.0.1"

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.no_sender:
            return self.no_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return f"550 5.1.1 <{address}> is not known here"
        if address in self.later:
            return "451 4.7.1 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.all.append(message_from_bytes(envelope.content))
        self.taken()
        if self.mute:
            server.transport.abort()
        return "250 taken"

    @property
    def to(self) -> list[str]:
        """To whom mail came, in its order."""
        return [str(one["To"]) for one in self.all]


def _only_kim(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"kim", b"secret"), handled=False)


@contextmanager
def mail_server(
    *,
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    login: bool = False,
    host: str = "127.0.0.1",
) -> Iterator[Letters]:
    """Runs while the block does; with `implicit` it speaks TLS from the first byte, as on port 465."""
    with socket.socket() as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    letters = Letters(port=port, host=host)
    more: dict[str, Any] = {"authenticator": _only_kim, "auth_required": True} if login else {}
    if implicit:
        more |= {"ssl_context": tls, "auth_require_tls": False}
    else:
        more |= {"tls_context": tls, "require_starttls": tls is not None}
    controller = Controller(letters, hostname=host, port=port, **more)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()


class Stuck:
    """A server that answers so far and then hangs, its connection open."""

    def __init__(self, answers: list[bytes], *, dribbles: bool = False) -> None:
        self._answers, self._dribbles = answers, dribbles
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self.met = threading.Event()
        """Somebody is connected."""
        self.left = threading.Event()
        """Whoever was connected is no more."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        # Closing does not wake a thread that accepts.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                link, _ = self._listener.accept()
                self.met.set()
                with link:
                    self._talk(link)
                self.left.set()

    def _talk(self, link: socket.socket) -> None:
        for answer in self._answers:
            link.sendall(answer)
            said = link.recv(65536)
            if not said:
                return
        link.settimeout(0.05)
        # Until whoever is connected has had enough.
        while not self._ended.is_set():
            try:
                if self._dribbles:
                    link.sendall(b"2")
                if not link.recv(65536):
                    return
            except TimeoutError:
                continue


def own_certificate(folder: Path) -> ssl.SSLContext:
    """What a server shows that nobody vouches for."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(uuid4().int >> 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
