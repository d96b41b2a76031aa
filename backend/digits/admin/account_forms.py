"""The forms of accounts: a name, an address, and a role in place of single permissions.

A role is one of the groups that the migrations make, superuser, or none.
"""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GROUPS = ("viewer", "reviewer", "operator")  # each may do what those before it may
SUPERUSER, NONE, OTHER = "superuser", "none", "other"
MEANINGS = {
    "viewer": gettext_lazy(
        "viewer: sees digits, versions, what was served, notices and the audit trail, and changes nothing"
    ),
    "reviewer": gettext_lazy("reviewer: decides on digits and marks notices as read, too"),
    "operator": gettext_lazy(
        "operator: serves, retrains, takes out, brings in, resends notices and steers the wall, too"
    ),
    SUPERUSER: gettext_lazy("superuser: may do everything, and alone begins afresh and manages accounts and tokens"),
    NONE: gettext_lazy("none: may not enter these pages"),
    OTHER: gettext_lazy("as it is: rights that were given elsewhere"),
}


def role_of(user: User) -> str:
    """Return the role of an account. Its groups are read, which a list should fetch beforehand."""
    if user.is_superuser:
        return SUPERUSER
    if not user.is_staff:
        return NONE
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(GROUPS) if role in names), OTHER)


def give_role(user: User, role: str) -> None:
    """Set what an account may do. Groups that are no role stay, and so do permissions that were given one by one."""
    if role == OTHER:
        return
    user.is_superuser, user.is_staff = role == SUPERUSER, role != NONE
    user.save(update_fields=["is_superuser", "is_staff"])
    user.groups.remove(*Group.objects.filter(name__in=GROUPS))
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=role))


def role_field(*roles: str) -> forms.ChoiceField:
    choices = [(role, MEANINGS[role]) for role in roles]
    return forms.ChoiceField(label=gettext_lazy("Role"), choices=choices, widget=forms.RadioSelect)


class AddAccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new account, without a password: its person sets it by a link."""

    role = role_field(*GROUPS, SUPERUSER)

    class Meta:
        model = User
        fields = ("username", "email")

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("There is an account of this name: choose another one."))
        return name

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user


class ChangeAccountForm(UserChangeForm):  # type: ignore[type-arg]
    role = role_field(*GROUPS, SUPERUSER, NONE)

    class Meta:
        model = User
        fields = ("username", "email", "is_active", "password")
        labels = {"is_active": gettext_lazy("May log in")}
        help_texts = {"is_active": gettext_lazy("Without this the account stays in the records, and opens nothing.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields.get("role")  # absent where the form is only read
        if role is not None:
            self.initial["role"] = role_of(self.instance)
            if self.initial["role"] == OTHER:
                role.choices = [*role.choices, (OTHER, MEANINGS[OTHER])]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        stays = self.cleaned_data.get("role") == SUPERUSER and self.cleaned_data.get("is_active")
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=self.instance.pk)
        if self.instance.is_superuser and not stays and not others.exists():
            raise forms.ValidationError(_("This is the last superuser who can log in: make another one first."))
        return cleaned
