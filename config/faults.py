"""What pydantic found wrong, in words for the host: never a value (it may be a secret), never a class name."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

WHOLE_NUMBER = "write a whole number"
MOST_QUOTED = 80
A_LIST = "write a list, in square brackets"
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "isn't known here; leave it out",
    "int_parsing": WHOLE_NUMBER,
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "float_parsing": "write a number",
    "float_type": "write a number",
    "string_type": "write it in quotation marks",
    "literal_error": "choose one of {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must name at least {min_length}",
    "too_long": "must name at most {max_length}",
    "tuple_type": A_LIST,
    "frozen_set_type": A_LIST,
    "string_pattern_mismatch": "must match {pattern}",
}


def fault_lines(
    error: ValidationError, name_of: str = "{}", joint: str = ".", *, says_what_to_shorten: bool = False
) -> list[str]:
    """Return one line for every fault: its name (`name_of` around the path, `joint` between), and what is wrong.

    What is too long is quoted only where asked for: where nothing written can be a secret.
    """
    return [
        f"{name_of.format(joint.join(map(str, fault['loc'])))}: {words}" if fault["loc"] else words
        for fault in error.errors(include_input=says_what_to_shorten, include_url=False)
        for words in [_words(fault) + _what_to_shorten(fault)]
    ]


def _what_to_shorten(fault: ErrorDetails) -> str:
    """Return what is too long, and by how much."""
    given, most = fault.get("input"), fault.get("ctx", {}).get("max_length", 0)
    if fault["type"] == "string_too_long" and isinstance(given, str):
        return f"; shorten “{given[:MOST_QUOTED]}” by {len(given) - most}"
    if fault["type"] == "too_long" and isinstance(given, list | tuple):
        return f"; take out {len(given) - most} of these {len(given)}"
    return ""


def _words(fault: ErrorDetails) -> str:
    words = WORDS.get(fault["type"])
    if words is None:
        return fault["msg"].removeprefix("Value error, ")
    return words.format(**fault.get("ctx", {}))
