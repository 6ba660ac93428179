"""Fixtures of all tests: a temporary home, real services, an app, a client, a browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hydroml.app.settings import Settings

if TYPE_CHECKING:
    from hydroml.app.build import House
    from hydroml.services.registry import Services

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared"))


@pytest.fixture
def shared_datasets() -> Path:
    """Folder of the eight reference tables; they are not in the repository."""
    folder = SHARED / "datasets"
    if not (folder / "manifest.json").is_file():
        pytest.skip(f"the reference tables are not at {folder}; set HYDROML_SHARED to their parent")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a home of their own."""
    return Settings(home=tmp_path / "home", port=0)


@pytest.fixture
def app(settings: Settings) -> Flask:
    """A personal app on a temporary home, without a worker."""
    from hydroml.app import create_app

    return create_app(settings)


@pytest.fixture
def house(app: Flask) -> Iterator["House"]:
    """What stands behind `app`."""
    house = app.extensions["hydroml"]["/"]
    yield house
    house.database.dispose()


@pytest.fixture
def services(house: "House") -> "Services":
    """The services behind `app`."""
    return house.services


@pytest.fixture
def client(app: Flask, house: "House") -> FlaskClient:
    """A program that calls the REST API of `app`."""
    return app.test_client()
