/**
 * Uploads: sends the chosen or dropped file in slices and hands its id to the callbacks.
 *
 * One namespace, `window.dash_clientside.hydroml_upload`; `arm` is wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const SLICE_BYTES = 8 * 1024 * 1024;
    const ATTEMPTS = 4;
    const STORE_ID = "data-upload";

    /** Return a length of bytes in words, such as "662 MB". */
    function bytesInWords(bytes) {
        const units = ["bytes", "kB", "MB", "GB"];
        let value = bytes;
        let unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit += 1;
        }
        const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return `${value.toFixed(digits)} ${units[unit]}`;
    }

    /** Return seconds in words, such as "≈ 2 min 10 s left". */
    function remainingInWords(seconds) {
        if (!Number.isFinite(seconds)) {
            return "";
        }
        const whole = Math.max(1, Math.ceil(seconds));
        const minutes = Math.floor(whole / 60);
        return minutes > 0 ? `≈ ${minutes} min ${whole % 60} s left` : `≈ ${whole} s left`;
    }

    /** Return the value of the token cookie in a cookie text, or "". */
    function tokenOf(cookies) {
        const found = /(?:^|;\s*)_csrf_token=([^;]*)/.exec(cookies);
        return found ? decodeURIComponent(found[1]) : "";
    }

    /** Return what a failed answer says, in words: `{message, hint, code}`. */
    function refusalOf(status, body) {
        if (body && body.detail) {
            return { message: body.detail, hint: body.hint || "", code: body.code || "" };
        }
        return {
            message: `The server refused the upload (status ${status}).`,
            hint: "Try again; if it stays, ask whoever runs hydroml.",
            code: "",
        };
    }

    /** A refusal of the server; retrying does not help. */
    class Refusal extends Error {
        constructor(told) {
            super(told.message);
            this.told = told;
        }
    }

    /** Make one request and return its JSON; a refusal or a lost connection throws. */
    async function call(url, options) {
        const answer = await fetch(url, {
            credentials: "same-origin",
            ...options,
            headers: { "X-CSRFToken": tokenOf(document.cookie), ...(options.headers || {}) },
        });
        if (answer.status === 204) {
            return null;
        }
        const body = await answer.json().catch(() => null);
        if (answer.ok) {
            return body;
        }
        if (answer.status >= 502 && answer.status <= 504) {
            throw new Error(`status ${answer.status}`);
        }
        throw new Refusal(refusalOf(answer.status, body));
    }

    /** Begin an upload, or go on with one of the same file that was interrupted. */
    async function begin(url, file, signal) {
        const memory = `hydroml-upload:${url}:${file.name}:${file.size}:${file.lastModified}`;
        const known = window.localStorage.getItem(memory);
        if (known) {
            try {
                return { memory, ...(await call(url + known, { method: "GET", signal })) };
            } catch (error) {
                if (!(error instanceof Refusal)) {
                    throw error;
                }
            }
        }
        const upload = await call(url, {
            method: "POST",
            signal,
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ name: file.name, size: file.size }),
        });
        window.localStorage.setItem(memory, upload.upload_id);
        return { memory, ...upload };
    }

    /** Send one slice; after a lost connection ask how much arrived and go on from there. */
    async function sendSlice(url, upload, file, signal) {
        for (let attempt = 1; ; attempt += 1) {
            const offset = upload.received_bytes;
            const body = file.slice(offset, offset + SLICE_BYTES);
            try {
                return await call(`${url}${upload.upload_id}?offset=${offset}`, {
                    method: "PUT",
                    signal,
                    headers: { "Content-Type": "application/octet-stream" },
                    body,
                });
            } catch (error) {
                if (signal.aborted || error instanceof Refusal || attempt === ATTEMPTS) {
                    throw error;
                }
                await new Promise((wake) => setTimeout(wake, 500 * 2 ** attempt));
                const state = await call(url + upload.upload_id, { method: "GET", signal }).catch(() => upload);
                if (state.received_bytes > offset) {
                    return state;
                }
            }
        }
    }

    /** Send a whole file, telling `onProgress(received, total, seconds)`; returns `{dataset_id, name}`. */
    async function send(url, file, signal, onProgress) {
        const started = performance.now();
        let upload = await begin(url, file, signal);
        const memory = upload.memory;
        const before = upload.received_bytes;
        const tell = () => {
            const seconds = (performance.now() - started) / 1000;
            onProgress(upload.received_bytes, file.size, upload.received_bytes - before, seconds);
        };
        tell();
        try {
            while (upload.received_bytes < file.size) {
                upload = await sendSlice(url, upload, file, signal);
                tell();
            }
            const dataset = await call(`${url}${upload.upload_id}/finish`, { method: "POST", signal });
            window.localStorage.removeItem(memory);
            return dataset;
        } catch (error) {
            if (signal.aborted || error instanceof Refusal) {
                window.localStorage.removeItem(memory);
                await call(url + upload.upload_id, { method: "DELETE" }).catch(() => null);
            }
            throw error;
        }
    }

    /** Return a new element with a class, a text and attributes; text is never read as HTML. */
    function element(tag, className, text, attributes) {
        const made = document.createElement(tag);
        made.className = className;
        if (text) {
            made.textContent = text;
        }
        Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
        return made;
    }

    /** Draw the progress of an upload into `place` and return how to move it. */
    function drawProgress(place, file, onCancel) {
        const head = element("div", "hm-row-x");
        const cancel = element("button", "btn btn-sm btn-ghost hm-push", "Cancel", { type: "button" });
        cancel.addEventListener("click", onCancel);
        head.append(element("span", "hm-mid", file.name), cancel);
        const bar = element("div", "hm-progress mt-2", "", {
            role: "progressbar", "aria-label": "Upload", "aria-valuemin": "0", "aria-valuemax": "100",
        });
        const track = element("div", "track");
        const fill = element("div", "fill");
        const done = element("span", "");
        const left = element("span", "hm-push");
        const cap = element("div", "cap");
        track.append(fill);
        cap.append(done, left);
        bar.append(track, cap);
        place.replaceChildren(head, bar);
        return (received, total, sent, seconds) => {
            const share = total ? received / total : 1;
            bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
            fill.style.width = `${share * 100}%`;
            done.textContent = `${bytesInWords(received)} of ${bytesInWords(total)}`;
            left.textContent = sent > 0 && received < total
                ? remainingInWords((total - received) * (seconds / sent)) : "";
        };
    }

    /** Draw a refusal into `place`. */
    function drawRefusal(place, told) {
        const notice = element("div", "hm-notice hm-bad text-start", "", { role: "alert" });
        const words = element("div", "");
        words.append(element("b", "fw-semibold", told.message), element("p", "hm-t1 hm-t2c mt-1", told.hint));
        if (told.code) {
            words.append(element("p", "hm-t1 hm-t3c mt-1", `Code for support: ${told.code}`));
        }
        notice.append(element("i", "hm-i bi bi-exclamation-octagon", "", { "aria-hidden": "true" }), words);
        place.replaceChildren(notice);
    }

    /** Upload a file from one drop zone and hand its dataset to the callbacks. */
    async function start(zone, place, file) {
        const control = new AbortController();
        const move = drawProgress(place, file, () => control.abort());
        zone.setAttribute("aria-busy", "true");
        zone.hidden = true;
        try {
            const dataset = await send(zone.dataset.url, file, control.signal, move);
            place.replaceChildren();
            window.dash_clientside.set_props(STORE_ID, { data: dataset });
            return;
        } catch (error) {
            zone.hidden = false;
            if (control.signal.aborted) {
                place.replaceChildren();
            } else if (error instanceof Refusal) {
                drawRefusal(place, error.told);
            } else {
                drawRefusal(place, {
                    message: "The connection broke off.",
                    hint: "Choose the same file again; the upload goes on where it stopped.",
                    code: "",
                });
            }
        } finally {
            zone.removeAttribute("aria-busy");
        }
    }

    /** Give a drop zone its file input and listen to it; returns "yes" when that is done. */
    function arm(zoneId, slotId, placeId) {
        const zone = document.getElementById(zoneId);
        const slot = document.getElementById(slotId);
        const place = document.getElementById(placeId);
        if (!zone || !slot || !place) {
            return "no";
        }
        if (slot.childElementCount) {
            return "yes";
        }
        const input = element("input", "visually-hidden", "", {
            type: "file", id: `${zoneId}-file`, "aria-label": "Choose a file", accept: zone.dataset.accept,
        });
        slot.append(input, element("label", "btn btn-outline-secondary", "Choose a file", { for: input.id }));
        input.addEventListener("change", () => {
            const file = input.files[0];
            input.value = "";
            if (file) {
                start(zone, place, file);
            }
        });
        ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
            event.preventDefault();
            zone.classList.add("over");
        }));
        zone.addEventListener("dragleave", (event) => {
            if (!zone.contains(event.relatedTarget)) {
                zone.classList.remove("over");
            }
        });
        zone.addEventListener("drop", (event) => {
            event.preventDefault();
            zone.classList.remove("over");
            if (event.dataTransfer.files.length) {
                start(zone, place, event.dataTransfer.files[0]);
            }
        });
        return "yes";
    }

    /** Leave what was shown while reading where it is until the draft takes its place. */
    function stay() {
        const reading = document.getElementById("data-reading-box");
        if (reading) {
            reading.classList.add("hm-leaving");
        }
    }

    /** Go to a draft in the wizard, from wherever its file was chosen, outside the chain of callbacks. */
    function go(search) {
        if (search) {
            stay();
            const config = document.getElementById("_dash-config");
            const base = window.dash_clientside.hydroml_theme.prefixOf(config ? config.textContent : "{}");
            const address = { pathname: `${base}experiments/new`, search };
            setTimeout(() => window.dash_clientside.set_props("url", address), 0);
        }
    }

    if (typeof window !== "undefined") {
        window.dash_clientside = Object.assign({}, window.dash_clientside, { hydroml_upload: { arm, go } });
    }
    if (typeof module !== "undefined") {
        module.exports = { bytesInWords, remainingInWords, tokenOf, refusalOf };
    }
})();
