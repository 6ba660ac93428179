"""Takes the pictures of docs/screenshots: every page in its states, at three widths, in both themes.

benchmarks/screenshots.py --only step1            # all states of step 1
benchmarks/screenshots.py --only step2:wide --width 768 --theme dark --scale 1 --folder /tmp/look
"""

import argparse
import io
import os
import tempfile
from base64 import b64decode
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from hydroml.benchmarks.scenes import SCENES
from hydroml.benchmarks.stage import Stage
from hydroml.tests.support.browsing import Browser, start_chromium
from hydroml.tests.support.serving import start_server

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"

WIDTHS = {1440: 900, 1024: 768, 768: 1024}
"""Heights of the windows, by their widths."""
THEMES = ("light", "dark")
MAX_HEIGHT = 4800
COLOURS = 128
SCALE = 0.5
"""Pictures of docs/ are half as large as the page, so that all of them stay below 10 MB."""
QUIET = """return !document.querySelector(
    '[data-dash-is-loading=true], main .hm-progress:not([hidden] *, .hm-specimen *)')"""
SETTLE = "const done = arguments[0]; document.fonts.ready.then(() => setTimeout(done, 700))"
HELD_STATES = ("loading", "partial", "stale")


@dataclass(frozen=True)
class Camera:
    """Takes pictures of the pages of one stage."""

    stage: Stage
    folder: Path
    scale: float = SCALE

    def take(self, page: str, width: int, theme: str, state: str) -> Path:
        """Bring a page into a state and keep a picture of it at a width, in a theme."""
        self.open(page, theme, state)
        return self.shoot(page, width, theme, state)

    def open(self, page: str, theme: str, state: str) -> None:
        """Bring a page into a state; the window is wide at first."""
        self._frame(1440, WIDTHS[1440])
        self._dress(theme)
        SCENES[page][state](self.stage)

    def shoot(self, page: str, width: int, theme: str, state: str) -> Path:
        """Keep a picture of the whole page, up to `MAX_HEIGHT`, as it is now."""
        driver = self.stage.browser.driver
        self._frame(width, WIDTHS[width])
        self._settle(waits=state not in HELD_STATES)
        height = int(driver.execute_script("return document.documentElement.scrollHeight"))
        # A window as tall as the page keeps its footer at the end.
        self._frame(width, min(max(height, WIDTHS[width]), MAX_HEIGHT))
        self._settle(waits=False)
        shot = b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {})["data"])
        path = self.folder / f"{page}-{state}-{width}-{theme}.png"
        path.write_bytes(small(shot, self.scale))
        print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB", flush=True)
        return path

    def _dress(self, theme: str) -> None:
        """Choose the theme of every page that is opened from now on, on both servers."""
        driver = self.stage.browser.driver
        driver.get("about:blank")
        for server in (self.stage.server, self.stage.fresh):
            cookie = {"name": "hydroml_theme", "value": theme, "url": server.address}
            driver.execute_cdp_cmd("Network.setCookie", cookie)

    def _frame(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.stage.browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def _settle(self, *, waits: bool) -> None:
        """Wait until nothing loads any more and figures have been drawn."""
        driver = self.stage.browser.driver
        if waits:
            self.stage.browser.until(lambda: driver.execute_script(QUIET), "a page at rest")
        driver.execute_async_script(SETTLE)


def small(png: bytes, scale: float) -> bytes:
    """Return a picture scaled and with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if scale != 1:
        size = (round(picture.width * scale), round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    # Without k-means the ground of the page takes another tint in each picture.
    quantised = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    quantised.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def wanted(only: Collection[str]) -> list[tuple[str, str]]:
    """Return pairs of page and state; `only` names pages, or pages with a state as in ``step1:wide``."""
    every = [(page, state) for page, states in SCENES.items() for state in states]
    unknown = set(only) - {page for page, _ in every} - {":".join(pair) for pair in every}
    if unknown:
        raise SystemExit(f"no such scene: {', '.join(sorted(unknown))}; there are {', '.join(SCENES)}")
    return [pair for pair in every if not only or pair[0] in only or ":".join(pair) in only]


def take_all(
    camera: Camera, scenes: Collection[tuple[str, str]], widths: Collection[int], themes: Collection[str]
) -> None:
    """Take each scene once in each theme, at all widths."""
    for page, state in scenes:
        for theme in themes:
            camera.open(page, theme, state)
            for width in widths:
                camera.shoot(page, width, theme, state)


def main() -> None:
    """Write into docs/screenshots, or wherever else."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", nargs="*", default=[], help="pages, or page:state")
    parser.add_argument("--width", type=int, nargs="*", default=list(WIDTHS), choices=list(WIDTHS))
    parser.add_argument("--theme", nargs="*", default=list(THEMES), choices=list(THEMES))
    parser.add_argument("--scale", type=float, default=SCALE)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    chrome = start_chromium()
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", still)
    chrome.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    with tempfile.TemporaryDirectory() as room:
        full, fresh = (start_server(Path(room) / name) for name in ("full", "fresh"))
        spare = Path(room) / "files"
        spare.mkdir()
        try:
            stage = Stage(Browser(chrome, full.address), full, fresh, SHARED, spare)
            camera = Camera(stage, options.folder.resolve(), options.scale)
            take_all(camera, wanted(options.only), options.width, options.theme)
        finally:
            chrome.quit()
            full.stop()
            fresh.stop()


if __name__ == "__main__":
    main()
