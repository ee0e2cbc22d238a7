"""What a person sees in a window, and a program in a pipe."""

import io
import sys

import pytest

from api import terminal


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("市生态环境局", "市生态环境局"),
        ("两\n行\t列", "两\n行\t列"),
        ("\x1b[2J", "\ufffd[2J"),
        ("响铃\x07", "响铃\ufffd"),
        ("全\u3000角\u00a0空格", "全\u3000角\u00a0空格"),
    ],
)
def test_a_document_cannot_command_the_terminal(text: str, shown: str) -> None:
    assert terminal.printable(text) == shown


def test_a_table_in_a_pipe_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    long = "长" * 500
    terminal.write_table(["a", "b"], [[long, "两\n行"], ["[bold]", ""]])
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split() == ["a", "b"]
    assert first.split() == [long, "两", "行"]
    assert second.split() == ["[bold]"]


def test_a_table_in_a_window_is_wrapped_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window()
    monkeypatch.setattr(sys, "stdout", window)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "25")  # else a dumb terminal is 80 wide
    monkeypatch.setenv("TERM", "dumb")
    terminal.write_table(["名称"], [["长" * 50]])
    assert window.getvalue().count("长") == 50
    assert max(map(len, window.getvalue().splitlines())) <= 40


def test_a_complaint_is_one_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.complain("文件.txt:\n  unreadable")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "zeren: 文件.txt: unreadable\n")


def test_nothing_moves_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.working("reading"), terminal.progress() as advance:
        advance(1, 2, "一.txt")
    assert capsys.readouterr() == ("", "")
