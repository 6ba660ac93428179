"""What is kept beside a table stays in memory as long as its file is the same."""

from pathlib import Path

from hydroml.services.datasets import stored


def test_a_remembered_record_follows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    assert stored.remembered(path, list[int]) is None
    stored.write(path, [1, 2], list[int])
    first = stored.remembered(path, list[int])
    assert first == [1, 2]
    assert stored.remembered(path, list[int]) is first
    stored.write(path, [3, 4], list[int])
    assert stored.remembered(path, list[int]) == [3, 4]
    path.unlink()
    assert stored.remembered(path, list[int]) is None
