"""Output formats: one module each, named like its format.

A format's module has ``SUFFIX``, what its file name ends in with the dot, and
``render(brief: Brief, template: Template) -> bytes``. `template` says which look
(`briefing.templating.Template`: name, user's folder, paper); a format that has no look ignores it.
Same brief, same template, same bytes. A new file here is a new format.

Raises of every ``render``: BriefingError, with one sentence, where a template or the machine is at fault.
"""
