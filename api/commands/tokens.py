"""``token``: who may add documents over HTTP."""

from typing import Annotated, Literal

import typer

from api import terminal
from api.commands.options import StoreOption
from api.errors import FINISHED
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token, load_tokens, revoke_token
from loaders.errors import UsageError


def token(
    action: Annotated[Literal["create", "list", "revoke"], typer.Argument(help="What to do. 操作。")],
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whose token it is. 名称。")] = None,
    role: Annotated[
        Literal["reader", "contributor", "administrator"], typer.Option("--role", help="What it may do. 角色。")
    ] = "contributor",
    store: StoreOption = None,
) -> int:
    """Make, list and revoke API tokens; a token is printed once, when it is made. 管理接口令牌。

    Example: `zeren token create li.ming --role contributor`
    """
    path = read_settings(store=store).token_file
    if action == "list":
        rows = [(one.name, one.role, one.created) for one in load_tokens(path)]
        terminal.write_table(("name 名称", "role 角色", "created 创建时间"), rows)
    elif not name:
        raise UsageError(f"name the token: zeren token {action} NAME")
    elif action == "create":
        terminal.write(create_token(path, name, Role.named(role)))
        terminal.say(f"token of {name}, {role}; it is shown only now 令牌仅此一次显示")
    else:
        revoke_token(path, name)
        terminal.say(f"token of {name} revoked 已撤销")
    return FINISHED
