/**
 * Moving between pages without loading anew: links, the marked menu, focus and announcement on arrival.
 *
 * One namespace, `window.dash_clientside.hydroml_navigation`; `highlight`, `arrive`, `follow` and
 * `clear` are wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const ELSEWHERE = /^(api|static|upload|assets|healthz|readyz|_)/;
    const IDLE_LIMIT_MS = 4000;
    const LOOK_AGAIN_MS = 30;
    const TYPING_MS = 700;
    let last = null;
    let typedAt = -TYPING_MS;

    /** Return the path under which the app answers. */
    function prefix() {
        const config = document.getElementById("_dash-config");
        return window.dash_clientside.hydroml_theme.prefixOf(config ? config.textContent : "{}");
    }

    /** Tell whether a path below `base` is a page of ours, not a file or a call of the API. */
    function isPage(path, base) {
        return path.startsWith(base) && !ELSEWHERE.test(path.slice(base.length));
    }

    /** Tell whether a click on a link is to be answered here: plain, and to one of our pages. */
    function isOurs(event, anchor, base, origin) {
        const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
        if (!isPlain || event.defaultPrevented || anchor.target || anchor.hasAttribute("download")) {
            return false;
        }
        if (!anchor.getAttribute("href") || anchor.getAttribute("href").startsWith("#")) {
            return false;
        }
        const address = new URL(anchor.href);
        return address.origin === origin && isPage(address.pathname, base);
    }

    /** Tell whether callbacks are running, such as the save of a field that was left just now. */
    function isBusy() {
        return (window.dash_stores || []).some((store) => {
            const callbacks = store.getState().callbacks || {};
            return ["requested", "prioritized", "blocked", "executing", "watched", "executed"].some(
                (state) => (callbacks[state] || []).some((one) => !isLong(one)),
            );
        });
    }

    /** Tell whether a callback runs in the background and may take minutes. */
    function isLong(one) {
        const callback = one.callback || {};
        return Boolean(callback.background || callback.long);
    }

    function pause(ms) {
        return new Promise((resolve) => setTimeout(resolve, ms));
    }

    /** Return for how long a field may still keep its newest value to itself (their debounce is shorter). */
    function unsettledMs(typed, now) {
        return Math.max(0, typed + TYPING_MS - now);
    }

    /** Resolve when what was typed has been told and no callback runs any more, at the latest after seconds. */
    async function idle() {
        const until = Date.now() + IDLE_LIMIT_MS;
        await pause(unsettledMs(typedAt, Date.now()));
        while (isBusy() && Date.now() < until) {
            await pause(LOOK_AGAIN_MS);
        }
    }

    /** Go to an address of ours as soon as what was entered is saved. */
    async function go(address) {
        await idle();
        if (address !== window.location.pathname + window.location.search) {
            window.history.pushState({}, "", address);
            window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        }
    }

    /** Return path and query of an address that a button leads to; a query alone stays on its page. */
    function partsOf(address) {
        const [pathname, query] = address.split("?", 2);
        const search = query === undefined ? "" : `?${query}`;
        return pathname ? { pathname, search } : { search };
    }

    /** Go where a button of the page leads; what it saved is saved. */
    function follow(address) {
        if (address) {
            setTimeout(() => window.dash_clientside.set_props("url", partsOf(address)), 0);
        }
    }

    /** Return "page" for the menu entry a path belongs to, null for the others. */
    function marks(path, base) {
        const rest = path.startsWith(base) ? path.slice(base.length) : "";
        const first = rest.split("/")[0];
        const places = [["", "experiments", "compare"], ["templates"], ["datasets"], ["insights"]];
        return places.map((names) => (names.includes(first) ? "page" : null));
    }

    /** Mark the menu entry of the present page. */
    function highlight(pathname) {
        return marks(pathname || "/", prefix());
    }

    /** Return what tells two views apart: page, draft and step, but not the revision. */
    function viewOf(location) {
        const params = new URLSearchParams(location.search);
        const draft = params.get("draft") || "";
        return [location.pathname, draft, params.get("step") || (draft && "data")].join("|");
    }

    /** Give the heading the focus when another page or step has arrived, and announce it. */
    function arrive() {
        window.requestAnimationFrame(() => window.requestAnimationFrame(greet));
        return window.dash_clientside.no_update;
    }

    function greet() {
        const heading = document.querySelector("#page h1");
        if (!heading) {
            return;
        }
        window.dash_clientside.hydroml_theme.reopen(document.getElementById("page"));
        const view = viewOf(window.location);
        document.title = `${heading.textContent} · hydroml`;
        if (last !== null && last !== view) {
            window.scrollTo(0, 0);
            heading.focus({ preventScroll: true });
            window.dash_clientside.set_props("live", { children: heading.textContent });
        }
        last = view;
    }

    /** Take the alert away when it is closed or another page is opened. */
    function clear(trigger, shown) {
        return trigger && shown ? null : window.dash_clientside.no_update;
    }

    function onClick(event) {
        const button = event.target.closest ? event.target.closest("button[data-go]") : null;
        if (button && !button.disabled) {
            go(button.dataset.go);
            return;
        }
        const anchor = event.target.closest ? event.target.closest("a[href]") : null;
        if (anchor && isOurs(event, anchor, prefix(), window.location.origin)) {
            event.preventDefault();
            const address = new URL(anchor.href);
            go(address.pathname + address.search);
        }
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_navigation = {
        arrive,
        clear,
        follow,
        go,
        highlight,
        idle,
        isOurs,
        isPage,
        marks,
        partsOf,
        unsettledMs,
        viewOf,
    };
    if (typeof document.addEventListener === "function") {
        document.addEventListener("click", onClick);
        document.addEventListener("input", () => { typedAt = Date.now(); }, true);
    }
})();
