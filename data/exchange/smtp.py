"""Mail given to the office's server: over TLS whose certificate is checked, or to a server on this machine."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from data.rules.mailing import message_id
from data.types.notices import Claimed, MailSettings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


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


class Post:
    """One connection to the server, made with the first mail."""

    def __init__(self, settings: MailSettings, password: str | None) -> None:
        self._settings, self._password = settings, password
        self._server: smtplib.SMTP | None = None
        self.gone = False
        """It cannot be reached: no further mail is tried in this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()

    def send(self, letter: Claimed) -> None:
        """Give it to the server; raises Refused, Unreachable."""
        if not letter.to.isascii():
            raise Refused("the address has letters that mail servers do not take", forever=True)
        server = self._server or self._reached()
        mail = _written(letter, self._settings.sender)
        asked = False
        try:
            server.mail(self._settings.sender)
            code, said = server.rcpt(letter.to)
            if code >= 400:
                self._again(server)
                raise Refused(_plain(code, said), forever=code >= 500)
            asked = True
            code, said = server.data(mail.as_bytes(policy=SMTP))
            if code >= 400:
                self._again(server)
                raise Refused(_plain(code, said), forever=code >= 500)
        except smtplib.SMTPDataError as error:
            self._again(server)
            raise Refused(_plain(error.smtp_code, error.smtp_error), forever=error.smtp_code >= 500) from None
        except (smtplib.SMTPException, OSError) as error:
            self.gone, self._server = True, None
            raise Unreachable(_why(error), unsure=asked) from None

    def _again(self, server: smtplib.SMTP) -> None:
        with suppress(smtplib.SMTPException, OSError):
            server.rset()

    def _reached(self) -> smtplib.SMTP:
        one = self._settings
        context = ssl.create_default_context()
        if one.host in LOOPBACK:
            # Whoever listens on this machine could read the mail anyway.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            if one.security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    one.host, one.port, timeout=one.timeout_s, context=context
                )
            else:
                server = smtplib.SMTP(one.host, one.port, timeout=one.timeout_s)
            server.ehlo_or_helo_if_needed()
            if one.security == "starttls":
                server.starttls(context=context)
                server.ehlo()
            if one.user:
                server.login(one.user, self._password or "")
        except (smtplib.SMTPException, OSError) as error:
            self.gone = True
            raise Unreachable(_why(error)) from None
        self._server = server
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
    return mail


def _plain(code: int, said: bytes | str) -> str:
    """What the server said, without what it may repeat of an address."""
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    kept = " ".join(word for word in words.split() if "@" not in word)
    return f"the server refused it: {code} {kept[:120]}".strip()


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server does not let this login in"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the server's certificate is not to be trusted"
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    return f"the server was not reached ({type(error).__name__})"
