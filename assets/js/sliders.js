/**
 * Sliders beside number boxes: either moves the other. A box of the class `hm-sl` holds both and says
 * by `data-low`, `data-high`, `data-log` and `data-whole` what the slider's 0 to 100 stand for.
 *
 * One namespace, `window.dash_clientside.hydroml_sliders`.
 */
(function () {
    "use strict";

    const STEPS = 100;
    const DIGITS = 3;

    /** Return the value at a place from 0 to 100, with three digits or whole. */
    function valueAt(place, scale) {
        const share = Math.min(Math.max(place / STEPS, 0), 1);
        const value = scale.log
            ? scale.low * Math.pow(scale.high / scale.low, share)
            : scale.low + (scale.high - scale.low) * share;
        return scale.whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
    }

    /** Return the place of a value from 0 to 100, or null when it is no number. */
    function placeOf(value, scale) {
        if (!Number.isFinite(value) || (scale.log && value <= 0)) {
            return null;
        }
        const share = scale.log
            ? Math.log(value / scale.low) / Math.log(scale.high / scale.low)
            : (value - scale.low) / (scale.high - scale.low);
        return STEPS * Math.min(Math.max(share, 0), 1);
    }

    /** Return the scale that a box declares. */
    function scaleOf(box) {
        const { low, high, log, whole } = box.dataset;
        return { low: Number(low), high: Number(high), log: log === "true", whole: whole === "true" };
    }

    /** Write into a box that React controls, as if it had been typed. */
    function type(input, text) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
        input.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function onInput(event) {
        const box = event.target.closest ? event.target.closest(".hm-sl[data-low]") : null;
        if (!box) {
            return;
        }
        const slider = box.querySelector("input[type=range]");
        const entry = box.querySelector("input[type=text]");
        if (event.target === slider) {
            type(entry, String(valueAt(Number(slider.value), scaleOf(box))));
        } else if (event.target === entry && document.activeElement !== slider) {
            const place = entry.value.trim() === "" ? null : placeOf(Number(entry.value), scaleOf(box));
            slider.value = place === null ? slider.value : String(place);
        }
    }

    if (typeof document !== "undefined" && document.addEventListener) {
        document.addEventListener("input", onInput);
    }

    const sliders = { valueAt, placeOf };
    if (typeof window !== "undefined") {
        window.dash_clientside = Object.assign({}, window.dash_clientside, { hydroml_sliders: sliders });
    }
    if (typeof module !== "undefined") {
        module.exports = sliders;
    }
})();
