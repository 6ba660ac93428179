/**
 * The frame of the wizard: when it was saved, who saves, and the folded summary.
 *
 * One namespace, `window.dash_clientside.hydroml_wizard`; `stamp` and `fold` are wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const FOLDED = "hydroml_rail_folded";
    const NAME_BYTES = 9;

    /** Return a name for this tab; two tabs of one person are two writers. */
    function newName() {
        const bytes = window.crypto.getRandomValues(new Uint8Array(NAME_BYTES));
        return `tab-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    }

    const name = window.crypto && window.crypto.getRandomValues ? newName() : "tab";

    /** Return "Saved 12:04" in the time of whoever looks. */
    function savedWords(iso) {
        const at = new Date(iso);
        if (!iso || Number.isNaN(at.getTime())) {
            return "Not saved yet";
        }
        return `Saved ${at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })}`;
    }

    /** Say when the draft was saved, and put this tab's name on the page's saves. */
    function stamp(savedAt, place, draft) {
        if (draft && draft.writer !== name) {
            window.dash_clientside.set_props("wizard-draft", { data: { ...draft, writer: name } });
        }
        return savedWords(savedAt);
    }

    /** Fold or unfold the summary; the browser remembers it. */
    function fold(clicks) {
        let isFolded = window.localStorage.getItem(FOLDED) === "yes";
        if (clicks) {
            isFolded = !isFolded;
            window.localStorage.setItem(FOLDED, isFolded ? "yes" : "no");
        }
        return [isFolded ? "hm-rail-closed" : "", String(!isFolded)];
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_wizard = { fold, savedWords, stamp };
})();
