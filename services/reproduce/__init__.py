"""The reproduce room: what a run ran on."""

from .environment import capture_environment, commit, package_versions

__all__ = ["capture_environment", "commit", "package_versions"]
