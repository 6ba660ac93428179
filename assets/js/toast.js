/**
 * The toast: stays ten seconds, waits while the pointer or the focus is on it, and undoes.
 *
 * One namespace, `window.dash_clientside.hydroml_toast`; `tell`, `wait` and `undo` are wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const SECONDS = 10;
    let timer = null;

    /** Show what a button of the page has to say. */
    function tell(data) {
        if (data) {
            setTimeout(() => window.dash_clientside.set_props("toast-data", { data }), 0);
        }
    }

    /** Say for how many seconds the toast stays. */
    function count(place, left) {
        const sign = place && place.querySelector(".left");
        if (sign) {
            sign.textContent = `${left} s`;
        }
    }

    /** Count down and take the toast away. */
    function wait(children) {
        window.clearInterval(timer);
        if (children) {
            let left = SECONDS;
            window.requestAnimationFrame(() => count(document.getElementById("toast"), left));
            timer = window.setInterval(() => {
                const place = document.getElementById("toast");
                if (place && (place.matches(":hover") || place.contains(document.activeElement))) {
                    return;
                }
                left -= 1;
                count(place, left);
                if (left <= 0) {
                    window.clearInterval(timer);
                    window.dash_clientside.set_props("toast-data", { data: null });
                }
            }, 1000);
        }
        return window.dash_clientside.no_update;
    }

    /** Hand on what is to be undone, and take the toast away. */
    function undo(clicks, data) {
        const none = window.dash_clientside.no_update;
        return clicks && data ? [data.undo, null] : [none, none];
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_toast = { tell, undo, wait };
})();
