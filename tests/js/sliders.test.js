const assert = require("node:assert");
const { test } = require("node:test");
const { valueAt, placeOf } = require("../../assets/js/sliders.js");

const RATE = { low: 0.0001, high: 1, log: true, whole: false };
const LEAVES = { low: 2, high: 4096, log: true, whole: true };
const SHARE = { low: 0.05, high: 1, log: false, whole: false };

test("the ends of a slider are the bounds", () => {
    for (const scale of [RATE, LEAVES, SHARE]) {
        assert.deepEqual([valueAt(0, scale), valueAt(100, scale)], [scale.low, scale.high]);
    }
});

test("settings whose steps are factors move by factors", () => {
    assert.equal(valueAt(50, RATE), 0.01);
    assert.equal(placeOf(0.01, RATE), 50);
});

test("whole numbers stay whole and others have three digits", () => {
    assert.ok(Number.isInteger(valueAt(33, LEAVES)));
    assert.equal(valueAt(40, SHARE), 0.43);
});

test("what is typed out of range stands at the end, and what is no number moves nothing", () => {
    assert.equal(placeOf(30000, LEAVES), 100);
    assert.equal(placeOf(-1, SHARE), 0);
    assert.equal(placeOf(NaN, SHARE), null);
    assert.equal(placeOf(0, RATE), null);
});
