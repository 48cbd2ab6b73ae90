"""`python -m config.texts.collect`: gather every text that members read into `locales/staffroom.pot`.

Translations are brought in line: what is new stands empty in a language's `staffroom.po` until somebody translates it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from config.community import Community, default_community
from config.texts import LOCALES, SOURCE_LANGUAGE, languages

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = LOCALES / "staffroom.pot"
METHODS = [("**.py", "python"), ("**/templates/**.*", "jinja2.ext:babel_extract")]
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "N_": None, "many": (1, 2)}


def collect() -> Catalog:
    """Return every marked text with the files it stands in."""
    catalogue = Catalog(project="Staffroom", charset="utf-8", fuzzy=False)
    for folder in ("archive", "bot", "cogs", "config", "demo"):
        found = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for file, _line, message, comments, context in found:
            name = str(Path(folder) / file)
            catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
        for path in sorted((ROOT / folder).rglob("*.py")):
            for message in marked(path.read_text("utf-8")):
                if message not in catalogue:
                    catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    for word in vocabulary(default_community()):
        catalogue.add(word, locations=[("config/community.toml", 0)])
    return catalogue


def marked(code: str) -> Iterator[str | tuple[str, str]]:
    """Yield what is marked, also where the extractor misses it: in an f-string, or in the brackets of another text."""
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
        said = [each.value for each in call.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name == "many" and len(said) == 2:
            yield said[0], said[1]
        elif name in {"t", "N_"} and said:
            yield said[0]


def vocabulary(community: Community) -> Iterator[str]:
    """Return the words of a definition that members read: a network's own stay as it wrote them."""
    yield community.safety.line
    yield from sorted(community.positions.known)
    yield from (style.label for style in community.forum.styles)
    for topic in community.topics:
        yield from (topic.label, topic.about)


def template(found: Catalog) -> bytes:
    """Return what was collected as the file that translators start from; the same texts give the same bytes."""
    file = BytesIO()
    write_po(file, found, sort_output=True, omit_header=True, include_lineno=False, width=120)
    return file.getvalue()


def translated(language: str, found: Catalog) -> bytes:
    """Return a language's catalogue in line with what was collected: its own kept, new ones empty, no other."""
    with _source(language).open("rb") as file:
        known = read_po(file, locale=language)
    catalogue = Catalog(locale=language)
    for message in found:
        kept = known.get(message.id if isinstance(message.id, str) else message.id[0])
        if message.id:
            is_same = kept is not None and kept.pluralizable == message.pluralizable
            catalogue.add(message.id, kept.string if kept is not None and is_same else "")
    written = BytesIO()
    write_po(written, catalogue, sort_output=True, omit_header=True, no_location=True, width=120)
    return HEADER.format(language=language).encode() + written.getvalue()


def _source(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "staffroom.po"


if __name__ == "__main__":
    collected = collect()
    TEMPLATE.write_bytes(template(collected))
    for spoken in languages():
        if spoken != SOURCE_LANGUAGE:
            _source(spoken).write_bytes(translated(spoken, collected))
