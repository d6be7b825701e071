"""The message as a file in a folder, for another program to send or to look at."""

from collections.abc import Callable

from briefing.config import Mail
from briefing.deliver import Answer, Letter, all_alike, file
from briefing.errors import BriefingError, UsageError

REPEATABLE = True
"""The same file under the same name."""


def send(letter: Letter, mail: Mail, committing: Callable[[tuple[str, ...]], None]) -> tuple[Answer, ...]:
    """Write ``NAME.eml``, whole or not at all, with the recipients as ``Bcc``.

    Raises:
        BriefingError: There is no folder, or it cannot be written to.
    """
    folder = _folder(mail)
    committing(letter.recipients)
    try:
        (place,) = file.deliver({f"{letter.name}.eml": letter.with_envelope()}, folder)
    except BriefingError as error:
        raise BriefingError(str(error).replace("with --out", "as mail.folder")) from error
    return all_alike(letter.recipients, "accepted", f"written to {place}")


def check(mail: Mail) -> str:
    folder = _folder(mail)
    try:
        file.check(folder)
    except BriefingError as error:
        raise BriefingError(str(error).replace("with --out", "as mail.folder")) from error
    return f"messages go to {folder}"


def _folder(mail: Mail) -> str:
    if not mail.folder:
        raise UsageError('mail: the channel "eml" needs a folder; write folder = "mail" under [mail] in briefing.toml')
    return mail.folder
