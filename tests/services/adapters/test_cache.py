"""The cache is usable whatever happened to its files."""

from pathlib import Path

from hydroml.services.adapters.cache import open_cache


def test_a_value_outlives_the_process_that_set_it(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.set("key", "value")
    with open_cache(tmp_path) as cache:
        assert cache.get("key") == "value"


def test_a_broken_cache_is_begun_anew(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.set("key", "value")
    for file in (tmp_path / "cache").glob("cache.db*"):
        file.write_bytes(b"\0\1flipped" * 400)
    with open_cache(tmp_path) as cache:
        assert cache.get("key") is None
