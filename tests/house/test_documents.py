"""What the documents say about dependencies and commands is true."""

import re
import tomllib
from functools import cache
from typing import Any

import pytest

from tests.house.modules import ROOT

PACKAGE = re.compile(r"^[A-Za-z0-9-]+")


@cache
def project() -> dict[str, Any]:
    """The `[project]` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return table


def dependencies() -> list[str]:
    """The name of every package asked for, at run time and in tests."""
    asked = project()["dependencies"] + project()["optional-dependencies"]["test"]
    return sorted({found[0] for line in asked if (found := PACKAGE.match(line))})


def words(text: str) -> set[str]:
    """The package names of a text, as registries compare them."""
    return {word.lower().replace("_", "-") for word in re.findall(r"[A-Za-z0-9_-]+", text)}


@pytest.mark.parametrize("package", dependencies())
def test_each_dependency_has_its_reason(package: str) -> None:
    rows = (ROOT / "docs/decisions/dependencies.md").read_text().splitlines()
    first_cells = [row.split("|")[1] for row in rows if row.startswith("|")]
    assert any(package in words(cell) for cell in first_cells)


@pytest.mark.parametrize("package", dependencies())
def test_each_dependency_has_an_exact_version(package: str) -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert package in pinned


def test_the_constraints_hold_versions_and_nothing_else() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line)] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_each_make_target_a_page_names_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8")))
    assert named - targets == set()
    assert named


def test_the_licence_is_the_one_the_package_names() -> None:
    assert project()["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()
