/**
 * Takes the hidden twin of each dropdown out of the order of the Tab key: Dash 4.4 makes it focusable
 * although screen readers cannot see it, so that the keyboard would stop twice.
 *
 * One namespace, `window.dash_clientside.hydroml_dropdown`.
 */
(function () {
    "use strict";

    const TWIN = 'input.dash-dropdown-focus-target[tabindex="0"]';

    /** Take all hidden twins below an element out of the order. */
    function skip(root) {
        for (const twin of root.querySelectorAll(TWIN)) {
            twin.tabIndex = -1;
        }
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_dropdown = { skip };
    if (typeof window.MutationObserver === "function" && document.body) {
        new window.MutationObserver(() => skip(document)).observe(document.body, { childList: true, subtree: true });
    }
})();
