from __future__ import annotations

import pytest

from archive.delivery.model import Jurisdiction
from archive.delivery.recipient_file import ColumnMissing, FaultyRows, NotReadable, read_recipients
from config.community import default_community

COMMUNITY = default_community()
HEAD = "name,office,mail,districts,regions,statewide,topics,language\n"


def test_a_recipient_has_an_office_a_jurisdiction_and_topics() -> None:
    [found] = read_recipients(
        (HEAD + "Lee Park,State Board,Lee@State.example.org,North; South,,yes,staffing;data\n").encode(), COMMUNITY
    )
    assert (found.name, found.office, found.mail) == ("Lee Park", "State Board", "lee@state.example.org")
    assert found.jurisdiction == Jurisdiction(("North", "South"), (), is_statewide=True)
    assert found.topics == ("staffing", "data")


def test_a_recipient_may_read_the_digests_own_sentences_in_spanish() -> None:
    rows = "A,B,a@b.org,,,,,ES\nC,D,c@d.org\n"
    assert [each.language for each in read_recipients((HEAD + rows).encode(), COMMUNITY)] == ["es", "en"]


def test_only_name_office_and_mail_are_needed() -> None:
    assert len(read_recipients("\ufeffname,office,mail\nA,B,a@b.org\n".encode(), COMMUNITY)) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A,B,a@b.org,,,,,tlh", "line 2: the digest does not speak that language yet: it may be en or es"),
        ("A,B,nobody,,,,", "line 2: the mail address is not one"),
        ("A,B,a@b.org\nX,Y,A@b.org", "line 3: the mail address stands twice"),
        (",B,a@b.org", "line 2: name is empty"),
        ("A,B", "line 2: mail is empty"),
        ("A,B,a@b.org,,,,astrology", "line 2: the topic astrology is not in the vocabulary"),
        (f"A,{'B' * 151},a@b.org", "line 2: office is longer than 150 characters"),
        ('A,B,"a@b.org\nBcc: x@y.org"', "line 2: the mail address is not one"),
        ("A,B,a..b@leg.org", "line 2: the mail address is not one"),
        ("A,B,añá@leg.org", "line 2: the mail address is not one"),
        ("A\0,B,a@b.org", "line 2: name holds a character that cannot be shown, such as a line break"),
        ('A,"B\nC",a@b.org', "line 2: office holds a character that cannot be shown, such as a line break"),
        ("A,B,a@b.org,\x1b[31mNorth", "line 2: districts holds a character that cannot be shown, such as a line break"),
        ("A,B,a@b.org,,,,,,too,many", None),
    ],
)
def test_a_faulty_row_is_named_with_its_line_and_nothing_is_taken(row: str, why: str | None) -> None:
    data = (HEAD + row + "\n").encode()
    if why is None:
        assert len(read_recipients(data, COMMUNITY)) == 1
    else:
        with pytest.raises(FaultyRows, match=why):
            read_recipients(data, COMMUNITY)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnMissing, match="office, mail"):
        read_recipients(b"name\nA\n", COMMUNITY)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'name,office,mail\n"A,B,a@b.org'])
def test_what_is_no_csv_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read_recipients(data, COMMUNITY)


def test_an_empty_file_lacks_its_columns() -> None:
    with pytest.raises(ColumnMissing):
        read_recipients(b"", COMMUNITY)
