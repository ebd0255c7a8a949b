"""What a file system refuses."""

import errno

_FULL = {errno.ENOSPC, errno.EDQUOT}


def is_full(error: OSError) -> bool:
    """Whether there was no room: the disk is full, or what one may use of it."""
    return error.errno in _FULL
