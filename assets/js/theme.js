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

    /** Return what tells a fold of the page from others: the words on it, and how many before it have the same. */
    function foldsOf(page) {
        const seen = new Map();
        return [...page.querySelectorAll("details")].map((fold) => {
            const summary = fold.querySelector("summary");
            const words = summary ? summary.textContent : "";
            seen.set(words, (seen.get(words) || 0) + 1);
            return [`${words}|${seen.get(words)}`, fold];
        });
    }

    let open = null;

    /** Open the folds again that were open before the page was drawn in the other theme. */
    function reopen(page) {
        if (open && page) {
            foldsOf(page).filter(([name]) => open.has(name)).forEach(([, fold]) => { fold.open = true; });
        }
        open = null;
    }

    /** Switch to the other theme and return it; the router draws the page anew. */
    function toggle(clicks) {
        if (!clicks) {
            return window.dash_clientside.no_update;
        }
        const theme = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
        show(theme);
        const page = document.getElementById("page");
        open = page ? new Set(foldsOf(page).filter(([, fold]) => fold.open).map(([name]) => name)) : null;
        return theme;
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_theme = { foldsOf, prefixOf, reopen, show, themeOf, toggle };

    if (document.documentElement) {
        const preferred = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches;
        show(themeOf(document.cookie) || (preferred ? "dark" : "light"));
    }
})();
