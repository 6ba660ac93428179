/**
 * Draws `components/later.py`: a page is shown first, then what in it takes long to draw, such as a grid,
 * and what is far below the window when it comes near.
 *
 * Dash finds the component under the namespace that the server names.
 */
(function () {
    "use strict";

    const AFTER_MS = 16;
    const NEAR = "100%";

    /** Call `draw` when an element is less than a window away; return what stops the waiting. */
    function whenNear(element, draw) {
        const observer = new window.IntersectionObserver(
            (entries) => entries.some((one) => one.isIntersecting) && draw(), { rootMargin: NEAR },
        );
        observer.observe(element);
        return () => observer.disconnect();
    }

    /** The component: a place of the same height, then the content. */
    function Later({ children, height, until }) {
        const { createElement, useEffect, useRef, useState } = window.React;
        const [isDue, setDue] = useState(false);
        const place = useRef(null);
        useEffect(() => {
            const draw = () => setDue(true);
            if (until === "near" && window.IntersectionObserver) {
                return whenNear(place.current, draw);
            }
            const timer = setTimeout(draw, AFTER_MS);
            return () => clearTimeout(timer);
        }, []);
        const style = { height: `${height}px` };
        return isDue ? children : createElement("div", { ref: place, style, "aria-busy": true });
    }

    window.hydroml = { ...window.hydroml, Later };
})();
