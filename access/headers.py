"""What is every answer told to the browser, besides its content?"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy(first_page: str) -> str:
    """What a page may load and do: only ours, and only the inline scripts that `first_page` has.

    Styles are written into the page by Streamlit and Plotly, so those may be inline. Pictures are
    handed over as data: and blob:; `connect-src 'self'` covers the websocket too.
    """
    inline = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(first_page)
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {inline}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def protected(
    headers: Iterable[tuple[bytes, bytes]], policy: str, *, may_keep: bool, is_encrypted: bool
) -> list[tuple[bytes, bytes]]:
    """An answer's headers with ours in the place of any others of the same name.

    `may_keep` where a browser may keep the answer: a file whose name changes with its content.
    `is_encrypted` where people come by https, so that cookies go no other way.
    """
    ours = {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"x-frame-options": b"DENY",
        b"referrer-policy": b"no-referrer",
        b"permissions-policy": b"camera=(), display-capture=(), geolocation=(), microphone=(), "
        b"payment=(), usb=()",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
    }
    if not may_keep:
        ours[b"cache-control"] = b"no-store"
    kept = [
        (name, value + b"; Secure" if _is_open_cookie(name, value) and is_encrypted else value)
        for name, value in headers
        if name.lower() not in ours
    ]
    return [*kept, *ours.items()]


def _is_open_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()
