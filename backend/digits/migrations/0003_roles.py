"""Three groups of administrators: viewer, reviewer, operator."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VIEWER = ("view_digit", "view_modelstate", "view_deployment", "view_auditentry")
REVIEWER = (*VIEWER, "review_digit")
OPERATOR = (
    *REVIEWER,
    "export_digit",
    "import_digit",
    "serve_modelstate",
    "retrain_modelstate",
    "export_modelstate",
    "import_modelstate",
)


def make_groups(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("digits")
    module = getattr(config, "models_module", None)  # a stub of history has none
    config.models_module = True  # or create_permissions, which Django calls only after the last migration, does nothing
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = module
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="digits")
    for name, codenames in {"viewer": VIEWER, "reviewer": REVIEWER, "operator": OPERATOR}.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("digits", "0002_administration"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
