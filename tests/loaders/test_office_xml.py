import pytest

from loaders.archive import open_archive
from loaders.errors import UnreadableFile
from loaders.office_xml import open_office_file, part_of_type, parts_by_id, read_optional_part, read_part
from tests.loaders.office_files import write_zip

RELATIONS = """<Relationships>
<Relationship Id="r1" Type="http://example.org/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="http://example.org/image" Target="../media/a.png"/>
<Relationship Id="r3" Type="http://example.org/hyperlink" Target="http://example.org/" TargetMode="External"/>
<Relationship Id="r4" Type="http://example.org/numbering" Target="/word/numbering.xml"/>
</Relationships>"""
FILE = open_archive(write_zip({"word/_rels/document.xml.rels": RELATIONS, "word/styles.xml": "<s/>"}), "a.docx")


def test_relationships_lead_to_parts_of_the_file_only() -> None:
    assert parts_by_id(FILE, "word/document.xml") == {
        "r1": ("styles", "word/styles.xml"),
        "r2": ("image", "media/a.png"),
        "r4": ("numbering", "word/numbering.xml"),
    }
    assert part_of_type(FILE, "word/document.xml", "styles") == "word/styles.xml"
    assert part_of_type(FILE, "word/document.xml", "hyperlink") is None
    assert parts_by_id(FILE, "word/other.xml") == {}


def test_a_part_may_be_missing_where_it_is_optional() -> None:
    found = read_optional_part(FILE, "word/styles.xml")
    assert found is not None
    assert found.tag == "s"
    assert read_optional_part(FILE, "word/numbering.xml") is None
    assert read_optional_part(FILE, None) is None


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "markup",
    ["", "<a", "<a>&unknown;</a>", f'<!DOCTYPE a [<!ENTITY e0 "x">{BOMB}]><a>&e9;</a>', "<!DOCTYPE a><a/>"],
)
def test_parts_that_are_not_plain_xml_are_refused(markup: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.docx: .*a\.xml"):
        read_part(open_archive(write_zip({"a.xml": markup}), "a.docx"), "a.xml")


def test_an_old_or_protected_file_says_so() -> None:
    with pytest.raises(UnreadableFile, match="is an old Office file"):
        open_office_file(b"\xd0\xcf\x11\xe0", "a.docx")
    with pytest.raises(UnreadableFile, match="is protected by a password"):
        open_office_file(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx")
