/**
 * Step 2: asks for what is not computed yet, and leads from the importance preview to the strategies.
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

    /** Ask for what is not computed yet when the page opens. */
    function begin(lacking) {
        return lacking || window.dash_clientside.no_update;
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        hydroml_evidence: { begin, toStrategies },
    });
})();
