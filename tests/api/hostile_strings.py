"""Strings that try to become something else than text in a page, and a record that has one wherever a document may."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from loaders.record import (
    Assignment,
    Body,
    Citation,
    DocumentFields,
    Doubt,
    Phase,
    Provision,
    Record,
    Role,
    Span,
    Target,
    Task,
)

CALL: Final = "alert(1)"

HOSTILE: Final[Sequence[str]] = (
    # elements with scripts in them
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"<ScRiPt/src=//elsewhere.invalid/x.js>{CALL}</sCrIpT>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<!--<script>{CALL}//-->",
    f"]]><script>{CALL}</script>",
    # handlers of events
    f"<img/src=x/onerror={CALL}>",
    f'"><img/src=x/onerror="{CALL}">',
    f"'onmouseover='{CALL}'x='",
    f'"onfocus="{CALL}"autofocus="',
    f"<body/onload={CALL}>",
    f"<details/open/ontoggle={CALL}>展开",
    f"<svg/onload={CALL}>",
    f"<svg><animate/onbegin={CALL}/attributeName=x/dur=1s>",
    f"<math><mtext><img/src=x/onerror={CALL}></mtext></math>",
    # addresses that are scripts, or lead elsewhere
    f"javascript:{CALL}",
    f"java\tscript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"<a/href=javascript:{CALL}>点此</a>",
    f'<iframe/src="javascript:{CALL}"></iframe>',
    "//elsewhere.invalid/%2e%2e/",
    "<base/href=//elsewhere.invalid/>",
    "<meta/http-equiv=refresh/content=0;url=//elsewhere.invalid/>",
    f"<form/action=javascript:{CALL}><input/type=submit>",
    # styles
    "<style>*{background:url(//elsewhere.invalid/x)}</style>",
    "x;background:url(//elsewhere.invalid/x)",
    # what templates, queries, paths and scripts read
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>",
    "\"'`\\\\u003cscript\\\\u003e\\x3cimg\\x3e",
    f"\u2028{CALL}\u2029//",
    '} . FILTER(false) } # <urn:x> "@zh',
    "../../../../etc/passwd?x=1#y&z=%00%0d%0aSet-Cookie:x=1",
    # signs that change how others are shown, and those that are none
    "\u202e\u2066gnp.局境环\u2069\u202c\u200b\ufeff",
    "空\x00白\x07与\x1b[31m\x7f控制",
    "很长的名称" * 200,
)


def nameless_record(number: int) -> Record:
    """A record without a title, which is called after its file, and that after the string of that number."""
    text = HOSTILE[number]
    digest = sha256(f"nameless {text}".encode()).hexdigest()
    return Record(source=text, content_hash=digest, extractor="", text=f"无题{number}", document=DocumentFields())


def hostile_record(number: int) -> Record:
    """A record with the string of that number as title, names, labels, words of its text, and name of its file."""
    text = HOSTILE[number]
    place = f"第{number}市"
    whole = f"{text}\n{place}\n一、{text}\n达到9%。"
    span = Span(0, len(text))
    rest: Any = {"provision": "一", "span": span, "quote": text, "rule": text}
    return Record(
        source=f"{text}.txt",
        content_hash=sha256(f"{number} {text}".encode()).hexdigest(),
        extractor=text,
        text=whole,
        document=DocumentFields(
            title=text,
            document_number=f"{number}〔2023〕{text}"[:60],
            issuer=(text,),
            issued_on="2023-01-01",
            jurisdiction=place,
        ),
        provisions=(Provision(path="一", heading=text, order=0, span=Span(0, len(whole))),),
        assignments=tuple(
            Assignment(**rest, agent=agent, role=role, agent_span=span, scope=Span(0, len(whole)))
            for agent, role in ((text, Role.LEAD), (f"市{text}局", Role.RESPONSIBLE), (f"{text}办公室", Role.SUPPORT))
        ),
        targets=(
            Target(**rest, indicator=text, comparator=">=", value=Decimal(number), unit=text[:20], deadline="2025"),
        ),
        tasks=(Task(**rest, label=text),),
        citations=(Citation(**rest, title=f"{text}办法", document_number=None, relation="based_on"),),
        phases=(Phase(**rest, name=text, start="2023-01", finish="2024-01"),),
        bodies=(Body(**rest, name=f"{text}领导小组", office_at=text, chair=text),),
        doubts=(Doubt(**rest, kind=text, detail=text),),
    )
