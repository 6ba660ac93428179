/**
 * The tools of a chart: its table, and downloads as CSV and PNG. One listener for all charts of a page.
 *
 * One namespace, `window.dash_clientside.hydroml_charts`.
 */
(function () {
    "use strict";

    const PNG_SCALE = 2;

    /** Return one cell as CSV; a text that a spreadsheet would run as a formula is quoted off. */
    function cell(text) {
        const isFormula = /^[=+@\t\r]/.test(text) || (/^-/.test(text) && Number.isNaN(Number(text)));
        const safe = isFormula ? `'${text}` : text;
        return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    }

    /** Return rows of texts as CSV with a final line end. */
    function csv(rows) {
        return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
    }

    /** Return a name that is safe as a file name. */
    function fileName(name, ending) {
        return `${name.replaceAll(/[^\w-]+/g, "-") || "chart"}.${ending}`;
    }

    function rowsOf(table) {
        return Array.from(table.rows, (row) => Array.from(row.cells, (one) => one.textContent));
    }

    function saveText(name, text) {
        const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
        const anchor = document.createElement("a");
        anchor.href = address;
        anchor.download = name;
        anchor.click();
        URL.revokeObjectURL(address);
    }

    function onClick(event) {
        const button = event.target.closest ? event.target.closest("button[data-chart]") : null;
        const figure = button && button.closest("figure");
        if (!figure) {
            return;
        }
        const name = figure.dataset.name || "chart";
        const box = figure.querySelector(".hm-plot-table");
        if (button.dataset.chart === "table") {
            box.hidden = !box.hidden;
            button.setAttribute("aria-expanded", String(!box.hidden));
        } else if (button.dataset.chart === "csv") {
            saveText(fileName(name, "csv"), csv(rowsOf(box.querySelector("table"))));
        } else {
            const plot = figure.querySelector(".js-plotly-plot");
            const { width, height } = plot.getBoundingClientRect();
            const size = { width, height, scale: PNG_SCALE };
            window.Plotly.downloadImage(plot, { format: "png", filename: fileName(name, "png").slice(0, -4), ...size });
        }
    }

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.hydroml_charts = { cell, csv, fileName };
    if (typeof document.addEventListener === "function") {
        document.addEventListener("click", onClick);
    }
})();
