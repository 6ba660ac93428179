const assert = require("node:assert");
const { test } = require("node:test");

global.window = global.window || {};
const fold = (words, open = false) => ({ open, querySelector: () => ({ textContent: words }) });
const pageOf = (folds) => ({ querySelectorAll: () => folds });
global.document = { documentElement: null, cookie: "", getElementById: () => null };
require("../../assets/js/theme.js");

const theme = window.dash_clientside.hydroml_theme;

test("folds that were open are open again after the page was drawn in the other theme", () => {
    const before = [fold("Why?"), fold("Why?", true), fold("More", true)];
    document.documentElement = { dataset: { bsTheme: "light" } };
    document.getElementById = (id) => (id === "page" ? pageOf(before) : null);
    assert.equal(theme.toggle(1), "dark");
    const after = [fold("Why?"), fold("Why?"), fold("More")];
    theme.reopen(pageOf(after));
    assert.deepEqual(after.map((one) => one.open), [false, true, true]);
});

test("another page opens as it is", () => {
    const folds = [fold("Why?")];
    theme.reopen(pageOf(folds));
    assert.equal(folds[0].open, false);
});
