/**
 * Fields with a list of suggestions: while one has the focus its text steps back into the placeholder,
 * so that the whole list is offered; leaving it empty brings the text back.
 *
 * Works by itself on `input.hm-pick`; nothing is wired.
 */
(function () {
    "use strict";

    /** Tell whether an element is a field with suggestions. */
    function isPick(element) {
        return element instanceof HTMLInputElement && element.classList.contains("hm-pick");
    }

    document.addEventListener("focusin", (event) => {
        if (isPick(event.target) && event.target.value) {
            event.target.dataset.before = event.target.value;
            event.target.placeholder = event.target.value;
            event.target.value = "";
        }
    });
    document.addEventListener("focusout", (event) => {
        if (isPick(event.target) && !event.target.value && event.target.dataset.before) {
            event.target.value = event.target.dataset.before;
        }
    });
})();
