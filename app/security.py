"""What guards a mounted app: who is calling, from where, with which token, under which headers."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from ..services.access import User
from ..services.errors import HydroMLError, UnauthenticatedError
from .api.problems import problem_response

CSRF_COOKIE = "_csrf_token"
CSRF_HEADER = "X-CSRFToken"
STATE_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OPEN_PATHS = ("healthz", "readyz", "assets/", "static/", "_dash-component-suites/", "_favicon.ico")
PROGRAM_PATHS = ("api/", "upload/", "_dash", "_reload-hash")


@dataclass(frozen=True, slots=True)
class Guard:
    """Guards every request under one prefix of a host.

    Parameters
    ----------
    prefix : path that ends with "/", e.g. ``/experiments/``
    identity : returns the user of the present request, or None
    script_hashes : CSP hashes of the page's own inline scripts
    login_url : where pages send people who are not logged in; "" answers 401
    """

    prefix: str
    identity: Callable[[], User | None]
    script_hashes: Sequence[str] = ()
    login_url: str = ""

    def attach(self, flask_app: Flask) -> None:
        """Put the guard before and after every request of the host; other paths are let through."""
        flask_app.before_request(self.check)
        flask_app.after_request(self.finish)

    def covers(self) -> bool:
        """Tell whether the present request is ours."""
        return request.path.startswith(self.prefix)

    def check(self) -> ResponseReturnValue | None:
        """Refuse foreign origins, missing tokens and people who are not logged in."""
        if not self.covers():
            return None
        rest = request.path.removeprefix(self.prefix)
        if request.method in STATE_CHANGING:
            refusal = _foreign_origin() or _missing_token()
            if refusal is not None:
                return problem_response(refusal)
        if rest.startswith(OPEN_PATHS) or self.identity() is not None:
            return None
        return self._unauthenticated(rest)

    def _unauthenticated(self, rest: str) -> ResponseReturnValue:
        if self.login_url and not rest.startswith(PROGRAM_PATHS):
            return redirect(self.login_url)
        return problem_response(UnauthenticatedError("Nobody is logged in.", hint="Log in, then try again."))

    def finish(self, response: Response) -> Response:
        """Add the security headers, and the CSRF cookie to pages."""
        if not self.covers():
            return response
        headers = response.headers
        headers["Content-Security-Policy"] = self._policy()
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if response.mimetype == "text/html" and response.status_code == 200:
            self._hand_out_token(response)
        return response

    def _policy(self) -> str:
        scripts = " ".join(["'self'", *self.script_hashes])
        return (
            "default-src 'self'; "
            f"script-src {scripts}; "
            # Dash, ag-grid and Plotly write style attributes and elements at run time.
            "style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
        )

    def _hand_out_token(self, response: Response) -> None:
        token = _host_token() or request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(32)
        response.set_cookie(CSRF_COOKIE, token, samesite="Lax", secure=request.is_secure, path=self.prefix)


def _foreign_origin() -> HydroMLError | None:
    """Return a refusal when a browser says that another site sent this request."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_foreign = site in ("cross-site", "same-site") or (
        origin is not None and urlsplit(origin).netloc != request.host
    )
    if not is_foreign:
        return None
    return _Forbidden(
        "This request comes from another site.",
        hint="Open hydroml itself and try again.",
        code="FOREIGN_ORIGIN",
    )


def _missing_token() -> HydroMLError | None:
    """Return a refusal when a browser that holds our cookie does not echo it.

    Programs without cookies need no token: there is nothing a foreign page could make them send.
    """
    cookie = request.cookies.get(CSRF_COOKIE)
    header = request.headers.get(CSRF_HEADER, "")
    is_page_call = "_dash" in request.path
    if cookie is None and not is_page_call:
        return None
    if cookie is not None and secrets.compare_digest(cookie.encode(), header.encode()):
        return None
    return _Forbidden("The page's token is missing or old.", hint="Reload the page.", code="CSRF_TOKEN")


def _host_token() -> str | None:
    """Return the host's own CSRF token where the host uses Flask-WTF, so that both are content."""
    from flask import current_app

    if "csrf" not in current_app.extensions:
        return None
    from flask_wtf.csrf import generate_csrf

    return str(generate_csrf())


class _Forbidden(HydroMLError):
    code = "FORBIDDEN"
    status = 403
