"""An IMAP server on this machine for the tests: one folder, over TLS or not, that can be told to misbehave.

Written here since no server that pip installs can be told to hang, to lie about a length or to break off in the middle
of an e-mail, which is what matters; what it speaks is RFC 9051 as far as a reader needs it.
"""

import contextlib
import re
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("localhost.pem")
USER, PASSWORD = "msd@example.com", "a pässword"


class ImapServer:
    """A folder, and what is wrong with it."""

    def __init__(self, *, security: str = "none") -> None:
        self.security = security
        self.mails: dict[int, bytes] = {}
        self.uid_validity = 7
        self.fetched: list[int] = []
        """Numbers of the e-mails whose text was asked for."""
        self.commands: list[str] = []
        self.trouble = ""
        """`hangs`, `never greets`, `half a literal`, `huge literal`, `drips`, `hangs at`, `garbage`, `no uids`.

        `refuses`, `quotes`, `endless`, `says no bye`.
        """
        self.trouble_at = 0
        """At which e-mail; 0 for each."""
        self.hung = threading.Event()
        """It has begun to let its client wait."""
        self.left = threading.Event()
        """A client has gone, in whatever way."""
        self.plain = True
        """Offers AUTH=PLAIN, which takes passwords of any letters."""
        self.done = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(CERTIFICATE)
        threading.Thread(target=self._serve, daemon=True).start()

    def put(self, *mails: bytes) -> None:
        """E-mails that come in."""
        for mail in mails:
            self.mails[max(self.mails, default=0) + 1] = mail

    def close(self) -> None:
        """No more."""
        self.done.set()
        with contextlib.suppress(OSError):
            # Closed alone, it would still take the one that is awaited.
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = self._socket.accept()
                threading.Thread(target=self._talk, args=(link,), daemon=True).start()

    def _talk(self, link: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self.security == "tls" and self.trouble != "never greets":
                link = self._context.wrap_socket(link, server_side=True)
            _Talk(self, link).run()
        self.left.set()
        with contextlib.suppress(OSError):
            link.close()


class _Talk:
    """One connection."""

    def __init__(self, server: ImapServer, link: socket.socket) -> None:
        self.server, self.link = server, link
        self.lines = link.makefile("rb")

    def say(self, text: str | bytes) -> None:
        self.link.sendall((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def drip(self, data: bytes = b"*") -> None:
        """Something now and then, for ever: no answer is late, and none ends."""
        self.server.hung.set()
        while not self.server.done.wait(0.1):
            self.link.sendall(data)

    def run(self) -> None:
        if self.server.trouble == "hangs":
            self.server.hung.set()
            self.server.done.wait(30)
            return
        if self.server.trouble == "never greets":
            # Where it is to be encrypted this is the beginning of a record that never ends.
            self.link.sendall(b"\x16\x03\x03\x40\x00")
            self.drip()
        self.say("* OK ready")
        while line := self.lines.readline():
            tag, _, rest = line.decode("latin-1").strip().partition(" ")
            self.server.commands.append(rest)
            name, _, given = rest.partition(" ")
            if name.upper() == "LOGOUT":
                if self.server.trouble == "says no bye":
                    self.drip(b"* OK not yet\r\n")
                self.say("* BYE")
                self.say(f"{tag} OK bye")
                return
            getattr(self, f"do_{name.lower()}", self.unknown)(tag, given)

    def unknown(self, tag: str, given: str) -> None:
        self.say(f"{tag} BAD what")

    def do_capability(self, tag: str, given: str) -> None:
        offers = " STARTTLS" if self.server.security == "starttls" else ""
        self.say(f"* CAPABILITY IMAP4rev1{' AUTH=PLAIN' if self.server.plain else ''}{offers}")
        self.say(f"{tag} OK done")

    def do_starttls(self, tag: str, given: str) -> None:
        self.say(f"{tag} OK done")
        self.link = self.server._context.wrap_socket(self.link, server_side=True)
        self.lines = self.link.makefile("rb")

    def do_authenticate(self, tag: str, given: str) -> None:
        self.say("+ go on")
        said = b64decode(self.lines.readline()).decode().split("\0")
        self.say(f"{tag} {'OK in' if said[1:] == [USER, PASSWORD] else 'NO secret words of a member'}")

    def do_login(self, tag: str, given: str) -> None:
        self.say(
            f"{tag} {'OK in' if given == f'{chr(34)}{USER}{chr(34)} {chr(34)}plain{chr(34)}' else 'NO no'}"
        )

    def do_examine(self, tag: str, given: str) -> None:
        if given.strip('"') != "INBOX":
            self.say(f"{tag} NO no such folder")
            return
        self.say(f"* {len(self.server.mails)} EXISTS")
        if self.server.trouble != "no uids":
            self.say(f"* OK [UIDVALIDITY {self.server.uid_validity}] so")
        self.say(f"{tag} OK [READ-ONLY]")

    def do_uid(self, tag: str, given: str) -> None:
        _, _, rest = given.partition(" ")
        uid, _, items = rest.partition(" ")
        if uid.endswith(":*"):
            found = [one for one in sorted(self.server.mails) if one >= int(uid[:-2])]
            for one in found or sorted(self.server.mails)[-1:]:
                self.say(f"* {one} FETCH (UID {one})")
            self.say(f"{tag} {'OK done' if self.server.mails else 'BAD no such number'}")
            return
        self._fetch(tag, int(uid), items)

    def _fetch(self, tag: str, uid: int, items: str) -> None:
        server = self.server
        mail = server.mails.get(uid)
        if mail is None:
            self.say(f"{tag} OK nothing")
            return
        if "RFC822.SIZE" in items:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(mail)})")
            self.say(f"{tag} OK done")
            return
        server.fetched.append(uid)
        trouble = server.trouble if server.trouble_at in (0, uid) else ""
        part = re.search(r"<0\.(\d+)>", items)
        data = mail[: int(part[1])] if part else mail
        if trouble == "refuses":
            self.say(f"{tag} NO it could not be converted")
            return
        if trouble == "quotes":
            quoted = data.decode().replace("\\", "\\\\").replace('"', '\\"')
            self.say(f'* 1 FETCH (UID {uid} BODY[] "{quoted}")')
            self.say(f"{tag} OK done")
            return
        if trouble == "endless":
            self.server.hung.set()
            while not self.server.done.is_set():
                self.link.sendall(b"* OK and so on\r\n" * 1000)
        said = 10**12 if trouble == "huge literal" else len(data)
        self.say("* 2 FETCH (FLAGS (\\Seen))")
        self.link.sendall(f"* 1 FETCH (UID {uid} BODY[] {{{said}}}\r\n".encode())
        if trouble in ("half a literal", "hangs at"):
            self.link.sendall(data[: len(data) // 2])
            if trouble == "hangs at":
                server.hung.set()
                server.done.wait(30)
            self.link.close()
            raise ValueError("broken off")
        if trouble == "drips":
            for at in range(len(data)):
                self.link.sendall(data[at : at + 1])
                if server.done.wait(0.2):
                    return
        self.link.sendall(data)
        self.say(")")
        if trouble == "garbage":
            self.link.sendall(b"\xff\xfe" * 100 + b"\r\n")
        self.say(f"{tag} OK done")


@contextmanager
def imap(**given: Any) -> Iterator[ImapServer]:
    """A server that runs."""
    server = ImapServer(**given)
    try:
        yield server
    finally:
        server.close()
