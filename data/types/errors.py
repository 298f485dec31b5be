"""The family of errors: each says what happened, what was kept and what to do; none carries member data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class CasetuiError(Exception):
    """Anything an officer is told about in one sentence."""

    title = "Something went wrong"
    kept = "Nothing you typed is lost."
    todo = "See the log, or run `casetui doctor`."
    kept_briefly = "Your text is kept."
    way = ""
    """In a few words, who or what ends it, where waiting alone does not; `{password}` is the key of that screen."""

    def __init__(self, detail: str = "", *, todo: str | None = None) -> None:
        self.detail = detail
        if todo is not None:
            self.todo = todo
        super().__init__(self.sentence)

    @property
    def brief(self) -> str:
        """The same in as few words as fit beside other things; the way out, where somebody has to go it."""
        return f"{self.title}. {self.way or self.kept_briefly}".strip()

    @property
    def sentence(self) -> str:
        """What happened, what was kept, what to do, on one line."""
        what = f"{self.title}: {self.detail}" if self.detail else self.title
        return " ".join(
            part if part.endswith((".", "?")) else f"{part}." for part in (what, self.kept, self.todo) if part
        )


class StoreTrouble(CasetuiError):
    """The store cannot be used at the moment, whatever is asked of it: a save waits, nothing is refused."""

    kept_briefly = "Saves wait here."


class StoreUnavailable(StoreTrouble):
    """The store cannot be reached or does not answer; what waits is sent when it is back."""

    title = "The database does not answer"
    kept = "What you save is kept here and sent when it is back."
    todo = ""


class ConnectionLost(StoreUnavailable):
    """The connection ended under what was asked: a read may be asked once more at once."""


class SavedOrNot(StoreUnavailable):
    """The answer to a save was lost and nobody could be asked since: it may be saved."""

    title = "The answer to a save was lost"
    kept = "It may be saved; what waits here is never saved twice."
    todo = "Look at the record when the database answers."


class WrongPassword(StoreTrouble):
    """The server refused the login; it does not say whether the password is wrong or a first one has expired."""

    title = "The database refused the login"
    kept = "Your drafts are kept here."
    todo = (
        "Give the password again with `casetui password --keep`. A first password holds for 72 hours: "
        "after them an administrator runs `casetui staff reset` for you."
    )
    way = "Password: {password}"


class FirstPassword(StoreTrouble):
    """The login holds a first password, which opens nothing until it was changed (features A3.46)."""

    title = "Your first password is to be changed before anything opens"
    kept = "Your drafts are kept here."
    todo = "Run `casetui password`."
    way = "Change it: {password}"


class LoginOff(StoreTrouble):
    """The login was switched off by an administrator, or the officer works here no more."""

    title = "Your login is switched off"
    kept = "Your drafts are kept here."
    todo = "Ask an administrator, who can run `casetui staff enable` for you."
    way = "Ask an administrator."


class OtherLogin(StoreTrouble):
    """The database knows this connection as one officer, and another one's desk was asked for."""

    title = "The database opens only the desk of who logs in"
    kept = "Your drafts are kept here."
    todo = "Log in as that officer, or leave out --officer."
    way = "Log in as that officer."


class OwnerLogin(StoreTrouble):
    """A login that passes every policy is for looking after the database, not for working in it."""

    title = "This login owns the database, and nobody works as its owner"
    kept = "Your drafts are kept here."
    todo = "Run `casetui setup --database` with your own login."
    way = "Use your own login."


class RightMissing(StoreTrouble):
    """The server refused a table or function to a login that should have it."""

    title = "The database lacks a right"
    kept = "Your text is kept here."
    todo = "Ask whoever looks after the database to run `casetui db upgrade`, which gives every right again."
    way = "Ask for `casetui db upgrade`."


class NotEncrypted(StoreTrouble):
    """The connection would not be safe: the server has no certificate, or one nobody here vouches for."""

    title = "The connection to the database would not be safe"
    kept = "Nothing was sent, your password neither; your drafts are kept here."
    todo = "Ask whoever looks after the database for its certificate; docs/operations.md says where it goes."
    way = "Ask who runs it."


class StoreReadOnly(StoreTrouble):
    """The store can be read but not written."""

    title = "The database can be read but not written"
    kept = "What you saved is kept here and waits to be sent."
    todo = "Check the rights on the file or the server's state with `casetui doctor`."


class NoPrimary(StoreReadOnly):
    """No server of those named takes changes: a standby was not made the primary yet."""

    title = "No server takes changes at the moment"
    kept = "What you save is kept here and sent when one does."
    todo = "If it lasts, ask who runs the database; `casetui doctor` says what each server is."


class StoreFull(StoreTrouble):
    """The disk, or the limit of the file, is reached."""

    title = "The database is full"
    kept = "What you saved is kept here and waits to be sent."
    todo = "Make room on the disk; it is sent by itself then."
    way = "Saves wait here until there is room."


class NotADatabase(StoreTrouble):
    """The file is something else, or is damaged."""

    title = "The file is not a casetui database, or it is damaged"
    kept = "It was not changed; your drafts are kept apart from it."
    todo = "Choose another with --database, or restore a backup."


class NetworkDrive(StoreTrouble):
    """The file stands on a drive of another machine, where SQLite's locks cannot be relied on."""

    title = "A database in a file cannot be used over a network: two machines that write would damage it"
    kept = "It was not opened; your drafts are kept here."
    todo = "Put the file on a drive of this machine, or set up a shared database on PostgreSQL."


class SchemaNewer(StoreTrouble):
    """The store was written by a newer casetui."""

    title = "The database is newer than casetui"
    kept = "It was not changed; your drafts are kept here."
    todo = "Update casetui on this machine."
    way = "Update casetui."


class SchemaOlder(StoreTrouble):
    """The store needs its schema upgraded before this casetui may use it."""

    title = "The database is older than casetui"
    kept = "It was not changed; your drafts are kept here."
    todo = "Run `casetui db upgrade`."
    way = "It needs `casetui db upgrade`."


class NotSetUp(CasetuiError):
    """No store is configured, or it holds no schema yet."""

    title = "No database is set up"
    kept = ""
    todo = "Run `casetui setup`, or `casetui demo` to look around."


class UnknownOfficer(CasetuiError):
    """The configured login is not among the staff of this store."""

    title = "You are not among the staff of this database"
    kept = "Your drafts are kept here."
    todo = "Ask an administrator to add your login, or correct it with `casetui setup`."
    way = "Ask an administrator."


class SwitchedOff(CasetuiError):
    """The officer's login was disabled while she worked: nothing more is shown to her."""

    title = "Your login was switched off"
    kept = "What you typed is kept as a draft on this machine."
    todo = "Ask an administrator."
    way = "Ask an administrator."


class NotAllowed(CasetuiError):
    """The officer's access does not admit the act."""

    title = "Not allowed"
    todo = "Ask a supervisor."


class NotFound(CasetuiError):
    """No such record, or none the officer may see: the two are told alike."""

    title = "Not found"
    kept = ""
    todo = "Check the number; it may also be a record you may not see."


class Incomplete(CasetuiError):
    """A form lacks what is mandatory; `gaps` names each field."""

    title = "Missing"
    todo = ""

    def __init__(self, gaps: tuple[str, ...], *, todo: str | None = None) -> None:
        self.gaps = gaps
        super().__init__(", ".join(gaps), todo=todo)


class HeldOpen(CasetuiError):
    """A case is not closed: tasks are open, or lines of its checklist are not ticked (features A4.26, B13)."""

    title = "The case stays open"
    kept = ""

    def __init__(self, tasks: tuple[str, ...], items: tuple[str, ...], *, may: bool) -> None:
        self.tasks = tasks
        """Titles of the open tasks; they are shown, never logged."""
        self.items = items
        """Lines of the checklist that are not ticked."""
        self.may = may
        """Whether this officer may close it all the same."""
        counted = [
            f"{len(tasks)} task{'' if len(tasks) == 1 else 's'} to be done or cancelled" if tasks else "",
            f"{len(items)} line{'' if len(items) == 1 else 's'} of the checklist not ticked" if items else "",
        ]
        todo = "" if may else "A supervisor may close it all the same, with a reason."
        super().__init__(" and ".join(part for part in counted if part), todo=todo)


class BadInput(CasetuiError):
    """Something given cannot be read; the detail says which and how it should look."""

    title = "This cannot be read"
    todo = ""


class TicketTaken(CasetuiError):
    """The ticket stands on an earlier interaction: one ticket, one interaction (features A1.18)."""

    title = "This ticket is on record already"
    todo = "Go on from there, or take the ticket out of this note."


class Conflict(CasetuiError):
    """Someone else has changed the record since it was read."""

    title = "Someone changed this meanwhile"
    kept = "Your text is still in the form."
    todo = "Read what changed, then save again."

    def __init__(self, detail: str, record_id: UUID, fields: tuple[str, ...] = ()) -> None:
        self.record_id = record_id
        self.fields = fields
        """Fields that both sides changed."""
        super().__init__(detail)


OFF = (SwitchedOff, LoginOff)
"""Told in an open program and by a server that lets nobody in: either way the officer sees nothing more."""


class DraftsFull(CasetuiError):
    """The disk under the drafts file is full: what is typed stands on the screen only."""

    title = "The draft could not be kept: the disk is full"
    kept = "Your text is still on the screen, the last kept version is on the disk."
    todo = "Make room on the disk before you leave the form."


class DraftsUnavailable(CasetuiError):
    """The drafts file cannot be opened, read or written."""

    title = "The drafts file cannot be used"
    kept = "Your text is still on the screen, the last kept version is on the disk."
    todo = "Check the rights on the file with `casetui doctor`."


class DraftRefused(CasetuiError):
    """The draft is not in a state that admits the act: it waits, was sent, or was discarded."""

    title = "The draft was not changed"
    kept = "Your text is still on the screen."
    todo = ""


class FileRefused(BadInput):
    """A file that is to be imported cannot be taken at all."""

    title = "The file cannot be imported"
    kept = "Nothing was imported."


class ImportStopped(CasetuiError):
    """A file was taken in part: whole batches of it, each once."""

    title = "The import stopped"
    kept = "What was written is whole, the rest is untouched."
    todo = "Put right what is said, then run the same command again: it goes on where it stopped."


class MailboxTrouble(CasetuiError):
    """The office's mailbox cannot be read at the moment."""

    title = "The mailbox could not be read"
    kept = "What was fetched is on the list to file, the rest is still in the mailbox."
    todo = "It is tried again by itself."


class MailboxNotKnown(MailboxTrouble):
    """There is no mailbox to be read, or no password to read it with."""

    kept = "Nothing was fetched."


class BackupFailed(CasetuiError):
    """A store was not copied, or not put back."""

    title = "Nothing was copied or put back"
    kept = "The database is as it was."
    todo = ""
