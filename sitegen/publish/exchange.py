"""Two directories trade places in one step, where the system knows how."""

from __future__ import annotations

import ctypes
import errno
import os
import sys

_UNKNOWN_HERE = frozenset(
    (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)
)
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(one: str, other: str) -> bool:
    """Swap two directories atomically; False where this system or file system cannot.

    Linux: renameat2(2) with RENAME_EXCHANGE. macOS: renamex_np(2) with RENAME_SWAP.
    Raises OSError where it can, but did not.
    """
    here, there = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(here, there, ctypes.c_uint(_RENAME_SWAP))
        else:
            failed = library.renameat2(
                _AT_FDCWD, here, _AT_FDCWD, there, ctypes.c_uint(_RENAME_EXCHANGE)
            )
    except AttributeError:
        # A C library without the call.
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN_HERE:
        return False
    raise OSError(number, os.strerror(number), one, None, other)
