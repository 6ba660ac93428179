const assert = require("node:assert");
const { test } = require("node:test");

globalThis.window = { dash_clientside: { no_update: "no update" }, crypto: globalThis.crypto };
globalThis.document = {};
require("../../assets/js/theme.js");
require("../../assets/js/navigation.js");
require("../../assets/js/wizard.js");
require("../../assets/js/charts.js");
require("../../assets/js/toast.js");
const { hydroml_theme, hydroml_navigation, hydroml_wizard, hydroml_charts, hydroml_toast } = window.dash_clientside;

function click(values) {
    return { button: 0, defaultPrevented: false, ...values };
}

function link(href, values) {
    return { href: new URL(href, "http://host/app/").href, target: "", hasAttribute: () => false, getAttribute: () => href, ...values };
}

test("the cookie names the theme, and nothing else does", () => {
    assert.equal(hydroml_theme.themeOf("a=1; hydroml_theme=dark"), "dark");
    assert.equal(hydroml_theme.themeOf("xhydroml_theme=dark"), "");
    assert.equal(hydroml_theme.themeOf("hydroml_theme=pink"), "");
});

test("the prefix comes from Dash's configuration", () => {
    assert.equal(hydroml_theme.prefixOf('{"requests_pathname_prefix": "/app/"}'), "/app/");
    assert.equal(hydroml_theme.prefixOf("not json"), "/");
});

test("links to our pages are answered here, those to files, the API and other sites are not", () => {
    const ours = (anchor, event) => hydroml_navigation.isOurs(click(event), anchor, "/app/", "http://host");
    assert.equal(ours(link("/app/datasets")), true);
    assert.equal(ours(link("/app/")), true);
    assert.equal(ours(link("/app/api/docs/")), false);
    assert.equal(ours(link("/app/static/bootstrap/x.css")), false);
    assert.equal(ours(link("/other/page")), false);
    assert.equal(ours(link("https://elsewhere/app/datasets")), false);
    assert.equal(ours(link("#content")), false);
    assert.equal(ours(link("/app/datasets", { target: "_blank" })), false);
    assert.equal(ours(link("/app/datasets"), { ctrlKey: true }), false);
    assert.equal(ours(link("/app/datasets"), { button: 1 }), false);
});

test("one entry of the menu is marked, the experiments for all that belongs to them", () => {
    assert.deepEqual(hydroml_navigation.marks("/app/templates/tp_1", "/app/"), [null, "page", null, null]);
    assert.deepEqual(hydroml_navigation.marks("/app/experiments/new", "/app/"), ["page", null, null, null]);
    assert.deepEqual(hydroml_navigation.marks("/insights", "/"), [null, null, null, "page"]);
    assert.deepEqual(hydroml_navigation.marks("/app/nothing", "/app/"), [null, null, null, null]);
});

test("a new revision is the same view, another step is not", () => {
    const view = (search) => hydroml_navigation.viewOf({ pathname: "/experiments/new", search });
    assert.equal(view("?draft=a"), view("?draft=a&step=data&r=4"));
    assert.notEqual(view("?draft=a&step=data"), view("?draft=a&step=model"));
});

test("who has just typed is waited for, who has not is not", () => {
    assert.ok(hydroml_navigation.unsettledMs(1000, 1100) > 400);
    assert.equal(hydroml_navigation.unsettledMs(1000, 9000), 0);
});

test("an alert goes when it is closed, and only then", () => {
    assert.equal(hydroml_navigation.clear(1, "shown"), null);
    assert.equal(hydroml_navigation.clear(undefined, "shown"), "no update");
});

test("the time of a save is told without seconds", () => {
    assert.match(hydroml_wizard.savedWords("2026-11-24T12:04:31+00:00"), /^Saved \d\d:\d\d$/);
    assert.equal(hydroml_wizard.savedWords(null), "Not saved yet");
});

test("formulas, quotes and commas cannot leave their cell", () => {
    assert.equal(hydroml_charts.cell("=1+1"), "'=1+1");
    assert.equal(hydroml_charts.cell("-5.2"), "-5.2");
    assert.equal(hydroml_charts.cell("-x"), "'-x");
    assert.equal(hydroml_charts.cell('a "b", c'), '"a ""b"", c"');
    assert.equal(hydroml_charts.csv([["a", "b"], ["1", "2"]]), "a,b\r\n1,2\r\n");
    assert.equal(hydroml_charts.fileName("../a b", "csv"), "-a-b.csv");
});

test("undo hands on what is to be undone", () => {
    assert.deepEqual(hydroml_toast.undo(1, { undo: { a: 1 } }), [{ a: 1 }, null]);
    assert.deepEqual(hydroml_toast.undo(null, { undo: 1 }), ["no update", "no update"]);
});

test("an address leads to its path and query, a query alone stays on its page", () => {
    assert.deepEqual(hydroml_navigation.partsOf("/ml/experiments/ex_1"), { pathname: "/ml/experiments/ex_1", search: "" });
    assert.deepEqual(hydroml_navigation.partsOf("/ml/experiments/new?draft=dr_1&step=data"), {
        pathname: "/ml/experiments/new",
        search: "?draft=dr_1&step=data",
    });
    assert.deepEqual(hydroml_navigation.partsOf("?draft=dr_1"), { search: "?draft=dr_1" });
});
