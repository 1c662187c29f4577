"""What a process that answers queries of others gives up: memory without bound, sockets, other programs, and life after its parent.

`shut()` is called before the store is opened, so that threads of the store inherit it; `bounded(memory)` after it, so that what is open
does not count. Both say what this system does not let them do (names for a message), and never fail: the queries are refused by
token and bounded by the parent's clock all the same. Linux has all of it; elsewhere there is less, and without `resource` nothing.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from pathlib import Path

# socket, execve, execveat, ptrace, io_uring_setup, by machine; before them the number by which the kernel knows the machine.
CALLS = {"x86_64": (0xC000003E, (41, 59, 322, 101, 425)), "aarch64": (0xC00000B7, (198, 221, 281, 117, 425))}
DIE_WITH_PARENT, NO_NEW_RIGHTS, FILTER_CALLS = 1, 38, 22
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | 13
FOREIGN = 0x40000000


class Program(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def shut(parent: int) -> list[str]:
    """No sockets, no other programs, no core files, and the end with the parent (its process id)."""
    missing = []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            raise SystemExit(1)
        machine, calls = CALLS.get(platform.machine(), (0, ()))
        steps = filtering(machine, calls)
        program = Program(len(steps) // 8, steps)
        if not machine or libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0) or libc.prctl(FILTER_CALLS, 2, ctypes.byref(program), 0, 0):
            missing.append("network")
    else:
        missing.append("network")
    try:
        import resource
    except ImportError:
        return missing
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return missing


def filtering(machine: int, calls: tuple[int, ...]) -> bytes:
    """The steps of a filter that refuses some calls, those of a foreign machine and of its other numbering."""

    def step(code: int, jump: int, otherwise: int, value: int) -> bytes:
        return struct.pack("HBBI", code, jump, otherwise, value)

    end = len(calls) + 5
    steps = [step(LOAD, 0, 0, 4), step(EQUAL, 0, end - 2, machine), step(LOAD, 0, 0, 0), step(AT_LEAST, end - 4, 0, FOREIGN)]
    steps += [step(EQUAL, end - place - 1, 0, call) for place, call in enumerate(calls, 4)]
    return b"".join([*steps, step(RETURN, 0, 0, ALLOWED), step(RETURN, 0, 0, REFUSED)])


def bounded(memory: int) -> list[str]:
    """No more than so many bytes of address space beyond those that are taken now."""
    try:
        import resource
    except ImportError:
        return ["memory"]
    try:
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    except (OSError, ValueError):
        return ["memory"]
    return []


def most() -> int:
    """Bytes of memory that this process has had at most; 0 where the system does not tell. Not from `resource`, which counts in what the
    parent had when it started this one."""
    try:
        said = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(said.partition("VmHWM:")[2].split()[0]) << 10
