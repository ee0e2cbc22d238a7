from email.message import Message
from urllib.parse import unquote

import pytest

from api.attachments import attachment


@pytest.mark.parametrize("name", ["责任分解表-1.xlsx", "plain.csv", 'a"b\\c.txt', "é.ttl", "%41.nq", "…"])
def test_every_client_gets_a_name_and_a_modern_one_the_true_one(name: str) -> None:
    value = attachment(name)["Content-Disposition"]
    value.encode("ascii")
    message = Message()
    message["Content-Disposition"] = value
    plain = value.split('filename="')[1].split('"')[0]
    assert plain
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert unquote(value.split("filename*=UTF-8''")[1]) == name
    assert message.get_content_disposition() == "attachment"
