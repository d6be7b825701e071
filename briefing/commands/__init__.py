"""The commands of ``make-brief``: one module each, named like its command; ``brief`` is the one that has no name.

A command's module has ``SUMMARY``, one line for `make-brief --help` with the arguments it takes; ``parser()``, its
flags; and ``run(args)``, which does the work and returns the exit status. It imports what the work needs inside
``run``, so that help waits for no stage.
"""
