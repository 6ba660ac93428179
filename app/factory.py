"""Makes the web app: alone (`create_app`) or inside a host's Flask app (`mount`)."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from dash import Dash
from flask import Flask

from .. import callbacks
from ..components.plain import gathered
from ..components.shell import frame
from ..services.access import LOCAL_USER, User
from ..services.adapters.cache import open_cache
from ..services.errors import InvalidInputError, UnauthenticatedError
from .api import api_blueprint
from .background import SpawningDiskcacheManager
from .build import House, build, prepare
from .drawing import LightDash
from .errors import alert_on_error
from .health import health_blueprint
from .router import register_router
from .security import Guard
from .settings import Settings
from .static import STYLESHEETS, bootstrap_blueprint
from .upload import upload_blueprint

ROOT = Path(__file__).resolve().parent.parent

Identity = Callable[[], User | None]


def create_app(settings: Settings | None = None) -> Flask:
    """Return a Flask app that serves hydroml at "/" for the one person who started it.

    Parameters
    ----------
    settings : defaults to `Settings.load()`
    """
    settings = settings or Settings.load()
    flask_app = Flask("hydroml")
    mount(flask_app, "/", identity=lambda: LOCAL_USER, settings=settings)
    flask_app.secret_key = settings.secret_key or _house(flask_app, "/").files.secret_key()
    return flask_app


def mount(
    flask_app: Flask,
    prefix: str = "/experiments",
    *,
    identity: Identity,
    settings: Settings | None = None,
    login_url: str = "",
) -> Dash:
    """Mount hydroml in a host's Flask app, before the host answers its first request.

    Parameters
    ----------
    flask_app : the host
    prefix : path under which hydroml answers; two mounts need two prefixes and two homes
    identity : called in a request, returns the logged-in `User` or None
    settings : defaults to `Settings.load()`
    login_url : the host's login page, for people who are not logged in; "" answers 401

    Returns
    -------
    Dash, already attached; hosts rarely need it

    Raises
    ------
    InvalidInputError
        If something of hydroml is already mounted at this prefix.
    """
    path = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    if path in flask_app.extensions.get("hydroml", {}):
        raise InvalidInputError(f"hydroml is already mounted at '{path}'.", hint="Choose another prefix.")
    house = build(settings or Settings.load(), _identify(identity))
    prepare(house)
    dash_app = _dash(flask_app, path, house)
    _blueprints(flask_app, path, house)
    Guard(path, identity, tuple(dash_app.csp_hashes()), login_url).attach(flask_app)
    flask_app.extensions.setdefault("hydroml", {})[path] = house
    # Without this the first two requests race to set the server up (measured with Dash 4.4).
    dash_app._setup_server()
    return dash_app


def _house(flask_app: Flask, path: str) -> House:
    house: House = flask_app.extensions["hydroml"][path]
    return house


def _identify(identity: Identity) -> Callable[[], User]:
    def identify() -> User:
        user = identity()
        if user is None:
            raise UnauthenticatedError("Nobody is logged in.", hint="Log in, then try again.")
        return user

    return identify


def _dash(flask_app: Flask, path: str, house: House) -> Dash:
    manager = SpawningDiskcacheManager(
        open_cache(house.settings.home), house.settings, house.services.identify
    )
    app = LightDash(
        f"hydroml-{uuid4().hex[:8]}",
        server=flask_app,
        url_base_pathname=path,
        assets_folder=str(ROOT / "assets"),
        external_stylesheets=[f"{path}static/bootstrap/{name}" for name in STYLESHEETS],
        background_callback_manager=manager,
        suppress_callback_exceptions=True,
        on_error=alert_on_error,
        title="hydroml",
        update_title="",
        use_async=False,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.index_string = app.index_string.replace("<html>", '<html lang="en" data-bs-theme="light">')
    app.layout = gathered(frame(app.get_relative_path))
    callbacks.register_all(app, house.services)
    register_router(app, house.services)
    return app


def _blueprints(flask_app: Flask, path: str, house: House) -> None:
    name = "hydroml" + path.strip("/").replace("/", "-").replace(".", "-")
    parts = (
        (
            api_blueprint(house.services, f"{name}-api", max_upload_bytes=house.settings.max_upload_bytes),
            "api",
        ),
        (upload_blueprint(house.services, f"{name}-upload"), "upload"),
        (health_blueprint(f"{name}-health", house.database.check), ""),
        (bootstrap_blueprint(f"{name}-bootstrap"), ""),
    )
    for blueprint, below in parts:
        flask_app.register_blueprint(blueprint, url_prefix=(path + below).rstrip("/") or None)
