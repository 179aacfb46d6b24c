"""A real identity provider that speaks OpenID Connect, with people of the test's choice."""

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from playwright.sync_api import Page

from tests.e2e.site import free_port

CLIENT = {"OIDC_CLIENT_ID": "dashboard", "OIDC_CLIENT_SECRET": "a secret of the test's own"}
START_SECONDS = 60.0


@contextmanager
def running_provider(people: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Start a provider that knows these people (claims by subject); its address."""
    port = free_port()
    known = [
        part
        for subject, claims in people.items()
        for part in ("--user-claims", json.dumps({"sub": subject, **claims}))
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/.well-known/openid-configuration", process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)


def sign_in_settings(provider: str, public_url: str) -> dict[str, str]:
    """The settings with which a server at `public_url` lets people sign in at a provider."""
    return {
        **CLIENT,
        "OIDC_METADATA_URL": f"{provider}/.well-known/openid-configuration",
        "PUBLIC_URL": public_url,
        "AUDIT_KEY": "a secret for the audit of forty letters or more",
        "COOKIE_SECRET": "another secret, of forty letters or more",
    }


def sign_in(page: Page, subject: str) -> None:
    """Go from the product's way in through the provider and back."""
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.locator("header.top, .notice").first.wait_for()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The provider ended with code {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
    raise TimeoutError("The provider did not become ready.")
