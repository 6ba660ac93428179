/**
 * The table of features: cell renderers and what its buttons do.
 *
 * Renderers return React elements, so that every name and reason stays text. One namespace,
 * `window.dash_clientside.hydroml_features`, is wired with ClientsideFunction.
 */
(function () {
    "use strict";

    const KINDS = {
        numeric: ["hash", "Numeric"],
        integer: ["hash", "Integer"],
        boolean: ["toggle-on", "Boolean"],
        categorical: ["list-ul", "Categorical"],
        datetime: ["calendar3", "Date"],
        text: ["text-left", "Text"],
        identifier: ["key", "Identifier"],
        constant: ["dash-lg", "Constant"],
    };

    /** Return a share as text: "0 %", "0.3 %", "16.7 %", "100 %". */
    function percent(share) {
        const value = share * 100;
        if (value === 0 || value >= 99.95) {
            return `${Math.round(value)} %`;
        }
        return value < 0.05 ? "< 0.1 %" : `${value.toFixed(1)} %`;
    }

    const HEIGHTS = "0123456789abcdefghijklmnopqrstuvwxyz";
    const SIGNS = { spearman: "ρ", eta: "η", cramers_v: "V" };
    const MEASURES = {
        spearman: "Spearman's rank correlation with the target",
        eta: "Correlation ratio with the target",
        cramers_v: "Cramer's V with the target",
    };
    const SORTS = {
        name: "name", kind: "kind", missing: "missing values", distinct: "distinct values",
        score: "importance", strength: "association", state: "in and out",
    };
    const BY_HAND = "by hand";
    const NOTHING = "–";
    const ROWS_AHEAD = 16;
    const FREE_MS = 1000;

    /** Return the rows with their present state and kind: a row is in unless the selection leaves it out. */
    function markRows(rows, features, kinds) {
        const included = new Set(features.include || []);
        const excluded = features.exclude || {};
        return rows.map((row) => {
            const isIn = included.has(row.name);
            const state = isIn ? "in" : "out";
            const reason = isIn ? "" : Object.hasOwn(excluded, row.name) ? excluded[row.name] : row.role || "left out";
            const kind = kinds && Object.hasOwn(kinds, row.name) ? kinds[row.name] : row.detected || row.kind;
            return row.state === state && (row.reason || "") === reason && row.kind === kind
                ? row : { ...row, state, reason, kind };
        });
    }

    /** Return the entries of the menu of kinds with how many rows are of each now; kinds without rows go. */
    function kindOptions(rows) {
        const counts = new Map();
        rows.forEach((row) => counts.set(row.kind, (counts.get(row.kind) || 0) + 1));
        return Object.entries(KINDS).filter(([kind]) => counts.has(kind)).map(([kind, [, word]]) => (
            { label: `${word} (${counts.get(kind).toLocaleString("en")})`, value: kind }
        ));
    }

    /** Return what the bar above the table says. */
    function selectionInWords(n) {
        return n === 0 ? "Nothing selected" : `${n.toLocaleString("en")} selected`;
    }

    /** Return a counted noun: "1 feature", "1,200 features". */
    function counted(n) {
        return `${n.toLocaleString("en")} ${n === 1 ? "feature" : "features"}`;
    }

    /** Return the names of rows in the order of the table they come from. */
    function inOrder(rows) {
        return [...rows].sort((one, other) => Number(one.position) - Number(other.position)).map((row) => row.name);
    }

    /** Return the features with these names included, in the order of the table. */
    function include(features, names, order) {
        const chosen = new Set([...(features.include || []), ...names]);
        const named = new Set(names);
        const left = Object.entries(features.exclude || {}).filter(([name]) => !named.has(name));
        return { ...features, include: order.filter((name) => chosen.has(name)), exclude: Object.fromEntries(left) };
    }

    /** Return the features without those that `reasons`, pairs of name and why, names. */
    function leaveOut(features, reasons) {
        const gone = new Map(reasons);
        const kept = (features.include || []).filter((name) => !gone.has(name));
        const before = Object.entries(features.exclude || {});
        return { ...features, include: kept, exclude: Object.fromEntries([...before, ...reasons]) };
    }

    /** Return how many features are in one selection only. */
    function changed(before, after) {
        const one = new Set(before.include || []);
        const other = new Set(after.include || []);
        return [...one].filter((name) => !other.has(name)).length + [...other].filter((name) => !one.has(name)).length;
    }

    /** Return the kinds with one set for these rows; the detected kind needs no mention. */
    function setKinds(kinds, rows, kind) {
        const named = new Set(rows.map((row) => row.name));
        const kept = Object.entries(kinds || {}).filter(([name]) => !named.has(name));
        const set = rows.filter((row) => row.detected !== kind).map((row) => [row.name, kind]);
        return Object.fromEntries([...kept, ...set]);
    }

    /** Tell whether a row passes search, in or out, kinds and findings; empty ones let all pass. */
    function passes(row, wanted) {
        return (!wanted.text || row.name.toLowerCase().includes(wanted.text))
            && (wanted.shown === "all" || row.state === wanted.shown)
            && (!wanted.kinds.length || wanted.kinds.includes(row.kind))
            && (!wanted.findings.length || (row.findings || []).some((code) => wanted.findings.includes(code)));
    }

    /** Tell whether a filter lets all rows pass. */
    function passesAll(wanted) {
        return !wanted.text && wanted.shown === "all" && !wanted.kinds.length && !wanted.findings.length;
    }

    /** Return the filter that the controls say. */
    function wantedOf(text, shown, kinds, findings) {
        return { text: (text || "").toLowerCase(), shown: shown || "all", kinds: kinds || [], findings: findings || [] };
    }

    /** Return an association as text: "−0.35 ρ"; nothing where there is none. */
    function associationInWords(value, measure) {
        if (value === null || value === undefined) {
            return "";
        }
        return `${value.toFixed(2).replace(/^-0\.00$/, "0.00").replace("-", "−")} ${SIGNS[measure] || ""}`.trim();
    }

    /** Return which rows stand in the window: "Rows 1 to 14 of 73". */
    function rowsInWords(top, bottom, height, n) {
        if (n === 0) {
            return "No rows";
        }
        const first = Math.min(n, Math.floor(top / height) + 1);
        const last = Math.max(first, Math.min(n, Math.round(bottom / height)));
        const count = (one) => one.toLocaleString("en");
        return first === 1 && last === n
            ? `${count(n)} ${n === 1 ? "row" : "rows"}` : `Rows ${count(first)} to ${count(last)} of ${count(n)}`;
    }

    /** Compare associations by strength, whatever their sign; what is unknown comes last. */
    function byStrength(one, other) {
        const strength = (value) => (value === null || value === undefined ? -1 : Math.abs(value));
        return strength(one) - strength(other);
    }

    if (typeof module !== "undefined") {
        module.exports = {
            percent, kindOptions, markRows, selectionInWords, include, leaveOut, changed, setKinds, passes, wantedOf,
            associationInWords, rowsInWords, byStrength, inOrder,
        };
    }
    if (typeof window === "undefined") {
        return;
    }

    const make = (...parts) => window.React.createElement(...parts);
    const icon = (name, extra) => make("i", { className: `hm-i bi bi-${name} ${extra || ""}`, "aria-hidden": true });
    const noUpdate = () => window.dash_clientside.no_update;

    const renderers = {
        /** The name of a column, cut with its full text as title. */
        FeatureName(props) {
            return make("span", { className: "hm-col-name", title: props.value, dir: "auto" }, props.value);
        },
        /** The kind with its sign. */
        FeatureKind(props) {
            const [sign, word] = KINDS[props.value] || ["question", props.value];
            const was = props.data.detected;
            const isSet = was && was !== props.value;
            const title = isSet ? `Set by you; was ${(KINDS[was] || ["", was])[1].toLowerCase()}` : undefined;
            return make("span", { className: isSet ? "hm-kind hm-changed" : "hm-kind", title }, icon(sign), word);
        },
        /** The share of missing values as a bar; what only looks missing is hatched behind it. */
        FeatureMissing(props) {
            const share = props.value || 0;
            const suspect = props.data.suspect || 0;
            const part = (width, extra) => (width
                ? make("span", { className: `f d-block${extra}`, style: { width: `${Math.max(width * 100, 3)}%` } }) : null);
            const words = percent(share + suspect);
            const title = suspect ? `${percent(share)} missing, ${percent(suspect)} suspected` : undefined;
            return make("div", { className: share + suspect ? "hm-miss" : "hm-miss zero", title },
                make("span", { className: "t d-flex", "aria-hidden": true }, part(share, ""), part(suspect, " sus")),
                make("span", { className: "n" }, words, suspect ? make("span", { className: "visually-hidden" }, " in part suspected") : null));
        },
        /** The shape of the values as small bars. */
        FeatureShape(props) {
            const bars = [...(props.value || "")].map((sign) => HEIGHTS.indexOf(sign) / (HEIGHTS.length - 1));
            const step = 60 / Math.max(bars.length, 1);
            const width = Math.max(step - 1, 0.8);
            const path = bars.map((height, place) => `M${place * step} 22v${-height * 22}h${width}v${height * 22}z`);
            return make("svg", { width: 60, height: 22, viewBox: "0 0 60 22", "aria-hidden": true, className: "hc" },
                make("path", { className: "fm", d: path.join("") }));
        },
        /** The importance as a bar with the noise floor as a tick. */
        FeatureImportance(props) {
            if (props.value === null || props.value === undefined) {
                return make("span", { className: "hm-t3c" }, "not yet");
            }
            const floor = props.data.floor || 0;
            const width = (value) => `${Math.min(100, Math.max(0, (value / (props.highest || 1)) * 100))}%`;
            return make("div", { className: props.value > floor ? "hm-bar" : "hm-bar low" },
                make("span", { className: "t", "aria-hidden": true },
                    make("span", { className: "f", style: { width: width(props.value) } }),
                    make("span", { className: "nf", style: { left: width(floor) } })),
                make("span", { className: "n" }, props.value.toFixed(3)));
        },
        /** How the feature goes with the target, with the sign of the measure. */
        FeatureAssociation(props) {
            const words = associationInWords(props.value, props.data.measure);
            return make("span", { className: words ? "hm-num" : "hm-t3c", title: MEASURES[props.data.measure] },
                words || NOTHING);
        },
        /** In, or out with the reason. */
        FeatureState(props) {
            if (props.value === "in") {
                return make("span", { className: "hm-kind" }, icon("check-lg", "hm-ok"), "in");
            }
            const words = `out: ${props.data.reason}`;
            return make("span", { className: "hm-kind hm-t3c hm-out", title: words }, icon("dash-circle"),
                make("span", { className: "text-truncate" }, words));
        },
    };
    window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, renderers);

    /** Return the grid's own interface, or null while it is being built. */
    function gridOf(gridId) {
        try {
            return window.dash_ag_grid.getApi(gridId);
        } catch {
            return null;
        }
    }

    let wanted = wantedOf();
    const told = new WeakSet();

    window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, { featureStrength: byStrength });

    /** Write words into an element, unless they stand there already: every write asks the whole page. */
    function say(id, words) {
        const place = document.getElementById(id);
        if (place && place.textContent !== words) {
            window.dash_clientside.set_props(id, { children: words });
        }
    }

    /** Say which rows stand in the window, and by what they are sorted. */
    function tell(api) {
        const range = api.getVerticalPixelRange();
        const height = api.getGridOption("rowHeight");
        const n = api.getDisplayedRowCount();
        say("features-rows", rowsInWords(range.top, range.bottom, height, n));
        const sort = api.getColumnState().find((column) => column.sort);
        const words = sort ? `Sorted by ${SORTS[sort.colId] || sort.colId}` : "In the order of the file";
        say("features-sorted", words);
    }

    /** Filter by our own controls, leave the grid with one press of Tab, follow what it shows; tell if it is new. */
    function equip(api) {
        if (told.has(api)) {
            return false;
        }
        told.add(api);
        api.setGridOption("isExternalFilterPresent", () => true);
        api.setGridOption("doesExternalFilterPass", (node) => passes(node.data, wanted));
        api.setGridOption("tabToNextCell", () => false);
        setTimeout(() => api.isDestroyed() || api.setGridOption("rowBuffer", ROWS_AHEAD), FREE_MS);
        // Flexible columns would hide every cell once more until they have their width.
        api.sizeColumnsToFit();
        api.addEventListener("gridSizeChanged", () => api.sizeColumnsToFit());
        for (const event of ["bodyScrollEnd", "modelUpdated", "sortChanged", "gridSizeChanged", "firstDataRendered"]) {
            api.addEventListener(event, () => tell(api));
        }
        return true;
    }

    /** Return the features slice after a change, and the toast that takes it back. */
    function edited(slice, after, words) {
        const before = (slice || {}).features || {};
        const n = changed(before, after);
        if (n === 0) {
            return [noUpdate(), noUpdate()];
        }
        const toast = { text: `${counted(n)} ${words}`, undo: { slice: "features", data: slice } };
        return [{ ...(slice || {}), features: after }, toast];
    }

    /** Return the id of the button that was pressed, null when one has only been drawn. */
    function pressedId() {
        const context = window.dash_clientside.callback_context;
        const fired = context.triggered && context.triggered[0];
        return fired && fired.value ? context.triggered_id : null;
    }

    const actions = {
        /** Mark each row as in or out, with its kind, when the selection or the kinds change; count them. */
        mark(slice, data, rows) {
            if (!slice || !rows) {
                return [noUpdate(), noUpdate(), noUpdate(), noUpdate(), noUpdate()];
            }
            const marked = markRows(rows, slice.features || {}, (data || {}).kinds || {});
            const n = marked.filter((row) => row.state === "in").length;
            const count = (one) => one.toLocaleString("en");
            const same = marked.every((row, place) => row === rows[place]);
            const kindsMoved = marked.some((row, place) => row.kind !== rows[place].kind);
            return [
                same ? noUpdate() : marked, { in: n, all: rows.length }, count(n), count(rows.length - n),
                kindsMoved ? kindOptions(marked) : noUpdate(),
            ];
        },
        /** Keep rows by search, chips and menus; returns the pressed states and the words of the menus. */
        filter(text, shown, kinds, findings, gridId, kindOptions, findingOptions) {
            wanted = wantedOf(text, shown, kinds, findings);
            window.dash_ag_grid.getApiAsync(gridId).then((api) => {
                const isNew = equip(api);
                // A new grid shows all rows; working them out once more would draw them once more.
                if (!isNew || !passesAll(wanted)) {
                    api.onFilterChanged();
                }
                tell(api);
            });
            const named = (word, values, options) => {
                const first = (options || []).find((one) => one.value === values[0]);
                const label = first ? first.label.replace(/ \([\d,]+\)$/, "") : "";
                return values.length === 0 ? word : values.length === 1 ? `${word}: ${label}` : `${word}: ${values.length}`;
            };
            const isClear = passesAll(wanted);
            return [
                String(wanted.shown === "all"), String(wanted.shown === "in"), String(wanted.shown === "out"),
                named("Kind", wanted.kinds, kindOptions), named("Finding", wanted.findings, findingOptions), isClear,
            ];
        },
        /** Show all rows, those that are in, or those that are out. */
        only() {
            const pressed = pressedId() || "";
            return pressed.endsWith("-in") ? "in" : pressed.endsWith("-out") ? "out" : "all";
        },
        /** Take search and filters away. */
        clear(clicks) {
            return clicks ? ["", "all", [], []] : [noUpdate(), noUpdate(), noUpdate(), noUpdate()];
        },
        /** Select all, the shown, none, or the others; returns nothing, the grid tells its selection itself. */
        select(all, shown, none, invert, gridId) {
            const pressed = window.dash_clientside.callback_context.triggered_id || "";
            const api = gridOf(gridId);
            if (!api) {
                return;
            }
            if (pressed.endsWith("-all")) {
                api.selectAll();
            } else if (pressed.endsWith("-shown")) {
                api.deselectAll();
                api.selectAll("filtered");
            } else if (pressed.endsWith("-none")) {
                api.deselectAll();
            } else {
                const on = [];
                const off = [];
                api.forEachNode((node) => (node.isSelected() ? off : on).push(node));
                api.setNodesSelected({ nodes: off, newValue: false });
                api.setNodesSelected({ nodes: on, newValue: true });
            }
        },
        /** Say how many rows are selected; without any nothing can be done with them. */
        count(rows) {
            const n = (rows || []).length;
            return [selectionInWords(n), n === 0, n === 0, n === 0 ? "hm-push hm-row-x hm-off" : "hm-push hm-row-x"];
        },
        /** Include or leave out the selected features, or leave out what the strategy names. */
        edit(includes, leaves, applies, selected, slice, removal, rows) {
            const pressed = pressedId();
            const before = (slice || {}).features || {};
            const names = (selected || []).map((row) => row.name);
            if (pressed === "features-apply") {
                return edited(slice, leaveOut(before, Object.entries(removal || {})), "left out");
            }
            if (pressed === "features-leave-out") {
                return edited(slice, leaveOut(before, names.map((name) => [name, BY_HAND])), "left out");
            }
            if (pressed === "features-include") {
                return edited(slice, include(before, names, inOrder(rows || [])), "included");
            }
            return [noUpdate(), noUpdate()];
        },
        /** Do what a suggestion says: leave features out, or declare a transformation of them. */
        follow(clicks, slice, suggested) {
            const pressed = pressedId();
            const change = pressed && (suggested || {})[pressed.index];
            const before = (slice || {}).features || {};
            if (!change) {
                return [noUpdate(), noUpdate()];
            }
            if (!change.transform) {
                return edited(slice, leaveOut(before, Object.entries(change.exclude)), "left out");
            }
            const after = { ...before, transforms: [...(before.transforms || []), change.transform] };
            const words = `${counted(change.transform.columns.length)} transformed`;
            return [{ ...slice, features: after }, { text: words, undo: { slice: "features", data: slice } }];
        },
        /** Open or close the card of feature sets; *Save* puts the cursor into the name. */
        openSets(opens, saves, isHidden) {
            const isSave = pressedId() === "features-sets-save-open";
            const hidden = !isSave && !isHidden;
            if (isSave) {
                window.setTimeout(() => document.getElementById("features-sets-name").focus(), 0);
            }
            return [hidden, String(!hidden), String(!hidden)];
        },
        /** Take the selection of the previewed set. */
        applySet(clicks, slice, pending) {
            if (!pressedId() || !pending) {
                return [noUpdate(), noUpdate(), noUpdate()];
            }
            const after = { ...((slice || {}).features || {}), ...pending };
            return [...edited(slice, after, "changed"), []];
        },
        /** Set the kind of the selected features. */
        setKind(clicks, selected, data) {
            const pressed = pressedId();
            const kind = pressed && pressed.index;
            if (!kind || !(selected || []).length) {
                return [noUpdate(), noUpdate()];
            }
            window.dash_clientside.hydroml_disclosure.closeOthers(null);
            const kinds = setKinds((data || {}).kinds, selected, kind);
            const word = (KINDS[kind] || ["", kind])[1].toLowerCase();
            const words = `Kind of ${counted(selected.length)} set to ${word}`;
            return [{ ...data, kinds }, { text: words, undo: { slice: "kinds", data } }];
        },
        /** Put the slice back as it was before the change that is undone. */
        undo(undone) {
            const slice = undone && undone.slice;
            return [slice === "features" ? undone.data : noUpdate(), slice === "kinds" ? undone.data : noUpdate()];
        },
    };
    window.dash_clientside = Object.assign({}, window.dash_clientside, { hydroml_features: actions });
})();
