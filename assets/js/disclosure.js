/**
 * Cards that open on a word, such as "Why?": Escape and a click elsewhere close them; one is open at a time.
 *
 * One namespace, `window.dash_clientside.hydroml_disclosure`.
 */
(function () {
    "use strict";

    const OPEN = "details.hm-why-box[open]";

    /** Close all open cards but the one that holds `kept`. */
    function closeOthers(kept) {
        for (const box of document.querySelectorAll(OPEN)) {
            if (!kept || !box.contains(kept)) {
                box.open = false;
            }
        }
    }

    function onKey(event) {
        if (event.key !== "Escape") {
            return;
        }
        for (const box of document.querySelectorAll(OPEN)) {
            box.open = false;
            box.querySelector("summary").focus();
        }
    }

    /** Keep an opened card within the window. */
    function onToggle(event) {
        const box = event.target;
        if (!box.matches || !box.matches(OPEN) || box.classList.contains("hm-fixed")) {
            return;
        }
        const card = box.querySelector(".hm-pop");
        const beyond = card ? card.getBoundingClientRect().right - document.documentElement.clientWidth : 0;
        if (beyond > 0) {
            box.classList.add("end");
        }
        if (card && box.closest("main")) {
            card.scrollIntoView({ block: "nearest" });
        }
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_disclosure = { closeOthers };
    if (typeof document.addEventListener === "function") {
        document.addEventListener("click", (event) => closeOthers(event.target));
        document.addEventListener("keydown", onKey);
        document.addEventListener("toggle", onToggle, true);
    }
})();
