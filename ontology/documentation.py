"""``docs/ontology.md`` and its pictures, made from the ontology: ``python -m ontology.documentation``.

Both are generated and committed; a test compares them with what this module makes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from .description import Kind, Term, Vocabulary, describe_terms, describe_vocabularies
from .diagram import draw_diagram

_HEADINGS: Mapping[Kind, str] = {
    "class": "Classes 类",
    "object": "Relations between things 对象属性",
    "datatype": "Values of things 数据属性",
    "annotation": "Annotations 注释属性",
}
_SHOWN_WHOLE = 20
"""Concepts of a vocabulary that are listed one by one; longer ones are tables of their own in ``ontology/vocab``."""


def documents() -> Mapping[str, str]:
    """The generated files of ``docs/``, by name."""
    return {
        "ontology.md": "\n".join(_lines()),
        "ontology.zh.svg": draw_diagram("zh"),
        "ontology.en.svg": draw_diagram("en"),
    }


def _lines() -> Iterator[str]:
    yield "# The ontology 本体\n"
    yield (
        "*Made from `ontology/zeren.ttl` by `python -m ontology.documentation`; change the source, not this file.* "
        "Prefix `zr:` is `https://w3id.org/zeren/ns#`. `zeren serve` shows the same at `/ontology`, with the number of "
        "uses in the current release, and gives the ontology as `/ontology.ttl`, `/ontology.rdf` (which Protégé opens) "
        "and `/ontology.jsonld`.\n"
    )
    yield "![The main classes and relations](ontology.en.svg)\n\n![本体的主要类与关系](ontology.zh.svg)\n"
    for kind, heading in _HEADINGS.items():
        yield f"## {heading}\n"
        for term in describe_terms():
            if term.kind == kind:
                yield from _term_lines(term)
    yield "## Vocabularies 词表\n"
    for vocabulary in describe_vocabularies():
        yield from _vocabulary_lines(vocabulary)


def _term_lines(term: Term) -> Iterator[str]:
    yield f"### zr:{term.name}\n"
    yield f"**{term.label['zh']}** · {term.label['en']}. {term.definition['zh']} {term.definition['en']}\n"
    if term.example:
        yield f"- example 示例: {term.example}"
    facts = (
        ("under 上位", term.parents),
        ("over 下位", term.children),
        ("of 主体", term.domain),
        ("gives 取值", term.range),
        ("never also 互斥", term.disjoint),
    )
    for name, others in facts:
        if others:
            yield f"- {name}: {', '.join(map(_linked, others))}"
    if term.is_functional:
        yield "- at most one 至多一个"
    if term.is_defined:
        yield "- defined: a reasoner finds its members 定义类:由推理得出成员"
    if term.alignments:
        yield f"- aligned 对应: {', '.join(f'{entry.relation} {entry.term}' for entry in term.alignments)}"
    yield ""


def _linked(name: str) -> str:
    return name if ":" in name else f"[zr:{name}](#zr{name.lower()})"


def _vocabulary_lines(vocabulary: Vocabulary) -> Iterator[str]:
    term = vocabulary.term
    yield f"### {term.label['zh']} {term.label['en']} ({len(vocabulary.concepts)})\n"
    if len(vocabulary.concepts) > _SHOWN_WHOLE:
        yield f"In [ontology/vocab/{term.name.lower()}s.tsv](../ontology/vocab/{term.name.lower()}s.tsv).\n"
        return
    for concept in vocabulary.concepts:
        definition = " ".join(concept.definition[language] for language in ("zh", "en"))
        yield f"- **{concept.label['zh']}** {concept.label['en']}: {definition}"
    yield ""


def write_documents(folder: Path) -> None:
    """Write the generated files into ``folder``."""
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_documents(Path(__file__).parent.parent / "docs")
