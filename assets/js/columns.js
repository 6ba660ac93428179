/**
 * The grid of columns in step 1: which rows are shown, and the sign of a kind the moment it is changed.
 *
 * One namespace, `window.dash_clientside.hydroml_columns`; both are wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const SIGNS = {
        numeric: "hash",
        integer: "hash",
        boolean: "toggle-on",
        categorical: "list-ul",
        datetime: "calendar3",
        text: "text-left",
        identifier: "key",
        constant: "dash-lg",
    };

    /** Press the switch that fired and tell which rows are wanted. */
    function rows(clicks, switches) {
        const fired = window.dash_clientside.callback_context.triggered_id;
        const none = window.dash_clientside.no_update;
        if (!fired || !clicks.some(Boolean)) {
            return [none, switches.map(() => none)];
        }
        return [fired.index, switches.map((one) => String(one.index === fired.index))];
    }

    /** Return the sign of a kind, and the look of its select: marked when it is not the kind that was found. */
    function kind(value, found) {
        const look = value === found ? "hm-kind-select" : "hm-kind-select hm-changed";
        return [`bi bi-${SIGNS[value] || "hash"} hm-i`, look];
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_columns = { kind, rows, SIGNS };
})();
