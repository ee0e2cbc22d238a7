import re

import pytest

from viz.assets import Asset, inline_script, inline_style, static_files


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("zeren.css", "text/css"),
        ("network.css", "text/css"),
        ("vis-network.css", "text/css"),
        ("zeren.js", "text/javascript"),
        ("network.js", "text/javascript"),
        ("vis-network.min.js", "text/javascript"),
        ("zeren.svg", "image/svg+xml"),
    ],
)
def test_pages_find_their_files_here(name: str, media_type: str) -> None:
    asset = static_files()[name]
    assert asset.media_type.startswith(media_type)
    assert len(asset.content) > 100


def test_nothing_else_is_served() -> None:
    assert len(static_files()) == 16


@pytest.mark.parametrize("asset", static_files().values(), ids=lambda asset: asset.name)
def test_a_file_makes_the_browser_ask_for_no_other(asset: Asset) -> None:
    text = asset.content.decode()
    assert "sourceMappingURL" not in text
    assert [
        address for address in re.findall(r"url\(\s*[\"']?([^)]{0,12})", text) if not address.startswith("data:")
    ] == []
    assert "@import" not in text


def test_an_address_changes_with_the_content() -> None:
    one, other = (Asset("zeren.css", "text/css", content) for content in (b"a", b"b"))
    assert one.address != other.address
    assert one.address.startswith("/static/zeren.css?v=")


@pytest.mark.parametrize("name", ["vis-network.min.js", "network.js"])
def test_a_script_put_into_a_page_cannot_end_its_element(name: str) -> None:
    assert not re.search(r"</script|<!--", inline_script(name), re.IGNORECASE)


def test_a_style_put_into_a_page_cannot_end_its_element() -> None:
    assert "</style" not in inline_style("vis-network.css", "zeren.css", "network.css").lower()
