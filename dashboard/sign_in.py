"""Sign-in by OpenID Connect: what Streamlit is told of the provider, and who it says is there."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

import streamlit as st

from dashboard import source
from dashboard.settings import Settings, load_settings
from data_access.access.roles import Person, local_person
from data_access.access.sign_in import Identity, sign_out, who


def sign_in_secrets(settings: Settings) -> dict[str, Any] | None:
    """What `st.App` needs as secrets, so that `st.login` works; None without sign-in."""
    if not settings.has_sign_in:
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.public_url}/oauth2callback",
            "cookie_secret": settings.cookie_secret,
            "client_id": settings.oidc_client_id,
            "client_secret": settings.oidc_client_secret,
            "server_metadata_url": settings.oidc_metadata_url,
        }
    }


@lru_cache(maxsize=1)
def _settings() -> Settings:
    """The settings of this process, read once: they are asked for at each click."""
    return load_settings()


def asker() -> Callable[[], Person | None]:
    """A way to ask who this viewer is, with the roles of that moment, also outside of a run.

    None: nobody who may come in. Without sign-in it is the one person of the installation.
    """
    settings = _settings()
    if not settings.has_sign_in:
        return local_person
    identity = _identity()
    if identity is None:
        return lambda: None
    longest = timedelta(hours=settings.sign_in_hours)
    return lambda: who(source.database(), identity, at=source.now(), longest=longest)


def has_sign_in() -> bool:
    """Whether people sign in here."""
    return _settings().has_sign_in


def end_sign_in() -> None:
    """Sign the viewer out, here and wherever the same cookie is shown, and at the provider if it can."""
    identity = _identity()
    if identity is not None:
        sign_out(source.database(), identity, at=source.now())
    st.logout()


def _identity() -> Identity | None:
    """What the cookie says, which Streamlit has checked; None: nobody is signed in."""
    claims: Mapping[str, Any] = st.user.to_dict()
    if not claims.get("is_logged_in") or not claims.get("sub"):
        return None
    return Identity(
        subject=f"{claims.get('iss', '')}|{claims['sub']}",
        email=str(claims.get("email") or ""),
        is_email_verified=claims.get("email_verified") is True,
        name=str(claims.get("name") or ""),
        # The provider signs a moment and a number used once into each: no two sign-ins have the same claims.
        key=hashlib.sha256(json.dumps(claims, sort_keys=True, default=str).encode()).hexdigest(),
    )
