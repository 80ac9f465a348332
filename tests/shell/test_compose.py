"""docker-compose.yml: right by the Compose specification, and right for Electionwatch."""

import re

import pytest
from compose_spec import PyCompose

from tests.architecture.tracked import ROOT
from tests.shell.compose import GIVEN, compose, compose_json, compose_text

OURS = {"prepare", "web", "worker", "beat"}


def test_the_file_obeys_the_compose_specification() -> None:
    assert len(PyCompose.from_json(compose_json())) == 6


def test_the_specification_check_refuses_a_mistake() -> None:
    with pytest.raises(ValueError, match="depend_on"):
        PyCompose.from_json(compose_json().replace('"depends_on"', '"depend_on"'))


@pytest.mark.parametrize("secret", GIVEN)
def test_no_secret_has_a_default(secret: str) -> None:
    with pytest.raises(KeyError, match=secret):
        compose({name: value for name, value in GIVEN.items() if name != secret})


def test_every_lasting_service_has_a_health_check() -> None:
    services = compose()["services"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"prepare"}


def test_everything_that_is_kept_lies_in_a_volume() -> None:
    file = compose()
    mounted = {volume.split(":")[0] for service in file["services"].values() for volume in service.get("volumes", [])}
    assert mounted == set(file["volumes"])


def test_our_services_share_one_image_and_one_environment() -> None:
    services = compose()["services"]
    ours = [services[name] for name in sorted(OURS)]
    assert all(service["image"] == "electionwatch" for service in ours)
    assert all(service["environment"] == ours[0]["environment"] for service in ours)


def test_nothing_of_ours_starts_before_the_data_are_ready() -> None:
    services = compose()["services"]
    waits = {name: services[name]["depends_on"].get("prepare", {}).get("condition") for name in OURS - {"prepare"}}
    assert set(waits.values()) == {"service_completed_successfully"}


def test_every_variable_of_the_file_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    names = set(re.findall(r"\$\{(\w+):", compose_text())) | set(compose()["services"]["web"]["environment"])
    assert {name for name in names if f"| `{name}` |" not in page} == set()


def test_the_image_copies_all_that_the_application_needs() -> None:
    copied = set(re.findall(r"^COPY (\S+) ", (ROOT / "Dockerfile").read_text(), re.M))
    code = {"requirements.lock", "manage.py", "electionwatch", "apps", "templates", "static", "locale"}
    assert copied == {*code, "docs/accuracy.json"}


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.M) == ["electionwatch"]
