"""The pages of accounts: a name, a role and a link to set the password. Each change is recorded with old and new value.

Groups have no page: the roles are the groups that the migrations make.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from backend.digits.admin.account_forms import AddAccountForm, ChangeAccountForm, give_role, role_of
from backend.digits.admin.bounded_lists import ModelAdmin
from backend.digits.admin.times import moment
from backend.digits.models import Action
from backend.digits.services import audit

N_LINKS = 10  # made at once; with more, the message is too long to read

admin.site.unregister(User)
admin.site.unregister(Group)


class AuditedAdmin(ModelAdmin):
    """A mixin that records in the audit trail each change that Django logs: which fields, from what, to what."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        account = form.instance if hasattr(form, "instance") else form.user  # a password form has no instance
        with override("en"):  # the audit trail has one language, whoever reads it
            account.told = "; ".join(_told(form, name, is_new=add) for name in form.changed_data)
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, f"added; {obj.told}" if getattr(obj, "told", "") else "added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, getattr(obj, "told", "") or "saved, unchanged")
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            _record(request, obj, "deleted")
        return super().log_deletions(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to what the audit trail has on the row."""
        about = _about(self.get_object(request, object_id))
        return HttpResponseRedirect(f"{reverse('admin:digits_auditentry_changelist')}?{urlencode({'q': about})}")


@admin.register(User)
class AuditedUserAdmin(AuditedAdmin, UserAdmin):  # type: ignore[type-arg]
    form, add_form = ChangeAccountForm, AddAccountForm
    fieldsets = ((None, {"fields": ("username", "email", "role", "is_active", "password", "last_seen")}),)
    add_fieldsets = ((None, {"fields": ("username", "email", "role")}),)
    readonly_fields = ("last_seen",)
    add_form_template = "admin/change_form.html"  # Django's own promises more fields afterwards
    list_display = ("username", "role", "email", "may_log_in", "last_seen")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "email")
    filter_horizontal = ()
    actions = ["make_link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)  # who gives rights could give them all to themselves

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser and obj != request.user)  # so one superuser always stays

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False, "title": _("Add an account")}
        response: HttpResponse = super().add_view(request, form_url, buttons)
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.changed_data:
            give_role(form.instance, form.cleaned_data["role"])

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """Show the link by which the person sets the password, and the list."""
        show_link(request, obj)
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))

    @admin.display(description=gettext_lazy("Role"))
    def role(self, user: User) -> str:
        return role_of(user)

    @admin.display(description=gettext_lazy("May log in"))
    def may_log_in(self, user: User) -> str:
        return _("yes") if user.is_active else _("no")

    @admin.display(description=gettext_lazy("Logged in last"))
    def last_seen(self, user: User) -> SafeString | str:
        return moment(user.last_login)

    @admin.action(description=gettext_lazy("Make a link to set the password"), permissions=["change"])
    def make_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        if (n := queryset.count()) > N_LINKS:
            many = _("Choose at most %(most)s accounts, not %(n)s: no link was made.") % {"most": N_LINKS, "n": n}
            self.message_user(request, many, messages.ERROR)
            return
        for user in queryset:
            show_link(request, user)


def show_link(request: HttpRequest, user: User) -> None:
    """Show a link with which the person sets the password, so that nobody else ever knows it."""
    token = default_token_generator.make_token(user)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    address = _address_of(request, reverse("password_reset_confirm", args=[uid, token]))
    audit.record(Action.ACCOUNT, by=request.user.get_username(), before=_about(user), after="link made")
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    told = _("Give %(user)s this link, which works once, for %(hours)s hours: %(address)s")
    messages.warning(request, told % {"user": user, "hours": hours, "address": address})


def _address_of(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path: under the program's own name if it knows it, as mails do."""
    if not settings.DIGITS_ADDRESS:
        return request.build_absolute_uri(path)
    own = urlsplit(settings.DIGITS_ADDRESS)
    return f"{own.scheme}://{own.netloc}{path}"


class AuditedPasswordView(PasswordResetConfirmView):
    """The page on which a person sets the password by a link, made in the admin or mailed; recorded as theirs."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.user
        with transaction.atomic():
            audit.record(Action.ACCOUNT, by=user.get_username(), before=_about(user), after="password set by a link")
            return super().form_valid(form)


def _record(request: HttpRequest, obj: Any, after: str) -> None:
    audit.record(Action.ACCOUNT, by=request.user.get_username(), before=_about(obj), after=after)


def _about(obj: Any) -> str:
    """Return the text for `before` in an entry on an account, since entries have no column for accounts."""
    with override("en"):
        return "" if obj is None else f"{obj._meta.verbose_name} {obj}"


def _told(form: Any, name: str, *, is_new: bool) -> str:
    """Return a field with its value before and after; of a password, only that it was set."""
    if "password" in name:
        return "password: set anew"
    label = str(form.fields[name].label or name)
    after = _shown(form.cleaned_data.get(name))
    return f"{label}: {after}" if is_new else f"{label}: {_shown(form.initial.get(name))} → {after}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "nothing"
