"""What is attached to a message is seen in the chat: a picture with its description, anything else as a link."""

from __future__ import annotations

from types import SimpleNamespace

from config.texts import texts_for
from demo.page.mail import as_shown
from demo.page.render import templates
from demo.seen import FileSeen

CHART = FileSeen(7, "themes.png", 'Funding: "5+" people', is_picture=True)
PAPER = FileSeen(8, "the digest.pdf")


def test_a_picture_is_drawn_with_its_description_and_another_file_is_a_link() -> None:
    html = templates.get_template("files.html").render(
        t=texts_for("en"),
        message=SimpleNamespace(files=(CHART, PAPER)),
        chosen=SimpleNamespace(key="steward"),
        open=SimpleNamespace(id=3),
    )
    assert '<img src="/attached/7/themes.png?as=steward&amp;in=3" alt="Funding: &#34;5+&#34; people">' in html
    assert 'href="/attached/8/the%20digest.pdf?as=steward&amp;in=3" target="_blank">Open the digest.pdf</a>' in html


def test_a_file_is_opened_in_the_browser_and_can_run_nothing_there() -> None:
    page = as_shown("edición.html", "text/html; charset=utf-8", b"<script>alert(1)</script>")
    assert page.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''edici%C3%B3")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert as_shown("digest.pdf", "application/pdf", b"%PDF").content_type == "application/pdf"
