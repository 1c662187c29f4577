"""A sequence whose members are made when asked for, so that millions of them take no memory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Member = TypeVar("Member")


class Made(Sequence[Member]):
    """Says how long it is and makes `one`; numbers count from the end if negative, a slice is a list, `IndexError` outside."""

    @abstractmethod
    def one(self, number: int) -> Member:
        """The member of a number from 0 to below the length."""

    @overload
    def __getitem__(self, number: int) -> Member: ...
    @overload
    def __getitem__(self, number: slice) -> list[Member]: ...
    def __getitem__(self, number: int | slice) -> Member | list[Member]:
        if isinstance(number, slice):
            return [self.one(n) for n in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self.one(number % len(self))
