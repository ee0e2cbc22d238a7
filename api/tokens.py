"""API tokens: who may act without a browser. Only their SHA-256 is kept; the token itself is shown once.

A token is 256 random bits, so that a plain hash of it cannot be guessed back; a slow one would only slow the service.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.roles import Role
from loaders.errors import UsageError

_PREFIX = "zeren_"


class TokenError(UsageError):
    """A file of tokens cannot be read or written, or a name in it is taken or missing."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its name, what it may do, when it was made (ISO 8601), and the digest it is known by."""

    name: str
    role: str
    created: str
    digest: str


def load_tokens(path: Path) -> tuple[Token, ...]:
    """The tokens of a file; none without one. Raises TokenError when it cannot be read: nobody is let in by mistake."""
    try:
        tokens = tuple(Token(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))
        for token in tokens:
            Role.named(token.role)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TokenError(f"{path}: cannot be read as a file of tokens ({error}); mend it or remove it") from error
    return tokens


def create_token(path: Path, name: str, role: Role) -> str:
    """Make a token, keep its digest, and return it: nobody can show it again. Raises TokenError for a name taken."""
    tokens = load_tokens(path)
    if any(token.name == name for token in tokens):
        raise TokenError(f"{name}: there is a token of this name; revoke it first: zeren token revoke {name}")
    secret = _PREFIX + secrets.token_urlsafe(32)
    made = Token(name, role.name.lower(), datetime.now(UTC).isoformat(timespec="seconds"), digest_of(secret))
    _save(path, (*tokens, made))
    return secret


def revoke_token(path: Path, name: str) -> None:
    """Make a token worthless at once. Raises TokenError when there is none of that name."""
    tokens = load_tokens(path)
    kept = [token for token in tokens if token.name != name]
    if len(kept) == len(tokens):
        raise TokenError(f"{name}: there is no token of this name; `zeren token list` shows those there are")
    _save(path, kept)


def digest_of(secret: str) -> str:
    """What a token is known by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _save(path: Path, tokens: Sequence[Token]) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump([asdict(token) for token in tokens], file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise TokenError(f"{path}: cannot be written ({error.strerror}); see ZEREN_TOKENS") from error


class TokenFile:
    """The tokens in force: read again when the file changes, so that a revoked one ends without a restart."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def find(self, secret: str) -> Token | None:
        """The token that a secret is. Raises TokenError."""
        return self.by_digest(digest_of(secret))

    def by_digest(self, digest: str) -> Token | None:
        """The token of a digest. Raises TokenError."""
        found = [token for token in self._current() if secrets.compare_digest(token.digest, digest)]
        return found[0] if found else None

    def _current(self) -> tuple[Token, ...]:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._stamp, self._tokens = None, ()
            return ()
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            self._tokens, self._stamp = load_tokens(self.path), stamp
        return self._tokens
