const assert = require("node:assert");
const { test } = require("node:test");
const {
    percent, kindOptions, markRows, selectionInWords, include, leaveOut, changed, setKinds, passes, wantedOf,
    associationInWords, rowsInWords, byStrength, inOrder,
} = require("../../assets/js/features_grid.js");

test("shares never round to a false zero or a false whole", () => {
    assert.deepEqual([0, 0.0001, 0.167, 0.9993, 1].map(percent), ["0 %", "< 0.1 %", "16.7 %", "99.9 %", "100 %"]);
});

test("a row is in when it is included, else it says why not", () => {
    const rows = [{ name: "a" }, { name: "<b>x</b>" }, { name: "time", role: "orders the rows" }];
    const marked = markRows(rows, { include: ["a"], exclude: { "<b>x</b>": "identifier" } });
    assert.deepEqual(marked.map((row) => [row.state, row.reason]),
        [["in", ""], ["out", "identifier"], ["out", "orders the rows"]]);
});

test("a column called like a property of objects is not taken for excluded with a reason", () => {
    const [row] = markRows([{ name: "constructor", detected: "text" }], { include: [], exclude: {} }, {});
    assert.equal(row.reason, "left out");
    assert.equal(row.kind, "text");
});

test("rows that stay as they are stay the same object", () => {
    const rows = markRows([{ name: "a", kind: "text", detected: "text" }], { include: ["a"] }, {});
    assert.equal(markRows(rows, { include: ["a"] }, {})[0], rows[0]);
});

test("a kind that was set is shown, and the detected one again when it is taken back", () => {
    const [set] = markRows([{ name: "a", kind: "integer", detected: "integer" }], { include: ["a"] }, { a: "categorical" });
    assert.equal(set.kind, "categorical");
    assert.equal(markRows([set], { include: ["a"] }, {})[0].kind, "integer");
});

test("the bar counts in words", () => {
    assert.deepEqual([0, 3, 2000].map(selectionInWords), ["Nothing selected", "3 selected", "2,000 selected"]);
});

test("a column that is included comes back to its place and loses its reason", () => {
    const features = { include: ["a", "c"], exclude: { b: "by hand", d: "constant" }, transforms: [1] };
    assert.deepEqual(include(features, ["b"], ["a", "b", "c", "d"]),
        { include: ["a", "b", "c"], exclude: { d: "constant" }, transforms: [1] });
});

test("leaving out keeps the reasons that were there and strange names as data", () => {
    const after = leaveOut({ include: ["a", "__proto__", "b"], exclude: { x: "old" } }, [["__proto__", "by hand"]]);
    assert.deepEqual(after.include, ["a", "b"]);
    assert.equal(Object.hasOwn(after.exclude, "__proto__"), true);
    assert.equal(after.exclude.x, "old");
});

test("leaving out and including again come back to where it began", () => {
    const before = { include: ["a", "b"], exclude: {} };
    assert.deepEqual(include(leaveOut(before, [["a", "by hand"]]), ["a"], ["a", "b"]), before);
});

test("changes are counted on both sides", () => {
    assert.equal(changed({ include: ["a", "b"] }, { include: ["b", "c"] }), 2);
    assert.equal(changed({}, {}), 0);
});

test("the kind that was detected needs no mention", () => {
    const rows = [{ name: "a", detected: "integer" }, { name: "b", detected: "text" }];
    assert.deepEqual(setKinds({ a: "categorical", z: "text" }, rows, "integer"), { z: "text", b: "integer" });
});

test("search, state, kinds and findings hold together", () => {
    const row = { name: "Garage_Area", state: "in", kind: "integer", findings: ["DATA_SKEW"] };
    const all = [
        [wantedOf(), true],
        [wantedOf("garage"), true],
        [wantedOf("garage", "out"), false],
        [wantedOf("", "in", ["numeric", "integer"]), true],
        [wantedOf("", "all", ["text"]), false],
        [wantedOf("", "all", [], ["DATA_SKEW", "DATA_MISSING"]), true],
        [wantedOf("AREA", "in", ["integer"], ["DATA_MISSING"]), false],
    ];
    for (const [wanted, expected] of all) {
        assert.equal(passes(row, wanted), expected, JSON.stringify(wanted));
    }
});

test("the search takes signs of patterns literally", () => {
    assert.equal(passes({ name: "a.b(c", state: "in" }, wantedOf(".b(")), true);
    assert.equal(passes({ name: "axb", state: "in" }, wantedOf("a.b")), false);
});

test("an association has a true minus and the sign of its measure", () => {
    assert.equal(associationInWords(-0.351, "spearman"), "−0.35 ρ");
    assert.equal(associationInWords(0.76, "eta"), "0.76 η");
    assert.equal(associationInWords(0.5, "cramers_v"), "0.50 V");
    assert.equal(associationInWords(null, ""), "");
    assert.equal(associationInWords(-0.001, "spearman"), "0.00 ρ");
});

test("associations are compared by strength and unknown ones come last", () => {
    assert.deepEqual([0.2, null, -0.9, 0.5].sort((a, b) => -byStrength(a, b)), [-0.9, 0.5, 0.2, null]);
});

test("the foot says which rows stand in the window", () => {
    assert.equal(rowsInWords(0, 504, 36, 73), "Rows 1 to 14 of 73");
    assert.equal(rowsInWords(71460, 71964, 36, 2000), "Rows 1,986 to 1,999 of 2,000");
    assert.equal(rowsInWords(0, 504, 36, 3), "3 rows");
    assert.equal(rowsInWords(0, 504, 36, 1), "1 row");
    assert.equal(rowsInWords(0, 504, 36, 0), "No rows");
});

test("rows are put in the order of the table, not of the digits", () => {
    assert.deepEqual(inOrder([{ position: "10", name: "k" }, { position: "9", name: "j" }]), ["j", "k"]);
});

test("the menu of kinds counts the rows as they are now", () => {
    const rows = [{ kind: "text" }, { kind: "integer" }, { kind: "integer" }];
    assert.deepEqual(kindOptions(rows), [
        { label: "Integer (2)", value: "integer" },
        { label: "Text (1)", value: "text" },
    ]);
});
