import json
from pathlib import Path

import pytest

from api.roles import Role
from api.sessions import MOST, Sessions
from api.tokens import TokenError, TokenFile, create_token, load_tokens, revoke_token
from tests.api.conftest import Run


def test_only_a_digest_is_kept_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tokens.json"
    secret = create_token(path, "li", Role.CONTRIBUTOR)
    assert secret not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    found = TokenFile(path).find(secret)
    assert found is not None
    assert (found.name, found.role) == ("li", "contributor")


def test_two_tokens_are_never_the_same(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    assert create_token(path, "a", Role.READER) != create_token(path, "b", Role.READER)
    with pytest.raises(TokenError, match="zeren token revoke a"):
        create_token(path, "a", Role.READER)


def test_a_revoked_token_is_none(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    secret = create_token(path, "li", Role.READER)
    tokens = TokenFile(path)
    assert tokens.find(secret)
    revoke_token(path, "li")
    assert tokens.find(secret) is None
    with pytest.raises(TokenError, match="no token of this name"):
        revoke_token(path, "li")


@pytest.mark.parametrize(
    "content", ["{", "{}", '[{"name": "li"}]', json.dumps([{"name": "", "role": "king", "created": "", "digest": ""}])]
)
def test_a_file_that_is_none_lets_nobody_in(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tokens.json"
    path.write_text(content if content != "{}" else "[1]", encoding="utf-8")
    with pytest.raises(TokenError, match=str(path)):
        load_tokens(path)
    with pytest.raises(TokenError):
        TokenFile(path).find("zeren_x")


def test_the_command_makes_lists_and_revokes(zeren: Run, tmp_path: Path) -> None:
    made = zeren("token", "create", "li", "--role", "reader", "--store", tmp_path)
    assert (made.returncode, made.stdout.startswith("zeren_")) == (0, True)
    listed = zeren("token", "list", "--store", tmp_path)
    assert "li" in listed.stdout
    assert made.stdout.strip() not in listed.stdout
    assert zeren("token", "revoke", "li", "--store", tmp_path).returncode == 0
    assert "li " not in zeren("token", "list", "--store", tmp_path).stdout
    assert zeren("token", "create", "--store", tmp_path).returncode == 2


def test_sessions_end_after_their_time_and_are_not_endless_in_number() -> None:
    now = [0.0]
    sessions = Sessions(10, lambda: now[0])
    first = sessions.begin("digest")
    assert sessions.find(first.key) == first
    for _ in range(MOST):
        sessions.begin("digest")
    assert sessions.find(first.key) is None
    last = sessions.begin("digest")
    now[0] = 10
    assert sessions.find(last.key) is None
