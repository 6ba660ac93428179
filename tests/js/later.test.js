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

const { Later, Near } = window.hydroml;

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

test("what has to be asked for tells once it is near the window", () => {
    let told = null;
    let tell = null;
    window.IntersectionObserver = class {
        constructor(call) { tell = call; }
        observe() {}
        disconnect() {}
    };
    const drawn = Near({ id: "place", children: "skeleton", setProps: (props) => { told = props; } });
    assert.equal(drawn.props.id, "place");
    effect();
    tell([{ isIntersecting: false }]);
    assert.equal(told, null);
    tell([{ isIntersecting: true }]);
    assert.deepEqual(told, { is_near: true });
});
