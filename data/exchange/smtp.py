"""Mail given to the office's server: over TLS whose certificate is checked, or to a server on this machine."""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from data.rules.mailing import message_id
from data.types.notices import Claimed, MailSettings

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ALTOGETHER = 3
"""A server has the office's time-out for each answer, and so many times that for a mail, however busy it looks."""
FAREWELL_S = 2
"""Seconds that the last word of a server is waited for: all mail is with it by then."""
_TROUBLE = (smtplib.SMTPException, OSError)
_DOT = re.compile(rb"(?m)^\.")


class Refused(Exception):
    """The server does not take this mail."""

    def __init__(self, said: str, *, forever: bool) -> None:
        super().__init__(said)
        self.forever = forever
        """It would refuse it again."""


class Unreachable(Exception):
    """The server does not answer, or lets nobody in; `unsure` where the mail had been given to it."""

    def __init__(self, said: str, *, unsure: bool = False) -> None:
        super().__init__(said)
        self.unsure = unsure


class _Server(smtplib.SMTP):
    """A connection that can be cut from another thread, whatever it waits for."""

    def __init__(self, settings: MailSettings, context: ssl.SSLContext) -> None:
        self._sealed = context if settings.security == "tls" else None
        self._line: socket.socket | None = None
        self.cut = False
        """It took too long."""
        # Else the name server would be asked for this machine's name, which may take long and is nobody's business.
        super().__init__(local_hostname="[127.0.0.1]", timeout=settings.timeout_s)
        self._host = settings.host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        link = socket.create_connection((host, port), timeout)
        # The same connection once more, which stays the same when TLS is put around the first.
        self._line = link.dup()
        return link if self._sealed is None else self._sealed.wrap_socket(link, server_hostname=self._host)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut it unless the block ends in that time: each byte that comes in would put off an ordinary time-out."""
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def getreply(self) -> tuple[int, bytes]:
        found = super().getreply()
        if self.cut:
            # Half a line that came before is no answer.
            raise TimeoutError
        return found

    def _cut(self) -> None:
        self.cut = True
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        if self._line is not None:
            self._line.close()
            self._line = None


class Post:
    """One connection to the server, made with the first mail."""

    def __init__(self, settings: MailSettings, password: str | None) -> None:
        self._settings, self._password = settings, password
        self._server: _Server | None = None
        self.gone = False
        """It cannot be reached: no further mail is tried in this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            with suppress(*_TROUBLE), self._server.within(FAREWELL_S):
                self._server.quit()
            self._server.close()

    def send(self, letter: Claimed) -> None:
        """Give it to the server; raises Refused, Unreachable."""
        if not letter.to.isascii():
            raise Refused("the address has letters that mail servers do not take", forever=True)
        server = self._server or self._reached()
        text = _DOT.sub(b"..", _written(letter, self._settings.sender).as_bytes(policy=SMTP))
        given = False
        try:
            with server.within(ALTOGETHER * self._settings.timeout_s):
                code, said = server.mail(self._settings.sender)
                if code >= 400:
                    # What stands in the settings is wrong, or the server is busy: no fault of this mail.
                    raise self._lost(f"the server takes no mail of this sender: {_plain(code, said)}")
                self._answered(server, *server.rcpt(letter.to))
                self._answered(server, *server.docmd("DATA"))
                given = True
                server.send(text + b".\r\n")
                self._answered(server, *server.getreply())
        except _TROUBLE as error:
            raise self._lost(_why(error, cut=server.cut), unsure=given) from None

    def _answered(self, server: _Server, code: int, said: bytes) -> None:
        if code == 421:
            raise self._lost(f"the server has no time: {_plain(code, said)}")
        if code >= 400:
            with suppress(*_TROUBLE):
                server.rset()
            raise Refused(f"the server refused it: {_plain(code, said)}", forever=code >= 500)

    def _lost(self, said: str, *, unsure: bool = False) -> Unreachable:
        self.gone = True
        if self._server is not None:
            self._server.close()
            self._server = None
        return Unreachable(said, unsure=unsure)

    def _reached(self) -> _Server:
        one = self._settings
        context = ssl.create_default_context()
        if one.host in LOOPBACK:
            # Whoever listens on this machine could read the mail anyway.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        server = self._server = _Server(one, context)
        try:
            with server.within(ALTOGETHER * one.timeout_s):
                code, said = server.connect(one.host, one.port)
                if code != 220:
                    raise self._lost(f"the server has no time: {_plain(code, said)}")
                server.ehlo_or_helo_if_needed()
                if one.security == "starttls":
                    if not server.has_extn("starttls"):
                        raise self._lost("the server offers no TLS")
                    server.starttls(context=context)
                    server.ehlo()
                if one.user:
                    server.login(one.user, self._password or "")
        except _TROUBLE as error:
            raise self._lost(_why(error, cut=server.cut)) from None
        return server


def _written(letter: Claimed, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.posted_at)
    mail["Message-ID"] = message_id(letter.id, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    if letter.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in letter.calendar else "PUBLISH"
        # Programs take the appointment in, move it or take it out by what the part itself says.
        mail.add_attachment(
            letter.calendar, subtype="calendar", filename="appointment.ics", params={"method": method}
        )
    return mail


def _plain(code: int, said: bytes | str) -> str:
    """What the server said, without what it may repeat of an address."""
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    kept = " ".join(word for word in words.split() if "@" not in word)
    return f"{code} {kept[:120]}".strip()


def _why(error: Exception, *, cut: bool) -> str:
    if cut or isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server does not let this login in"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the server's certificate is not to be trusted"
    return f"the server was not reached ({type(error).__name__})"
