/**
 * Draws `components/later.py`: a page is shown first, then what in it takes long to draw, such as a grid,
 * and what is far below the window when it comes near. What has to be asked for first tells that it is near.
 *
 * Dash finds the component under the namespace that the server names.
 */
(function () {
    "use strict";

    const AFTER_MS = 16;
    const NEAR = "100%";
    const NEAR_TO_ASK = "50%";

    /** Call `draw` when an element is less than a share of the window away; return what stops the waiting. */
    function whenNear(element, margin, draw) {
        const observer = new window.IntersectionObserver(
            (entries) => entries.some((one) => one.isIntersecting) && draw(), { rootMargin: margin },
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
                return whenNear(place.current, NEAR, draw);
            }
            const timer = setTimeout(draw, AFTER_MS);
            return () => clearTimeout(timer);
        }, []);
        const style = { height: `${height}px` };
        return isDue ? children : createElement("div", { ref: place, style, "aria-busy": true });
    }

    /** The component: its content, and `is_near` for the callbacks as soon as it is so. */
    function Near({ id, children, setProps }) {
        const { createElement, useEffect, useRef } = window.React;
        const place = useRef(null);
        useEffect(() => {
            const tell = () => setProps({ is_near: true });
            return window.IntersectionObserver ? whenNear(place.current, NEAR_TO_ASK, tell) : tell();
        }, []);
        return createElement("div", { id, ref: place }, children);
    }

    window.hydroml = { ...window.hydroml, Later, Near };
})();
