const assert = require("node:assert");
const { test } = require("node:test");

global.window = global.window || {};
window.dash_clientside = { ...(window.dash_clientside || {}), no_update: "none", callback_context: {} };
require("../../assets/js/columns.js");

const { kind, rows } = window.dash_clientside.hydroml_columns;
const SWITCHES = [{ index: "first" }, { index: "random" }];

test("the switch that was pressed is the one that is pressed", () => {
    window.dash_clientside.callback_context.triggered_id = { index: "random" };
    assert.deepEqual(rows([null, 1], SWITCHES), ["random", ["false", "true"]]);
});

test("switches that were just drawn change nothing", () => {
    window.dash_clientside.callback_context.triggered_id = undefined;
    assert.deepEqual(rows([null, null], SWITCHES), ["none", ["none", "none"]]);
});

test("another kind than the one found is marked, and has its own sign", () => {
    assert.deepEqual(kind("categorical", "integer"), ["bi bi-list-ul hm-i", "hm-kind-select hm-changed"]);
    assert.deepEqual(kind("integer", "integer"), ["bi bi-hash hm-i", "hm-kind-select"]);
});
