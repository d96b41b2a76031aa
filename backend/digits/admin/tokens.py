"""The page of tokens for scripts: made, with the key shown once, and revoked."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.digits.admin.bounded_lists import ModelAdmin
from backend.digits.admin.times import moment
from backend.digits.models import Scope, Token
from backend.digits.services.moderation.tokens import make_token, revoke_token


@admin.register(Token)
class TokenAdmin(ModelAdmin):
    list_display = ["named", "may", "who", "made", "revoked_since"]
    list_display_links = None
    ordering = ["-id"]
    fields = ["name", "scope"]
    actions = ["revoke"]

    def get_form(self, request: HttpRequest, obj: Token | None = None, change: bool = False, **kwargs: Any) -> Any:
        labels = {"name": _("Name"), "scope": _("What it may do")}
        form = super().get_form(request, obj, change, labels=labels, **kwargs)
        scope: Any = form.base_fields.get("scope")
        if scope is not None:  # there is none where a token is only looked at
            scope.choices = [(value, _(value)) for value in Scope.values]
        return form

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        more = {"title": _("Make a token"), "show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, more)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response: HttpResponse = super().changelist_view(request, {"title": _("Tokens")})
        return response

    @admin.display(description=gettext_lazy("Name"))
    def named(self, token: Token) -> str:
        return token.name

    @admin.display(description=gettext_lazy("What it may do"))
    def may(self, token: Token) -> str:
        return _(token.scope)

    @admin.display(description=gettext_lazy("Who"))
    def who(self, token: Token) -> str:
        return token.by

    @admin.display(description=gettext_lazy("Made"))
    def made(self, token: Token) -> SafeString | str:
        return moment(token.created_at)

    @admin.display(description=gettext_lazy("Revoked"))
    def revoked_since(self, token: Token) -> SafeString | str:
        return moment(token.revoked_at)

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("digits.add_token")

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        token, key = make_token(name=obj.name, scope=obj.scope, by=request.user.get_username())
        obj.pk = token.pk
        obj.refresh_from_db()
        messages.warning(request, _("Copy the key now, it is shown this once: %(key)s") % {"key": key})

    @admin.action(description=gettext_lazy("Revoke the chosen tokens"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        by = request.user.get_username()
        n_revoked = sum(revoke_token(token_id=token.pk, by=by) for token in queryset)
        messages.success(request, _("Revoked: %(n)s.") % {"n": n_revoked})
