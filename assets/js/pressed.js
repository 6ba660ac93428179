/**
 * Step 2: what was pressed among buttons that are drawn anew, such as strategies and pairs of columns.
 *
 * Dash calls a callback also when its buttons have only been drawn; here that ends in the browser, and the
 * server is asked only after a press. One namespace, `window.dash_clientside.hydroml_pressed`, is wired with
 * ClientsideFunction.
 */
(function () {
    "use strict";

    const TOP = "top_k";

    /** Return what the browser writes when nothing was pressed. */
    function nothing() {
        return window.dash_clientside.no_update;
    }

    /** Return the id of what was pressed, null when it has only been drawn. */
    function pressedId() {
        const context = window.dash_clientside.callback_context;
        const fired = (context.triggered || [])[0];
        return fired && fired.value ? context.triggered_id : null;
    }

    /** Ask for the strategy that was pressed, with its usual setting. */
    function askStrategy() {
        const pressed = pressedId();
        return pressed ? { key: pressed.index, value: null } : nothing();
    }

    /** Ask for the strategy that keeps the top, with the number that was typed beside the ranks. */
    function askTop(clicks, text) {
        return clicks ? { key: TOP, value: text } : nothing();
    }

    /** Tell which pair, cell or closing button was pressed; each press counts, also a second one of the same. */
    function pick(clicked) {
        const pressed = pressedId();
        if (!pressed) {
            return nothing();
        }
        const cell = (clicked || []).find((one) => one && one.points && one.points.length);
        const point = cell ? { x: cell.points[0].x, y: cell.points[0].y } : null;
        return { pressed, point, at: Date.now() };
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        hydroml_pressed: { askStrategy, askTop, pick },
    });
})();
