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

from data.exchange.mail_file import LARGEST
from data.exchange.mail_parts import HEADERS
from data.types.errors import MailboxTrouble
from data.types.mailboxes import Mailbox
from data.types.stop import Stop, Stopped

ANSWER_S = 20.0
"""Seconds for one answer."""
WHOLE_S = 240.0
"""Seconds for one look, however much there is."""
_SPARE = 100_000
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_QUOTED = re.compile(rb'\bBODY\[\](?:<0>)? "((?:[^"\\]|\\.){0,9000})"', re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,20})\b", re.IGNORECASE)


class Fetched(NamedTuple):
    """An e-mail of the folder."""

    uid: int
    data: bytes
    cut: bool
    """It is larger than is kept, and this is its beginning; or the server does not give it, and there is nothing."""


def is_loopback(host: str) -> bool:
    """Whether a server is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Watch:
    """Ends the connection when its time is over, or nobody waits any more: what waits for an answer comes back then.

    It holds the connection beside whoever reads it, so that it can end it at any time: also while it is being
    encrypted, when the reader has no hand on it.
    """

    def __init__(self, stop: Stop) -> None:
        self.over = False
        self._stop = stop
        self._held: socket.socket | None = None
        self._timer = Timer(WHOLE_S, self._late)
        self._timer.daemon = True
        self._timer.start()
        stop.hang(self._end)

    def watched(self, link: socket.socket) -> socket.socket:
        """The connection, which is to be ended from now on."""
        self._held = link.dup()
        if self.over or self._stop.pulled:
            # It took so long to come about.
            self._end()
        return link

    def _late(self) -> None:
        self.over = True
        self._end()

    def _end(self) -> None:
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Nothing is read any more."""
        self._timer.cancel()
        self._stop.hang(None)
        self._end()
        if self._held is not None:
            self._held.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Whatever goes wrong with the server as MailboxTrouble; what it says is not told: it may quote an e-mail.

        Raises Stopped where it was called off.
        """
        try:
            yield
        except _FAULTS as error:
            if self._stop.pulled:
                raise Stopped from None
            raise MailboxTrouble(_why(error, self.over)) from None


_FAULTS = (OSError, EOFError, imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)
"""As imaplib fails, also where it was broken off before it had begun."""


class Folder:
    """A folder that is open to be read."""

    def __init__(self, client: imaplib.IMAP4, uid_validity: int, many: int, watch: _Watch) -> None:
        self._client = client
        self._watch = watch
        self.uid_validity = uid_validity
        self._many = many

    def uids_after(self, last: int) -> tuple[int, ...]:
        """The numbers above that one, in their order; raises MailboxTrouble."""
        if not self._many:
            # Of an empty folder some servers refuse to say anything.
            return ()
        with self._watch.told():
            # A line each: of a search all numbers stand in one, which of a large folder is longer than is read.
            told = _answer(self._client.uid("FETCH", f"{last + 1}:*", "(UID)"))
            # `n:*` names the last e-mail also where its number is below n.
            found = (_UID.search(one) for one in told if isinstance(one, bytes))
            return tuple(sorted({uid for one in found if one is not None and last < (uid := int(one[1]))}))

    def fetch(self, uid: int) -> Fetched | None:
        """The e-mail of that number, its beginning where it is too large; None where it is there no more.

        One that the server does not give, for all it is there, has no bytes: it must not hold up those behind it.
        """
        with self._watch.told():
            how, told = self._client.uid("FETCH", str(uid), "(UID RFC822.SIZE)")
            if how == "NO":
                return Fetched(uid, b"", cut=True)
            sized = _answer((how, told))
            size = _SIZE.search(b" ".join(part if isinstance(part, bytes) else part[0] for part in sized))
            if size is None:
                return None
            cut = int(size[1]) > LARGEST
            part = f"BODY.PEEK[]<0.{HEADERS}>" if cut else "BODY.PEEK[]"
            how, told = self._client.uid("FETCH", str(uid), f"(UID {part})")
            data = None if how == "NO" else _body(_answer((how, told)), uid)
            return Fetched(uid, data or b"", cut or not data)


def _body(told: list[bytes | tuple[bytes, bytes]], uid: int) -> bytes | None:
    """The text of that e-mail; a server may tell of others in between, and a short one in quotes."""
    for one in told:
        if isinstance(one, tuple):
            if len(one) == 2 and _names(one[0], uid):
                return one[1]
        elif (quoted := _QUOTED.search(one)) is not None and _names(one, uid):
            return re.sub(rb"\\(.)", rb"\1", quoted[1])
    return None


def _names(head: bytes, uid: int) -> bool:
    found = _UID.search(head)
    return found is None or int(found[1]) == uid


@contextmanager
def opened(box: Mailbox, password: str, stop: Stop | None = None) -> Iterator[Folder]:
    """The folder, read only; raises MailboxTrouble, and Stopped where it was called off."""
    watch = _Watch(stop or Stop())
    client = None
    try:
        with watch.told():
            client = _connected(box, watch)
            _log_in(client, box.user, password)
            (many, *_) = _answer(client.select(_quoted(box.folder), readonly=True)) or (b"",)
            (validity,) = client.response("UIDVALIDITY")[1] or (None,)
            if not isinstance(validity, bytes) or not validity.isdigit():
                raise MailboxTrouble(
                    "the server does not number its e-mails, so that nothing could be read once only"
                )
        yield Folder(client, int(validity), int(many) if isinstance(many, bytes) and many else 0, watch)
    finally:
        if client is not None:
            # Its answer is not waited for: a server may take for ever over its good-bye.
            with suppress(*_FAULTS):
                client.send(b"bye LOGOUT\r\n")
            with suppress(*_FAULTS):
                client.shutdown()
        watch.stop()


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
        return _Encrypted(context, watch, box.host, box.port, timeout=ANSWER_S)
    if box.security == "none" and not is_loopback(box.host):
        raise MailboxTrouble("without encryption only a server on this machine is read")
    client = _Bounded(watch, box.host, box.port, timeout=ANSWER_S)
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
    """Reads no answer larger than an e-mail may be, whatever length the server announces or however many lines."""

    def __init__(self, watch: _Watch, *given: Any, **named: Any) -> None:
        self._watch = watch
        self._room = LARGEST + _SPARE
        super().__init__(*given, **named)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        # Watched before it is encrypted: a server may be slow from its first byte on.
        return self._watch.watched(super()._create_socket(timeout))  # type: ignore[misc]

    def send(self, data: Any) -> None:
        """A question; what it is answered has room again."""
        self._room = LARGEST + _SPARE
        super().send(data)

    def readline(self) -> bytes:
        """A line."""
        return self._taken(super().readline())

    def read(self, size: int) -> bytes:
        """A literal of that many bytes."""
        if size > self._room:
            raise imaplib.IMAP4.abort("a literal larger than any e-mail")
        found = super().read(size)
        if len(found) < size:
            raise imaplib.IMAP4.abort("half a literal")
        return self._taken(found)

    def _taken(self, found: bytes) -> bytes:
        self._room -= len(found)
        if self._room < 0:
            raise imaplib.IMAP4.abort("an answer larger than any e-mail")
        return found


class _Encrypted(_Bounded):
    """Encrypted from the first byte."""

    def __init__(self, context: ssl.SSLContext, watch: _Watch, *given: Any, **named: Any) -> None:
        self._context = context
        super().__init__(watch, *given, **named)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._context.wrap_socket(super()._create_socket(timeout), server_hostname=self.host)
