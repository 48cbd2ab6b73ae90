"""Languages are known by one key, and called as the reader calls them."""

from __future__ import annotations

from bot.text.languages import language_name, reading_language
from config.texts import texts_for


def test_a_language_is_called_as_the_reader_calls_it_however_it_was_written() -> None:
    written = ("English", "español", "es", "Klingonish")
    assert [language_name(texts_for("es"), word) for word in written] == ["inglés", "español", "español", "Klingonish"]
    assert [language_name(texts_for("en"), word) for word in written] == ["English", "Spanish", "Spanish", "Klingonish"]


def test_the_first_language_that_we_speak_is_the_one_somebody_reads() -> None:
    assert reading_language(["Tagalog", "Spanish", "English"]) == "es"
    assert reading_language([]) == "en"
