const assert = require("node:assert");
const { test } = require("node:test");

global.window = global.window || {};
let due = false;
let effect = null;
window.React = {
    createElement: (tag, props) => ({ tag, props }),
    useEffect: (run) => { effect = run; },
    useRef: () => ({ current: "place" }),
    useState: () => [due, (value) => { due = value; }],
};
require("../../assets/js/later.js");

const { Later } = window.hydroml;

test("the place is kept until the page has been shown, then the content stands in it", async () => {
    due = false;
    const first = Later({ children: "grid", height: 120, until: "page" });
    assert.equal(first.props.style.height, "120px");
    effect();
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(Later({ children: "grid", height: 120, until: "page" }), "grid");
});

test("what is far below the window waits until it comes near", () => {
    due = false;
    let tell = null;
    window.IntersectionObserver = class {
        constructor(call) { tell = call; }
        observe() {}
        disconnect() {}
    };
    Later({ children: "figure", height: 80, until: "near" });
    effect();
    tell([{ isIntersecting: false }]);
    assert.equal(due, false);
    tell([{ isIntersecting: true }]);
    assert.equal(Later({ children: "figure", height: 80, until: "near" }), "figure");
});
