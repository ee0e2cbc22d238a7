"""What 分别 hands out: 污水、垃圾处理工作分别由市水务局、市城管局负责 gives each body a thing of its own."""

import re

from loaders.record import Span

_COUNT = re.compile(r"[一二三四五六七八九十两\d]{1,3}个")
_MATTER_TAIL = re.compile(r"(?:方面|领域|专项|工作|等|环节|任务)")
_LONGEST = 160


def matters_one_by_one(text: str, sentence: Span, statement: Span, count: int) -> tuple[str, ...]:
    """The things that 分别 gives ``count`` bodies one by one; empty where the numbers do not agree.

    ``statement`` is the list of bodies with its role word, in ``sentence``.
    """
    if count < 2 or "分别" not in text[sentence.begin : sentence.end]:
        return ()
    before = text[max(sentence.begin, statement.begin - _LONGEST) : statement.begin]
    before, _, between = before.rpartition("分别")
    if between.strip(",由 "):  # A、B分别负责…,C、D配合: what was handed out before
        before = ""
    if not before and "分别" not in text[statement.begin : sentence.end]:
        return ()
    after = re.split(r"[,;。\n]", text[statement.end : sentence.end], maxsplit=1)[0]
    for piece in (before.rstrip(",由 "), after.removeprefix("负责")):
        things = _things(piece, count)
        if things:
            return things
    return ()


def _things(piece: str, count: int) -> tuple[str, ...]:
    """The last list of exactly ``count`` things in a piece, the tail they share restored to each."""
    items = re.split(r"[、和]", re.split(r"[,;:。]", piece)[-1])
    if len(items) != count:
        return ()
    counted = _COUNT.search(items[-1])
    shared = counted or _MATTER_TAIL.search(items[-1])
    tail = items[-1][counted.end() :] if counted else (items[-1][shared.start() :] if shared else "")
    last = items[-1][: shared.start()] if shared else items[-1]
    first = re.sub(r"^.*?(?:下设|设立|设|成立|负责|牵头)", "", items[0])
    return tuple(item.strip() + tail for item in (first, *items[1:-1], last))
