"""What a process that answers a free query, or reads a file of a format that can lie, may not do: by the kernel.

The parser refuses what reaches beyond the dataset; this holds where a parser and an engine read a text differently.
On Linux the process can open no socket and start no program (seccomp, see ``man 2 seccomp``); on every POSIX system
its memory is bounded and it can write no file.  Where the kernel offers none of it, the parser stands alone.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
# Numbers of socket, connect, execve, execveat and io_uring_setup, by architecture.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def cut_off() -> bool:
    """Take the network and other programs from this process for good; call it before any thread starts.

    Returns
    -------
    bool
        Whether the kernel took it on.
    """
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    code = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    code += [(_EQUAL, len(calls) - n, 0, call) for n, call in enumerate(calls)]
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    rules = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in code))
    program = _Program(len(code), ctypes.cast(rules, ctypes.c_void_p).value)
    control = ctypes.CDLL(None, use_errno=True).prctl
    asked = control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or control(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    return bool(asked == 0)


def bound_memory(megabytes: int) -> None:
    """Bound what this process may hold in memory of its own, in MB."""
    _lower("RLIMIT_DATA" if sys.platform == "linux" else "RLIMIT_AS", megabytes << 20)


def bound_processor(seconds: int) -> None:
    """Bound the processor time from now on, in seconds, should whoever asked be gone and unable to stop it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def write_nothing() -> None:
    """Take from this process the writing of files and of memory images; pipes stay."""
    _lower("RLIMIT_FSIZE", 0)
    _lower("RLIMIT_CORE", 0)


def _lower(name: str, most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    limit = getattr(resource, name)
    _, hard = resource.getrlimit(limit)
    bound = most if hard < 0 else min(most, hard)
    resource.setrlimit(limit, (bound, bound))
