/**
 * Light and dark: the cookie `hydroml_theme` decides, then what the system prefers.
 *
 * One namespace, `window.dash_clientside.hydroml_theme`; `toggle` is wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const ONE_YEAR_S = 31536000;

    /** Return the theme a cookie text names, or "". */
    function themeOf(cookies) {
        const found = /(?:^|;\s*)hydroml_theme=(light|dark)(?:;|$)/.exec(cookies);
        return found ? found[1] : "";
    }

    /** Return the path under which the app answers, from Dash's own configuration. */
    function prefixOf(text) {
        try {
            return JSON.parse(text).requests_pathname_prefix || "/";
        } catch {
            return "/";
        }
    }

    /** Show a theme and remember it for the server, which draws the figures in it. */
    function show(theme) {
        document.documentElement.dataset.bsTheme = theme;
        const config = document.getElementById("_dash-config");
        const path = prefixOf(config ? config.textContent : "{}");
        document.cookie = `hydroml_theme=${theme}; path=${path}; max-age=${ONE_YEAR_S}; samesite=lax`;
    }

    /** Switch to the other theme and return it; the router draws the page anew. */
    function toggle(clicks) {
        if (!clicks) {
            return window.dash_clientside.no_update;
        }
        const theme = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
        show(theme);
        return theme;
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_theme = { prefixOf, show, themeOf, toggle };

    if (document.documentElement) {
        const preferred = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches;
        show(themeOf(document.cookie) || (preferred ? "dark" : "light"));
    }
})();
