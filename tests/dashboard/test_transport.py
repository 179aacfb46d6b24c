"""Behind TLS no cookie leaves without Secure, and browsers are told not to come back by plain HTTP."""

import pytest
from starlette.responses import Response

from dashboard.transport import STRICT_TRANSPORT, SecureTransport
from tests.dashboard.asgi import answering, messages, scope


def _headers(scheme: str, forwarded: str | None) -> list[tuple[bytes, bytes]]:
    said = Response()
    # As Streamlit sets its cookies for sign-in, for the session of signing in, and against forged requests.
    said.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax", max_age=60)
    said.set_cookie("already", "secure", secure=True)
    said.headers.append("Set-Cookie", "_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax")
    asked = scope() if forwarded is None else scope(x_forwarded_proto=forwarded)
    sent = messages(SecureTransport, {**asked, "scheme": scheme}, answering(headers=list(said.raw_headers)))
    found: list[tuple[bytes, bytes]] = sent[0]["headers"]
    return found


@pytest.mark.parametrize(
    ("scheme", "forwarded"), [("https", None), ("http", "https"), ("http", "HTTPS, http")]
)
def test_behind_tls_cookies_are_secure_and_tls_stays(scheme: str, forwarded: str | None) -> None:
    headers = _headers(scheme, forwarded)
    cookies = [value.decode() for name, value in headers if name == b"set-cookie"]
    assert len(cookies) == 3
    for cookie in cookies:
        attributes = [part.strip().lower() for part in cookie.split(";")[1:]]
        assert attributes.count("secure") == 1
        assert "samesite=lax" in attributes
    assert "httponly" in cookies[0].lower()
    assert (b"strict-transport-security", STRICT_TRANSPORT.encode()) in headers


@pytest.mark.parametrize(("scheme", "forwarded"), [("http", None), ("http", "http"), ("http", "http, https")])
def test_without_tls_nothing_is_promised(scheme: str, forwarded: str | None) -> None:
    headers = _headers(scheme, forwarded)
    assert [value.lower().count(b"secure") for name, value in headers if b"streamlit" in value] == [0, 0]
    assert b"strict-transport-security" not in dict(headers)
