"""The page of tokens for scripts: made, with the key shown once, and revoked."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from backend.digits.admin.bounded_lists import ModelAdmin
from backend.digits.admin.times import moment
from backend.digits.models import Token
from backend.digits.services.moderation.tokens import make_token, revoke_token


@admin.register(Token)
class TokenAdmin(ModelAdmin):
    list_display = ["name", "scope", "by", "made", "revoked_since"]
    list_display_links = None
    ordering = ["-id"]
    fields = ["name", "scope"]
    actions = ["revoke"]

    @admin.display(description="Made")
    def made(self, token: Token) -> SafeString | str:
        return moment(token.created_at)

    @admin.display(description="Revoked")
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
        messages.warning(request, f"Copy the key now, it is shown this once: {key}")

    @admin.action(description="Revoke the chosen tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        by = request.user.get_username()
        n_revoked = sum(revoke_token(token_id=token.pk, by=by) for token in queryset)
        messages.success(request, f"Revoked: {n_revoked}.")
