"""Errors that a user can cause. Each carries one sentence: what was found, where, what to do."""


class BriefingError(Exception):
    """Could not be made: exit 1."""

    exit_code = 1


class UsageError(BriefingError):
    """Wrong usage or configuration: exit 2."""

    exit_code = 2
