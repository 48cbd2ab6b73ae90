"""Reports as mail servers write them."""

from __future__ import annotations

SENDER = "MAILER-DAEMON@mx.example.org"


def report(
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    whole: bool = True,
    more: str = "",
    envelope: str = "",
    top: str = "",
) -> bytes:
    """A report as Postfix writes it: words, delivery status, and the mail or its headers alone."""
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    quoted = f"Message-ID: {message_id}\n" if message_id else ""
    about = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    return f"""\
From: {SENDER}
To: staffroom@example.org
Subject: Undelivered Mail Returned to Sender
{top}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
{about}Arrival-Date: Thu, 26 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; lee@state.example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such user here
{more}
--B
Content-Type: {kind}

From: staffroom@example.org
To: lee@state.example.org
{quoted}Subject: What community schools raised

--B--
""".encode()
