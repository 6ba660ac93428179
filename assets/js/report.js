/**
 * How a file was read: opens and closes the report of step 1, and goes to its lines.
 *
 * One namespace, `window.dash_clientside.hydroml_report`; both are wired with ClientsideFunction.
 */
(function () {
    "use strict";

    /** Open or close the report. */
    function toggle(clicks, isOpen) {
        const shown = Boolean(clicks) && !isOpen;
        return [shown, String(shown)];
    }

    /** Open the report for its lines and bring them into view. */
    function open(clicks) {
        const none = window.dash_clientside.no_update;
        if (!clicks) {
            return [none, none];
        }
        window.setTimeout(() => {
            const lines = document.getElementById("data-lines");
            if (lines) {
                lines.scrollIntoView({ block: "center" });
            }
        }, 400);
        return [true, "true"];
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_report = { open, toggle };
})();
