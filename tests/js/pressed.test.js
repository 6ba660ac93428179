const assert = require("node:assert");
const { test } = require("node:test");

const NOTHING = Symbol("no update");
global.window = global.window || {};
window.dash_clientside = { no_update: NOTHING };
require("../../assets/js/pressed.js");

const { askStrategy, askTop, pick } = window.dash_clientside.hydroml_pressed;

function fired(id, value) {
    window.dash_clientside.callback_context = { triggered: [{ prop_id: "any", value }], triggered_id: id };
}

test("a pressed strategy is asked for with its usual setting", () => {
    fired({ type: "features-strategy", index: "missing" }, 1);
    assert.deepEqual(askStrategy([null, 1]), { key: "missing", value: null });
});

test("buttons that have only been drawn ask for nothing", () => {
    fired({ type: "features-strategy", index: "missing" }, null);
    assert.equal(askStrategy([null, null]), NOTHING);
    assert.equal(pick([null], [null], [], []), NOTHING);
    assert.equal(askTop(undefined, "30"), NOTHING);
});

test("the top is asked for with the number that was typed", () => {
    assert.deepEqual(askTop(1, "12"), { key: "top_k", value: "12" });
});

test("a clicked cell is told by its place alone, a row of the list by its id", () => {
    const figure = { type: "features-heatmap", index: "matrix" };
    const clicked = { points: [{ x: "a", y: "b", z: 0.9, data: {} }] };
    fired(figure, clicked);
    const cell = pick([clicked], [], [], []);
    assert.deepEqual([cell.pressed, cell.point], [figure, { x: "a", y: "b" }]);
    fired({ type: "features-pair", index: "0-1" }, 2);
    assert.equal(pick([null], [2], [], []).pressed.index, "0-1");
});
