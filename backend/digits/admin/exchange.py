"""The page on which administrators export digits, and import digits and networks.

The commands of manage.py do the same for larger amounts.
"""

import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from backend.digits import selectors
from backend.digits.admin.numerals import numeral
from backend.digits.admin.stored_words import reason_of, refusal_of
from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import ZIP_FAULTS, Archive
from backend.digits.exchange.folder import is_litter
from backend.digits.exchange.formats import open_import
from backend.digits.exchange.idx import NAMES, is_idx
from backend.digits.services.learning import requests
from backend.digits.services.transfer import exports, imports, networks, restore, taking_back
from backend.digits.tasks import callable_workers, notify_worker
from backend.run_folder import EXCHANGE_PREFIX

# Numbers of digits. If they are larger, the browser may wait for minutes.
MAX_IMPORTED, MAX_IMPORTED_FROM_ARCHIVE, MAX_EXPORTED = 5_000, 100_000, 100_000
PERMISSIONS = ("export_digit", "import_digit", "import_modelstate")
ENDINGS = (".ductus", ".csv", ".npz", ".gz", "-ubyte", ".zip")
MAX_UNPACKED = 64_000_000  # bytes of a zip's content; a larger one would fill memory and disk


def exchange_page(request: HttpRequest) -> HttpResponse:
    """Show the forms for what this administrator may export and import."""
    may = {name: request.user.has_perm(f"digits.{name}") for name in PERMISSIONS}
    if not any(may.values()):
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": _("In and out"),
        "may": may,
        "formats": exports.FORMATS,
        "max_in": numeral(MAX_IMPORTED),
        "max_in_archive": numeral(MAX_IMPORTED_FROM_ARCHIVE),
        "max_out": numeral(MAX_EXPORTED),
        "entries": selectors.admin.exchanges(n_newest=20),
        "imports": selectors.audit.imports_to_take_back(n_newest=10) if may["import_digit"] else [],
    }
    return TemplateResponse(request, "admin/digits/exchange.html", context)


@require_POST
@permission_required("digits.export_digit", raise_exception=True)
def export_digits(request: HttpRequest) -> HttpResponseBase:
    kind = request.POST.get("format", "")
    if kind not in exports.FORMATS:
        wanted = _("One of these is wanted: %(names)s.") % {"names": ", ".join(exports.FORMATS)}
        return _redirect_with_error(request, wanted)
    with_held = bool(request.POST.get("with_held"))
    if (n := exports.count_for_export(kind, with_held=with_held)) > MAX_EXPORTED:
        message = _("These are %(n)s digits; take more than %(most)s out with manage.py export_digits.")
        return _redirect_with_error(request, message % {"n": numeral(n), "most": numeral(MAX_EXPORTED)})
    temporary = _temporary_folder()
    with temporary as name:
        folder = Path(name)
        result = exports.export_digits(kind, folder, by=request.user.get_username(), with_held=with_held)
        path = result.paths[0] if kind in ("archive", "csv", "npz") else _zip_files(kind, result.paths, folder)
        # The open file can still be read when the block ends and its folder is gone; on Windows the folder stays.
        answer = Download(path.open("rb"), as_attachment=True, filename=path.name)
        answer.temporary = temporary
        return answer


class Download(FileResponse):
    """A file in a temporary folder, of which nothing is left after the answer: Windows removes no file that is open."""

    temporary: "tempfile.TemporaryDirectory[str]"

    def close(self) -> None:
        super().close()
        self.temporary.cleanup()


@require_POST
@permission_required("digits.import_digit", raise_exception=True)
def import_digits(request: HttpRequest) -> HttpResponse:
    by, reason = request.user.get_username(), request.POST.get("reason", "").strip()
    if not reason:
        return _redirect_with_error(request, _("Say where they come from: it is kept in the audit trail."))
    may_retrain = request.user.has_perm("digits.retrain_modelstate")
    if (is_retrain_wanted := bool(request.POST.get("retrain"))) and not may_retrain:
        raise PermissionDenied
    try:
        with _temporary_folder() as folder:
            ways = {"is_merge": bool(request.POST.get("merge")), "is_anyway": bool(request.POST.get("anyway"))}
            message = _import_path(_save_uploads(request, Path(folder)), by=by, reason=reason, **ways)
    except RefusedError as error:
        refusal, nothing = refusal_of(error), _("Nothing was stored.")
        refusal = refusal if refusal.endswith((".", "?")) else f"{refusal}."
        return _redirect_with_error(request, refusal if nothing in refusal else f"{refusal} {nothing}")
    messages.success(request, message)
    if is_retrain_wanted:
        try:
            queued = requests.retrain_now(by=by, reason=reason)
        except RefusedError as error:
            return _redirect_with_error(request, refusal_of(error))
        notify_worker()
        messages.success(request, _("Version %(version)s is queued.") % {"version": queued.pk})
    return HttpResponseRedirect(reverse("admin:exchange"))


@require_POST
@permission_required("digits.import_digit", raise_exception=True)
def take_back_import(request: HttpRequest) -> HttpResponse:
    """Take an import back as a whole."""
    try:
        batch = UUID(request.POST.get("batch", ""))
    except ValueError:
        return _redirect_with_error(request, _("There is no such import to take back."))
    try:
        done = taking_back.take_back_import(batch, by=request.user.get_username())
    except RefusedError as error:
        return _redirect_with_error(request, refusal_of(error))
    deleted = ngettext("%(n)s digit is deleted again.", "%(n)s digits are deleted again.", done.n_deleted)
    messages.success(request, deleted % {"n": numeral(done.n_deleted)})
    if done.n_excluded:
        excluded = ngettext(
            "%(n)s is excluded, since a version may have learned it or somebody decided on it:"
            " Retrain without it under Versions.",
            "%(n)s are excluded, since a version may have learned them or somebody decided on them:"
            " Retrain without them under Versions.",
            done.n_excluded,
        )
        messages.success(request, excluded % {"n": numeral(done.n_excluded)})
    return HttpResponseRedirect(reverse("admin:exchange"))


@require_POST
@permission_required("digits.import_modelstate", raise_exception=True)
def import_network(request: HttpRequest) -> HttpResponse:
    """Store a network as a version, which is served if it passes the gate."""
    files = [request.FILES.get(name) for name in ("blob", "description")]
    contents = [file.read(networks.MAX_BYTES + 1) if isinstance(file, UploadedFile) else b"" for file in files]
    try:
        version = networks.import_network(
            blob=contents[0],
            description=contents[1],
            by=request.user.get_username(),
            reason=request.POST.get("reason", ""),
        )
    except RefusedError as error:
        return _redirect_with_error(request, refusal_of(error))
    named = _("Version %(version)s") % {"version": version.pk}
    messages.success(request, f"{named} {_(version.status)}: {reason_of(version)}")
    return HttpResponseRedirect(reverse("admin:digits_modelstate_change", args=[version.pk]))


def _import_path(path: Path, *, by: str, reason: str, is_merge: bool, is_anyway: bool) -> str:
    found = open_import(path)
    n = found.n_digits if isinstance(found, Archive) else sum(source.count for source in found)
    if n > (most := MAX_IMPORTED_FROM_ARCHIVE if isinstance(found, Archive) else MAX_IMPORTED):
        many = _("These are %(n)s digits; bring more than %(most)s in with manage.py import_digits.")
        raise RefusedError(many % {"n": numeral(n), "most": numeral(most)})
    if not isinstance(found, Archive):
        call = callable_workers()
        results = [
            imports.import_digits(source, by=by, reason=reason, is_anyway=is_anyway, call_workers=call)
            for source in found
        ]
        return " ".join(map(_import_message, results))
    restore.check(found)
    if is_merge:
        return _import_message(restore.merge(found, by=by, reason=reason))
    restored = restore.restore(found, by=by, reason=reason)
    back = _("%(n)s digits and %(n_versions)s versions are back as they were.")
    return back % {"n": numeral(restored.n_digits), "n_versions": numeral(restored.n_versions)}


def _import_message(result: imports.ImportResult) -> str:
    added = _("%(n)s digits added, %(n_known)s were there already.")
    message = added % {"n": numeral(result.n_added), "n_known": numeral(result.n_duplicates)}
    if not result.n_known_excluded:
        return message
    excluded = ngettext(
        "Of those that were there, %(n)s is excluded: restore it under Digits if it is wanted.",
        "Of those that were there, %(n)s are excluded: restore them under Digits if they are wanted.",
        result.n_known_excluded,
    )
    return f"{message} {excluded % {'n': numeral(result.n_known_excluded)}}"


def _save_uploads(request: HttpRequest, folder: Path) -> Path:
    """Save the uploaded files under their names and return the one to open."""
    paths = []
    for file in request.FILES.getlist("files"):
        name = Path(file.name or "").name
        if not name.endswith(ENDINGS):
            raise RefusedError(
                _(
                    "%(name)s: an archive (.ductus), CSV, NPZ, IDX or a zip with IDX files or PNG files in folders"
                    " 0 to 9 is wanted."
                )
                % {"name": name}
            )
        path = folder / name
        with path.open("wb") as out:
            out.writelines(file.chunks())
        paths.append(path)
    if not paths:
        raise RefusedError(_("No file was sent."))
    if len(paths) == 1 and paths[0].suffix == ".zip" and not _has_rows(paths[0]):
        # The folder has the whole name of the zip, by which the import is named: the stem of "...zip" is "..".
        return _unpack(paths[0], folder / "unpacked" / paths[0].name)
    return _one_to_open(paths)


def _one_to_open(paths: list[Path]) -> Path:
    """Return the only file, or the pictures with which their labels came. Raises RefusedError for others beside it."""
    kinds = [next((kind for kind, ending in NAMES.items() if ending in path.name), "") for path in paths]
    is_a_set = "images" in kinds and "" not in kinds and len({*kinds}) == len(kinds)
    if len(paths) > 1 and not is_a_set:
        refusal = _("One file at a time is wanted, or IDX pictures with their labels, not %(names)s.")
        raise RefusedError(refusal % {"names": f"{', '.join(path.name for path in paths):.200}"})
    return paths[kinds.index("images")] if is_a_set else paths[0]


def _zip_files(kind: str, paths: list[Path], folder: Path) -> Path:
    path = folder / f"digits-{kind}.zip"
    with zipfile.ZipFile(path, "w") as file:
        for member in paths:
            file.write(member, member.relative_to(folder))
    return path


def _has_rows(path: Path) -> bool:
    """Say whether a zip is an archive under another name."""
    try:
        with zipfile.ZipFile(path) as file:
            return any(name.endswith(".jsonl") for name in file.namelist())
    except ZIP_FAULTS:  # whoever reads on says what is wrong
        return False


def _unpack(path: Path, folder: Path) -> Path:
    """Unpack a zip and return what to open: IDX pictures, or the folder with folders 0 to 9, which may be in another.

    What systems put into zips is left out. Raises RefusedError for a zip that is damaged or too large.
    """
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(path) as file:
            members = [member for member in file.infolist() if not member.is_dir()]
            wanted = [member for member in members if not is_litter(PurePosixPath(member.filename))]
            if len(wanted) > MAX_IMPORTED or sum(member.file_size for member in wanted) > MAX_UNPACKED:
                raise RefusedError(_("%(name)s: bring so much in with manage.py import_digits.") % {"name": path.name})
            paths = [Path(file.extract(member, folder)) for member in wanted]
    except RefusedError:
        raise
    except ZIP_FAULTS as error:
        refusal = _("%(name)s cannot be unpacked: it is no zip, or it is damaged. Pack it again.")
        raise RefusedError(refusal % {"name": path.name}) from error
    if any(map(is_idx, paths)):
        return _one_to_open(paths)
    outermost = {path.relative_to(folder).parts[0] for path in paths}
    if len(outermost) == 1 and not outermost <= set("0123456789") and (inner := folder / outermost.pop()).is_dir():
        return inner
    return folder


def _temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Make a folder on the disk of the data. Where something still reads in it, a later start removes it."""
    settings.DATA_DIR.joinpath("tmp").mkdir(parents=True, exist_ok=True)
    folder = settings.DATA_DIR / "tmp"
    return tempfile.TemporaryDirectory(prefix=EXCHANGE_PREFIX, dir=folder, ignore_cleanup_errors=True)


def _redirect_with_error(request: HttpRequest, message: str) -> HttpResponse:
    messages.error(request, message)
    return HttpResponseRedirect(reverse("admin:exchange"))
