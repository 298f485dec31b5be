"""A folder of a mailbox, read over IMAP (RFC 9051) by UID: nothing in it is changed, marked or removed (domain E4).

The connection is encrypted and the server's certificate checked, but for one on this machine. However slowly the
server answers, or however much it says, it is left after its time and at the size of one e-mail.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from threading import Timer
from typing import Any, NamedTuple

from data.exchange.mail_file import HEADERS, LARGEST
from data.types.errors import MailboxTrouble
from data.types.mailboxes import Mailbox

ANSWER_S = 20.0
"""Seconds for one answer."""
WHOLE_S = 240.0
"""Seconds for one look, however much there is."""
_SPARE = 100_000
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,20})\b", re.IGNORECASE)


class Fetched(NamedTuple):
    """An e-mail of the folder."""

    uid: int
    data: bytes
    cut: bool
    """It is larger than is kept; this is its beginning."""


def is_loopback(host: str) -> bool:
    """Whether a server is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Watch:
    """Ends the connection when its time is over, so that whatever waits for an answer comes back."""

    def __init__(self) -> None:
        self.client: imaplib.IMAP4 | None = None
        self.over = False
        self._timer = Timer(WHOLE_S, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.over = True
        if self.client is not None:
            with suppress(OSError, AttributeError):
                self.client.sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """It was in time."""
        self._timer.cancel()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Whatever goes wrong with the server as MailboxTrouble; what it says is not told: it may quote an e-mail."""
        try:
            yield
        except _FAULTS as error:
            raise MailboxTrouble(_why(error, self.over)) from None


_FAULTS = (OSError, EOFError, imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)
"""As imaplib fails, also where it was broken off before it had begun."""


class Folder:
    """A folder that is open to be read."""

    def __init__(self, client: imaplib.IMAP4, uid_validity: int, watch: _Watch) -> None:
        self._client = client
        self._watch = watch
        self.uid_validity = uid_validity

    def uids_after(self, last: int) -> tuple[int, ...]:
        """The numbers above that one, in their order; raises MailboxTrouble."""
        with self._watch.told():
            # `n:*` names the last e-mail also where its number is below n.
            found = _answer(self._client.uid("SEARCH", f"UID {last + 1}:*"))
            numbers = b" ".join(part for part in found if isinstance(part, bytes)).split()
            return tuple(
                sorted({int(one) for one in numbers if one.isdigit() and len(one) <= 10 and last < int(one)})
            )

    def fetch(self, uid: int) -> Fetched | None:
        """The e-mail of that number, its beginning where it is too large; None where it is there no more."""
        with self._watch.told():
            sized = _answer(self._client.uid("FETCH", str(uid), "(UID RFC822.SIZE)"))
            told = b" ".join(part if isinstance(part, bytes) else part[0] for part in sized)
            size = _SIZE.search(told)
            if size is None:
                return None
            cut = int(size[1]) > LARGEST
            part = f"BODY.PEEK[]<0.{HEADERS}>" if cut else "BODY.PEEK[]"
            for one in _answer(self._client.uid("FETCH", str(uid), f"(UID {part})")):
                # A server may tell of other e-mails in between.
                if isinstance(one, tuple) and len(one) == 2 and _names(one[0], uid):
                    return Fetched(uid, one[1], cut)
            return None


def _names(head: bytes, uid: int) -> bool:
    found = _UID.search(head)
    return found is None or int(found[1]) == uid


@contextmanager
def opened(box: Mailbox, password: str) -> Iterator[Folder]:
    """The folder, read only; raises MailboxTrouble."""
    watch = _Watch()
    try:
        with watch.told():
            watch.client = _connected(box, watch)
            _log_in(watch.client, box.user, password)
            _answer(watch.client.select(_quoted(box.folder), readonly=True))
            (validity,) = watch.client.response("UIDVALIDITY")[1] or (None,)
            if not isinstance(validity, bytes) or not validity.isdigit():
                raise MailboxTrouble(
                    "the server does not number its e-mails, so that nothing could be read once only"
                )
        yield Folder(watch.client, int(validity), watch)
    finally:
        watch.stop()
        if watch.client is not None:
            with suppress(*_FAULTS):
                watch.client.shutdown() if watch.over else watch.client.logout()


def _why(error: BaseException, ended: bool) -> str:
    if ended:
        return f"it took longer than {WHOLE_S / 60:.0f} minutes"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"nobody here vouches for its certificate ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "the encrypted connection failed"
    if isinstance(error, TimeoutError):
        return f"the server did not answer within {ANSWER_S:.0f} seconds"
    if isinstance(error, socket.gaierror):
        return "there is no such server"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "the server broke off, or does not speak IMAP"


def _connected(box: Mailbox, watch: _Watch) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if is_loopback(box.host):
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if box.security == "tls":
        return _Encrypted(watch, box.host, box.port, ssl_context=context, timeout=ANSWER_S)
    if box.security == "none" and not is_loopback(box.host):
        raise MailboxTrouble("without encryption only a server on this machine is read")
    client = _Plain(watch, box.host, box.port, timeout=ANSWER_S)
    if box.security == "starttls":
        if "STARTTLS" not in client.capabilities:
            client.shutdown()
            raise MailboxTrouble("the server offers no encryption; the password was not sent")
        client.starttls(context)
    return client


def _log_in(client: imaplib.IMAP4, user: str, password: str) -> None:
    try:
        if "AUTH=PLAIN" in client.capabilities:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        else:
            client.login(_quoted(user), password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeError):
        raise MailboxTrouble(
            "the server refused the login", todo="Give the password again with `casetui email password`."
        ) from None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _answer(said: tuple[str, Sequence[object]]) -> list[bytes | tuple[bytes, bytes]]:
    how, found = said
    if how != "OK":
        raise MailboxTrouble("the server refused; the folder may have another name")
    return [one for one in found if isinstance(one, bytes | tuple)]


class _Bounded(imaplib.IMAP4):
    """Reads no literal larger than an e-mail may be, whatever length the server announces."""

    def __init__(self, watch: _Watch, *given: Any, **named: Any) -> None:
        # Before it connects: a server may be slow from its greeting on.
        watch.client = self
        super().__init__(*given, **named)

    def read(self, size: int) -> bytes:
        """A literal of that many bytes."""
        if size > LARGEST + _SPARE:
            raise imaplib.IMAP4.abort("a literal larger than any e-mail")
        found = super().read(size)
        if len(found) < size:
            raise imaplib.IMAP4.abort("half a literal")
        return found


class _Plain(_Bounded):
    """Without encryption at first."""


class _Encrypted(_Bounded, imaplib.IMAP4_SSL):
    """Encrypted from the first byte."""
