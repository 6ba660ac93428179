const assert = require("node:assert");
const { test } = require("node:test");

global.window = global.window || {};
window.dash_clientside = { ...(window.dash_clientside || {}), no_update: "none" };
window.setTimeout = () => {};
require("../../assets/js/report.js");

const { open, toggle } = window.dash_clientside.hydroml_report;

test("the button opens and closes the report and says so", () => {
    assert.deepEqual(toggle(1, false), [true, "true"]);
    assert.deepEqual(toggle(2, true), [false, "false"]);
});

test("a button that was just drawn opens nothing", () => {
    assert.deepEqual(toggle(null, false), [false, "false"]);
    assert.deepEqual(open(null), ["none", "none"]);
});

test("showing the lines opens the report", () => {
    assert.deepEqual(open(1), [true, "true"]);
});
