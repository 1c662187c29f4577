"""Merging the files of several groups: the same things found, disagreements side by side, and the way back."""

from .merge import Merged, Undone, merged, without

__all__ = ["Merged", "Undone", "merged", "without"]
