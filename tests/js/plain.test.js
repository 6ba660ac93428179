const assert = require("node:assert");
const { test } = require("node:test");

global.window = global.window || {};
window.React = { createElement: (tag, props, ...children) => ({ tag, props, children }) };
require("../../assets/js/plain.js");

const { Plain } = window.hydroml;

test("a tree is drawn with its attributes and texts", () => {
    const drawn = Plain({ tree: ["div", { className: "a" }, [["p", {}, ["one"]], "two"]] });
    assert.deepEqual([drawn.tag, drawn.props.className], ["div", "a"]);
    assert.equal(drawn.children[0].tag, "p");
    assert.deepEqual(drawn.children[0].children, ["one"]);
    assert.equal(drawn.children[1], "two");
});

test("components stand at their places, one or many", () => {
    const tree = ["div", {}, [1, ["b", {}, [0]]]];
    const drawn = Plain({ children: ["first", "second"], tree });
    assert.equal(drawn.children[0], "second");
    assert.deepEqual(drawn.children[1].children, ["first"]);
    assert.deepEqual(Plain({ children: "only", tree: ["i", {}, [0]] }).children, ["only"]);
});
