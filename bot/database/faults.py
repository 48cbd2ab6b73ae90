"""Why a database failed, by its driver's code alone: what a driver says in words may quote a statement or a row.

Sources: https://www.sqlite.org/rescode.html and https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator
from itertools import islice

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

FULL = "its disk is full"
UNTRUSTED = "its certificate can't be trusted"
UNENCRYPTED = "the server takes no encrypted connection; switch TLS on there, or take ssl=… out of the address"
SILENT = "no server answers there"
UNVOUCHED = "the certificate of who vouches for the server isn't there; name its file in PGSSLROOTCERT"
NO_ROOT = "root certificate file"  # so asyncpg begins, without a class or a code of its own
REFUSED_TLS = "rejected SSL upgrade"  # asyncpg says it in words alone, with a host and a port before them
MEANINGS = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": "this account can't write it",
    "SQLITE_CANTOPEN": "this account can't open it",
    "SQLITE_NOTADB": "that file is no SQLite database",
    "SQLITE_CORRUPT": "its file is damaged; bring a backup back",
    "SQLITE_BUSY": "another program holds it locked",
    "SQLITE_LOCKED": "another program holds it locked",
    "SQLITE_IOERR": "its disk fails",
    "28P01": "the server refuses this user or password",
    "28000": "the server refuses this user, or this machine",
    "3D000": "the server has no database of that name",
    "42501": "this user may not make tables there; let it own the database",
    "53100": FULL,
    "53300": "the server has no connection left; raise its max_connections",
    "08003": "the connection broke",
    "08006": "the connection broke",
    "57P01": "the server is just ending",
    "57P03": "the server is just starting, or just ending",
    "25006": "the server takes no writes: it is a copy of another",
}


def is_outage(error: BaseException) -> bool:
    """Say whether the database does not answer: there is nothing of ours to trace.

    What asyncpg says of a connection that broke, or a server that is just starting, SQLAlchemy has no class for.
    """
    if isinstance(error, DBAPIError) and (error.connection_invalidated or fault_in(error) is not None):
        return True
    return isinstance(error, OperationalError | InterfaceError | OSError)


def code_of(error: BaseException) -> str | None:
    """Return the code that SQLite or PostgreSQL gave for one exception, such as ``SQLITE_FULL`` or ``28P01``."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return code if isinstance(code, str) else None


def fault_in(error: BaseException) -> str | None:
    """Return in few words why the database failed; None where no code says it."""
    for each in _chain(error):
        if isinstance(each, ssl.SSLError):
            return UNTRUSTED
        if isinstance(each, ConnectionError) and str(each).endswith(REFUSED_TLS):
            return UNENCRYPTED
        if isinstance(each, ValueError) and str(each).startswith(NO_ROOT):
            return UNVOUCHED
        if isinstance(each, ConnectionRefusedError):
            return SILENT
        if getattr(each, "errno", None) == errno.ENOSPC:
            return FULL
        code = code_of(each) or ""
        for known in (code, "_".join(code.split("_")[:2])):  # SQLITE_IOERR_WRITE is an SQLITE_IOERR
            if known in MEANINGS:
                return MEANINGS[known]
    return None


def trouble_in(error: BaseException) -> str:
    """Return what a log says of a failure: why in few words, else its class, with its driver's code if there is one."""
    codes = (code for each in _chain(error) if (code := code_of(each)) is not None)
    return fault_in(error) or " ".join([type(error).__name__, *islice(codes, 1)])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an exception and what it stands for, the newest first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
