"""The headers of every answer, errors included.

After chapter V3 (web frontend security) of OWASP's Application Security Verification Standard 5.0, level 2.
"""

from __future__ import annotations

from collections.abc import Mapping

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,  # 3.4.3, 3.4.6: no script at all, no inline style, no frame around us
    "Cross-Origin-Opener-Policy": "same-origin",  # 3.4.8
    "Cross-Origin-Resource-Policy": "same-origin",  # 3.5.8
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",  # 3.4.5: an address with a token is told to nobody
    "X-Content-Type-Options": "nosniff",  # 3.4.4
    "X-Frame-Options": "DENY",  # for browsers that know no frame-ancestors
    "Cache-Control": "no-store",  # 14.3.2: nothing stays on a shared machine
    "Server": "Staffroom",  # 13.4.6: which versions run here is nobody's business
}
ONE_YEAR = "max-age=31536000; includeSubDomains"  # 3.4.1


def is_https(public_url: str | None) -> bool:
    """Say whether readers reach the pages over TLS, whatever stands between them and this process."""
    return public_url is not None and public_url.startswith("https://")


def headers_for(public_url: str | None) -> Mapping[str, str]:
    """Return the headers of a deployment that is reached at `public_url`."""
    if not is_https(public_url):
        return HEADERS
    policy = f"{POLICY}; upgrade-insecure-requests"
    return {**HEADERS, "Content-Security-Policy": policy, "Strict-Transport-Security": ONE_YEAR}
