"""The pictures in the README and the documentation: each is there, light and dark, says what it shows, and is small."""

from __future__ import annotations

import re

import pytest

from tests.meta.source import ROOT

IMAGES = ROOT / "docs" / "images"
MOST_EACH, MOST_IN_ALL = 150_000, 1_000_000  # bytes
SHOWN = {"rooms", "pairing", "board", "digest"}
PICTURE = re.compile(
    r'<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s*<img src="([^"]+)" alt="([^"]+)">'
)


@pytest.mark.parametrize("name", ["README.md", "docs/getting-started.md"])
def test_each_is_shown_in_light_and_dark_with_words_for_who_cannot_see_it(name: str) -> None:
    page = ROOT / name
    text = page.read_text(encoding="utf-8")
    found = PICTURE.findall(text)
    assert len(found) == text.count("<img")
    for dark, light, said in found:
        assert (page.parent / dark).exists()
        assert (page.parent / light).exists()
        assert dark == light.replace("-light", "-dark")
        assert len(said.split()) >= 12
    assert {light.rpartition("/")[2].removesuffix("-light.png") for _, light, _ in found} == SHOWN


def test_they_are_small_and_none_lies_about_unshown() -> None:
    sizes = {path.name: path.stat().st_size for path in IMAGES.iterdir()}
    assert set(sizes) == {f"{name}-{scheme}.png" for name in SHOWN for scheme in ("light", "dark")}
    assert max(sizes.values()) < MOST_EACH
    assert sum(sizes.values()) < MOST_IN_ALL
