"""Channels that hand a rendered brief over: one module each, named like its channel.

A channel's module has ``deliver(files, place) -> tuple[str, ...]``: ``files`` maps file names to their
bytes, ``place`` says where to (a folder for `file`), and what comes back says where each one went.
All files go or none. Raises of every ``deliver``: BriefingError, with one sentence.
"""
