/**
 * Draws `components/plain.py`: a tree of HTML, with Dash's components in places of it.
 *
 * Dash finds the component under the namespace that the server names.
 */
(function () {
    "use strict";

    /** Return a React element for `[tag, attributes, nodes]`, a component for its number, or text. */
    function draw(node, slots, place) {
        if (typeof node === "number") {
            return slots[node];
        }
        if (typeof node === "string") {
            return node;
        }
        const [tag, attributes, nodes] = node;
        const children = nodes.map((one, index) => draw(one, slots, index));
        return window.React.createElement(tag, { key: place, ...attributes }, ...children);
    }

    /** The component: `children` are the components in the order of their places. */
    function Plain({ children, tree }) {
        const slots = children === undefined || children === null ? [] : [].concat(children);
        return draw(tree, slots, 0);
    }

    window.hydroml = { ...window.hydroml, Plain };
})();
