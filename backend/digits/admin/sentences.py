"""Sentences that the program raises or stores in English, and how a page says them in the reader's language.

Services, file formats and notices have one language, since logs, mails and scripts read them, too. A page that shows
such a text looks for the sentence it was made from, and fills in the translation. A test finds the sentences in the
code and wants each of them here.
"""

import re
from collections.abc import Callable
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REFUSALS = (
    # review
    gettext_noop("It was taken back or excluded meanwhile, or there is no such digit."),
    gettext_noop("A label is a digit from 0 to 9, not {label}."),
    gettext_noop("There is no such decision to take back."),
    gettext_noop("Digit {digit} was changed since{by_whom}: it cannot be taken back."),
    gettext_noop("Digit {digit} was changed meanwhile{by_whom}: {now}."),
    gettext_noop(" by {by} ({action})"),
    gettext_noop("it is {state} now"),
    gettext_noop("Say why: the reason is kept with the digit and in the audit trail."),
    gettext_noop("A reason of at most {most} letters is wanted, not of {n_letters}: shorten it."),
    # versions
    gettext_noop("No network is installed yet."),
    gettext_noop("Say why: it is kept in the history."),
    gettext_noop("Nothing is pinned."),
    gettext_noop(
        "Nothing was changed: meanwhile version {version} was put into service by {by} ({reason}). Look again, and "
        "decide on what is served now."
    ),
    gettext_noop("Say who rolls back, and why: both are kept in the history."),
    gettext_noop("Version {version} was never served: only a version of the serving history can be."),
    gettext_noop("The weights of version {version} are damaged: {error}."),
    gettext_noop("The weights of version {version} are not kept, or belong to older preprocessing."),
    gettext_noop("The weights of version {version} are not kept, or it sees other pictures."),
    gettext_noop("The weights of the base network are not kept: start the program again to install it."),
    gettext_noop("Say why: it is kept in the audit trail."),
    gettext_noop("There is no digit to learn from yet."),
    # networks
    gettext_noop("There is no version {version} whose weights are kept for this preprocessing."),
    gettext_noop("Say where the network comes from: it is kept in the history."),
    gettext_noop("The {name} has more than {most} bytes; a network of this program has far fewer."),
    gettext_noop("Another version was put into service in this moment. Nothing was stored: try again."),
    gettext_noop("Version {version} is pinned, by {by}. Nothing was stored: unpin it first."),
    gettext_noop("The description is not JSON: send the .json file of an export as it was written."),
    gettext_noop("The description is not JSON that a database stores: {error}"),
    gettext_noop('The description does not say "format": "{format}": send the JSON of an export.'),
    gettext_noop("It was trained on pictures of preprocessing {version}; this program makes {own}."),
    gettext_noop("The blob is not the network that its JSON describes: {error}."),
    # imports
    gettext_noop("{name}: {count} drawings are announced, {n_staged} came."),
    gettext_noop("{place}: it is blank."),
    gettext_noop(
        "{name}: the served network reads {n_read} of {count} digits as they are labelled. {advice} Nothing was "
        "stored. --anyway, or on the page the box “even where the network contradicts most of the labels”, takes "
        "them as they are."
    ),
    gettext_noop("They seem to lie {how}: set right, it would read {n_read}."),
    gettext_noop(
        "They seem to lie transposed: set right, it would read {n_read}; --transpose turns them, as EMNIST's files "
        "need it."
    ),
    gettext_noop("Are the labels those of these pictures?"),
    gettext_noop("mirrored"),
    gettext_noop("upside down"),
    gettext_noop("turned to the left"),
    gettext_noop("turned to the right"),
    gettext_noop("{name} is being brought in already. Look again when that has ended."),
    gettext_noop("There is no such import to take back."),
    gettext_noop("This import was taken back before."),
    # archives
    gettext_noop("{place}: {names}: no such column; the archive is of a newer program."),
    gettext_noop("{place}: {names} is missing."),
    gettext_noop(
        "These are {n_digits} digits; at most {most} are archived so. Start a program in another folder instead "
        "(DIGITS_DATA_DIR)."
    ),
    gettext_noop("There is no such archive."),
    gettext_noop("{line}: it comes from itself, by way of its parents."),
    gettext_noop("{line}: digit {digit} comes after digit {last}."),
    gettext_noop(
        "This installation has digits or versions of its own, so nothing was put back: an archive goes back as it was "
        "only into an empty installation. Ask for its digits to be added to these if that is what you want; they come "
        "as imported digits, without versions, serving history and audit trail."
    ),
    gettext_noop("{archive}: {name}.jsonl is missing."),
    gettext_noop("{archive} has a value that the database refuses: {error}"),
    gettext_noop("{line}: {name} is {version}, which is no version of the archive."),
    gettext_noop("{line}: a picture of 784 bytes is wanted, not {n_bytes}."),
    gettext_noop("{line}: a label from 0 to 9 is wanted, not {labels}."),
    gettext_noop("{label} (read as {predicted}, guessed as {guess}, said as {said})"),
    gettext_noop("{line}: its ink is no PNG: {error}"),
    gettext_noop("{line}: its ink does not have the SHA-256 that is given."),
    gettext_noop("{line}: its strokes do not have the SHA-256 that is given."),
    gettext_noop("{line}: its strokes are damaged: {error}"),
    gettext_noop("{line}: its strokes have no points; null is wanted where there are none."),
    gettext_noop("{line}: at most {most} strokes of {most_points} points are wanted, not {found}."),
    gettext_noop("{n} strokes"),
    gettext_noop("{n} points"),
    gettext_noop("{archive}: {name} is damaged after line {number}: {error}"),
    gettext_noop(
        "{archive}: {name} is not what the manifest says: {rows} rows and SHA-256 {sha256}… are wanted, not {n_rows} "
        "and {found}…"
    ),
    gettext_noop("{name} is no archive of this program, or it is damaged. Send the file as it was exported."),
    gettext_noop('{name}: "format": "{format}" is wanted in its manifest.'),
    gettext_noop("{name} has a member {member} that no archive of this program has."),
    gettext_noop("{name} has a member twice."),
    gettext_noop("{name} has {n_bytes} bytes and claims to hold {claimed}: it is not inflated."),
    gettext_noop("{name}: its manifest is larger than {most} bytes."),
    gettext_noop("{name}: its manifest does not name the members that it has."),
    gettext_noop("{place}: not JSON: {error}"),
    gettext_noop("{place}: a JSON object of at most {most} bytes is wanted."),
    # IDX, CSV, NPZ and folders
    gettext_noop("{name}, line {number}"),
    gettext_noop("{name}, picture {number}"),
    gettext_noop("{name} cannot be read: {error}."),
    gettext_noop("{name} has {count} pictures, but {labels} has {n_labels} labels: one for each picture is wanted."),
    gettext_noop("{name}, offset {offset}: a label from 0 to 9 is wanted, not {label}."),
    gettext_noop("{name} is longer than its header says: {count} are announced."),
    gettext_noop("{name}: {count} times 32 bytes are wanted, one SHA-256 for each picture."),
    gettext_noop("{name}: some of these digits must not be trained on. {error}."),
    gettext_noop("MNIST cannot be read, and some of its digits must not be trained on: {error}."),
    gettext_noop("{name} has no labels: {wanted} is missing beside it. Name them with --labels."),
    gettext_noop("{name}, offset 0: the magic number {wanted} is wanted, not {magic}."),
    gettext_noop("{name}, offset 4: sizes {sizes} are announced; that is no set of digits."),
    gettext_noop("{name} is cut off at offset {end}: {n_bytes} bytes are wanted at {offset}."),
    gettext_noop("{name}, offset {offset} (unpacked): the file is cut off or damaged: {error}"),
    gettext_noop("{name} has no digits: a label and 784 numbers are wanted on each line."),
    gettext_noop("{name} cannot be read to its end, the file is damaged: {error}."),
    gettext_noop("{name}, line {number}: longer than 785 numbers can be."),
    gettext_noop("{name}: more than {most} lines."),
    gettext_noop("{place}: a label from 0 to 9 is wanted first, not {label}."),
    gettext_noop("{place}: 784 numbers are wanted after the label, not {n_numbers}."),
    gettext_noop("{place}: numbers from 0 to 255 are wanted; number {number} is {value}."),
    gettext_noop(
        "{name}: an NPZ of two arrays of bytes (uint8) is wanted: pictures (N, 28, 28) and labels (N,); {found}."
    ),
    gettext_noop("pictures has the shape {shape}"),
    gettext_noop("{name} is missing, the file has {names}"),
    gettext_noop("{name} is missing, the file is empty"),
    gettext_noop("the file is no NPZ, or it is damaged"),
    gettext_noop(
        "{name} has numbers of another type or order: save bytes from 0 to 255 with np.ascontiguousarray(array, "
        "np.uint8)"
    ),
    gettext_noop("{name} has {n_bytes} bytes, which is not what its shape says"),
    gettext_noop("{name} has another shape than {shape}"),
    gettext_noop("the file holds {n_labels} labels, not {count}"),
    gettext_noop("{name}: label {number} is {label}; a label from 0 to 9 is wanted."),
    gettext_noop("{place}: the file is damaged: {error}."),
    gettext_noop("There is no {path}."),
    gettext_noop("{name}: an archive (.ductus), IDX, CSV, NPZ or a folder of PNG files is wanted."),
    gettext_noop("{name} has no pictures: folders 0 to 9 with PNG files are wanted."),
    gettext_noop("{name} has {n_bytes} bytes; at most {most} are read."),
    gettext_noop("{name} has no label: it must lie directly in a folder 0 to 9."),
    gettext_noop("{name} is no PNG: only PNG files are read."),
    # PNG files
    gettext_noop("{place}: {error}"),
    gettext_noop("The PNG is damaged and cannot be read. Save it again, or draw it again."),
    gettext_noop("The PNG has more than {most} parts. Save it again."),
    gettext_noop("The PNG is damaged: its header is not where it belongs."),
    gettext_noop("The PNG is damaged: its colours come after its pixels. Save it again."),
    gettext_noop("The PNG is animated. Send one picture."),
    gettext_noop("This is not a PNG. Send the drawing as a PNG."),
    gettext_noop("The PNG is cut off. Send it again."),
    gettext_noop("The PNG is damaged: its header has the wrong length."),
    gettext_noop("The picture is {width}×{height} pixels; at most {most}×{most_too} are read. Shrink it."),
    gettext_noop("The PNG has {depth} bits a channel; at most 8 are read. Save it with 8 bits."),
    gettext_noop("The PNG is damaged: a checksum is wrong. Send it again."),
)
"""Why something that an administrator asked for was refused. Some are parts of others."""

NOTICES = (
    # why one was not sent
    gettext_noop("The mail server did not take it: {error}"),
    gettext_noop("It went to nobody: DIGITS_MAIL_TO is empty."),
    gettext_noop("The receiver cannot be reached: {error}"),
    gettext_noop("The receiver answered {status}; 2xx is wanted."),
    gettext_noop(
        "{host} leads to {address}, inside this machine's own networks. Set DIGITS_WEBHOOK_INSIDE=1 if the receiver is "
        "meant to be there."
    ),
    gettext_noop("It took longer than {seconds} seconds."),
    # titles and texts
    gettext_noop("Version {version} was rejected"),
    gettext_noop("Since the last one that was sent, {n_more} more came: see the page Notices."),
    gettext_noop("Version {version} failed"),
    gettext_noop("Later versions learn its digits only among all earlier ones: see its page, and retrain."),
    gettext_noop("The worker died {n_attempts} times while training this version."),
    gettext_noop("Version {worse} was taken back: version {to} is served again"),
    gettext_noop(
        "Version {worse} reads people worse. Of the first {n_digits} digits that people verified afterwards, it "
        "misreads {n_lost} that version {to} reads; with {n_won} it is the other way round (evidence {evidence})."
    ),
    gettext_noop("{by} went back to version {version}, which is pinned"),
    gettext_noop("{n_held} digits are held for a decision"),
    gettext_noop("They are not trained on until somebody decides: see Review."),
    gettext_noop("{by} brought in a network as version {version}: {outcome}"),
    gettext_noop("Brought in: {reason}. {why}"),
    gettext_noop("{by} brought in {n_digits} digits"),
    gettext_noop("{origin}: {n_added} digits added, {n_known} there already."),
    gettext_noop(
        "{origin}: {n_added} digits added, {n_known} there already; {n_apart} of the added ones are never trained on."
    ),
    gettext_noop("{n_added} digits added, {n_known} there already"),
    gettext_noop("{n_added} digits added, {n_known} there already; {n_apart} of the added ones are never trained on"),
    gettext_noop("{n_added} digits added, {n_known} there already, {n_apart} kept apart"),  # what release 0.2.0 wrote
    gettext_noop("{n_digits} digits added so far"),
    gettext_noop(
        "{summary}; {n_before} of those there already had been added by this import before it was interrupted"
    ),
    gettext_noop("{n_before} of those there already had been added by this import before it was interrupted."),
    gettext_noop("{by} put back {n_digits} digits and {n_versions} versions"),
    gettext_noop("{n_digits} digits and {n_versions} versions put back from SHA-256 {sha256}…."),
    gettext_noop("No worker has reported since {since} UTC"),
    gettext_noop("Digits are stored, and nothing is learned. Start the program again, or its worker."),
    gettext_noop("The disk has {n_megabytes} MB left"),
    gettext_noop("It holds {folder}. Make room: a full disk stores no digits. This is told once a day."),
    gettext_noop("{account} is locked for one address after {n_passwords} wrong passwords"),
    gettext_noop("The account {name} is locked for one address after {n_passwords} wrong passwords"),
    gettext_noop("A name that no account has is locked for one address after {n_passwords} wrong passwords"),
    gettext_noop("It opens by itself; `manage.py axes_reset` opens it now. Other addresses are not locked."),
    gettext_noop("The passwords came from {address}."),
    gettext_noop("{by} tried the {channel}"),
    # why the audit trail has an undo
    gettext_noop("takes back: {action}"),
    # the digest
    gettext_noop("{start} to {end}: {n_digits} digits, {share}"),
    gettext_noop("Network alone: {share}."),
    gettext_noop("With people's own memories: {share}."),
    gettext_noop("The period before, network alone: {share}."),
    gettext_noop("none read at first sight yet"),
    gettext_noop("{part} of {whole} read at first sight"),
    gettext_noop("{part} of {whole} read at first sight ({share}, 95 % interval {low} to {high})"),
    gettext_noop("Versions: {n_promoted} promoted, {n_rejected} rejected, {n_failed} failed."),
    gettext_noop("Served now: version {version}."),
    gettext_noop("Served now: version {version}, pinned."),
    gettext_noop("Held digits that wait for a decision: {n_held}."),
)
"""What notices say, why one of them was not sent, and what an import did."""

NOBODY = (
    gettext_noop("the gate"),
    gettext_noop("the watch"),
    gettext_noop("installation"),
    gettext_noop("command line"),
    gettext_noop("nobody signed in"),
    gettext_noop("a contributor"),
)
"""Who did something, where it was no account."""

TYPED = ("by", "reason", "name", "names", "archive", "member", "path", "folder", "host")
"""Names in whose places stands what somebody typed, or a file is called: it is shown as it is."""

NUMBERS = ("n_", "count", "evidence", "most", "number", "status", "to", "version", "worse")
"""Beginnings of the names in whose places numbers stand. A text with anything else there was not made from the
sentence: somebody wrote it."""
PLACES = {"channel": "Mail|Webhook"}

PLACEHOLDER = re.compile(r"\{(\w+)(?::,)?\}")


def in_readers_words(text: str, sentences: tuple[str, ...], say: Callable[[str], str]) -> str:
    """Return a line in the reader's language if it was made from one of the sentences, else as it is.

    `say` translates each value that stands in the place of a name, except what somebody typed.
    """
    for sentence, longest, pattern in _patterns(sentences):
        if longest in text and (found := pattern.fullmatch(text)):
            values = found.groupdict()
            is_ours = values.get("by") in NOBODY  # then the reason is the program's, too
            said = {name: value if name in TYPED and not is_ours else say(value) for name, value in values.items()}
            return _filled(_(sentence), said)
    return text


def _filled(sentence: str, values: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda place: values[place[1]], sentence)


@cache
def _patterns(sentences: tuple[str, ...]) -> list[tuple[str, str, re.Pattern[str]]]:
    """Return each sentence with its longest part between names and its pattern, the longest sentence first."""
    by_words = sorted(sentences, key=lambda sentence: len(PLACEHOLDER.sub("", sentence)), reverse=True)
    return [(sentence, max(_parts(sentence), key=len), _pattern(sentence)) for sentence in by_words]


def _parts(sentence: str) -> list[str]:
    return PLACEHOLDER.split(sentence)[::2]


def _pattern(sentence: str) -> re.Pattern[str]:
    names = [f"(?P<{name}>{_may_stand_at(name)})" for name in PLACEHOLDER.findall(sentence)]
    return re.compile(
        "".join(re.escape(part) + name for part, name in zip(_parts(sentence), [*names, ""], strict=True))
    )


def _may_stand_at(name: str) -> str:
    return PLACES.get(name, r"[0-9,.]+" if name.startswith(NUMBERS) else ".*?")
