"""The compose file: what it names exists, and what must agree with other files does."""

import ipaddress
import re
from dataclasses import fields
from typing import Any

import pytest
import yaml

from dashboard.settings import Settings
from tests.deploy.places import DEPLOY, settings_of_example

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
REPLICAS = ["replica-1", "replica-2"]
_READ_BY_UVICORN = {"FORWARDED_ALLOW_IPS"}
_MINUTE_HALF = 30


def test_there_is_what_an_installation_needs() -> None:
    assert set(SERVICES) == {"database", "migrate", *REPLICAS, "nginx", "backup"}
    assert set(OURS) == {"migrate", *REPLICAS, "backup"}
    assert int(SERVICES["database"]["image"].partition(":")[2].partition("-")[0]) >= 16


@pytest.mark.parametrize("name", SERVICES)
def test_each_image_has_a_version(name: str) -> None:
    _image, _colon, tag = SERVICES[name]["image"].partition(":")
    version = re.sub(r"^\$\{\w+:-(.+)\}$", r"\1", tag)
    assert re.match(r"\d", version)


@pytest.mark.parametrize("name", ["database", "nginx"])
def test_what_is_not_ours_is_asked_whether_it_is_well(name: str) -> None:
    """Ours is asked as its container file says."""
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OURS)
def test_ours_runs_with_as_little_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "user", "cap_add", "network_mode", "pid"} & service.keys()


def test_settings_by_name_are_settings() -> None:
    for name in OURS:
        given = set(SERVICES[name].get("environment", {}))
        assert {one.lower() for one in given - _READ_BY_UVICORN} <= {one.name for one in fields(Settings)}, (
            name
        )
        assert SERVICES[name]["env_file"] == "dashboard.env"


def test_nobody_but_nginx_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["data"]


def test_a_replica_has_time_to_let_go() -> None:
    wanted = int(settings_of_example()["STOP_SECONDS"]) + _MINUTE_HALF
    assert {SERVICES[name]["stop_grace_period"] for name in REPLICAS} == {f"{wanted}s"}


def test_replicas_start_when_the_tables_are_made() -> None:
    for name in REPLICAS:
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["restart"] == "no"


def test_nginx_knows_where_the_replicas_are_and_they_know_it() -> None:
    named = re.findall(r"server (\S+):8501 ", (DEPLOY / "nginx/replicas-compose.conf").read_text("utf-8"))
    addresses = [SERVICES[name]["networks"]["inside"]["ipv4_address"] for name in REPLICAS]
    front = SERVICES["nginx"]["networks"]["inside"]["ipv4_address"]
    assert named == addresses * 2
    assert all(SERVICES[name]["environment"]["FORWARDED_ALLOW_IPS"] == front for name in REPLICAS)
    subnet = ipaddress.ip_network(COMPOSE["networks"]["inside"]["ipam"]["config"][0]["subnet"])
    assert all(ipaddress.ip_address(one) in subnet for one in [*addresses, front])


def test_what_is_mounted_is_shipped_or_the_administrators_own() -> None:
    own = {"./tls", "./backups", *COMPOSE["volumes"]}
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in own or (DEPLOY / source).is_file(), source
    ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/tls/", "deploy/backups/", "deploy/dashboard.env", "deploy/database_password"} <= set(
        ignored
    )


def test_names_lead_somewhere() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", [])) <= set(SERVICES)
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
