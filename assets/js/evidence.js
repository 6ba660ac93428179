/**
 * Step 2: leads from the importance preview to the panel of strategies.
 *
 * One namespace, `window.dash_clientside.hydroml_evidence`, is wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const STRATEGIES = "features-strategies-title";

    /** Bring the panel of strategies into view and put the focus on its heading. */
    function toStrategies(clicks) {
        const heading = clicks ? document.getElementById(STRATEGIES) : null;
        if (heading) {
            heading.tabIndex = -1;
            heading.focus({ preventScroll: true });
            heading.scrollIntoView({ block: "center" });
        }
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, { hydroml_evidence: { toStrategies } });
})();
