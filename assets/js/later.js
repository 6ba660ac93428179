/**
 * Draws `components/later.py`: a page is shown first, then what in it takes long to draw, such as a grid.
 *
 * Dash finds the component under the namespace that the server names.
 */
(function () {
    "use strict";

    const AFTER_MS = 16;

    /** The component: a place of the same height, then the content. */
    function Later({ children, height }) {
        const { createElement, useEffect, useState } = window.React;
        const [isDue, setDue] = useState(false);
        useEffect(() => {
            const timer = setTimeout(() => setDue(true), AFTER_MS);
            return () => clearTimeout(timer);
        }, []);
        return isDue ? children : createElement("div", { style: { height: `${height}px` }, "aria-busy": true });
    }

    window.hydroml = { ...window.hydroml, Later };
})();
