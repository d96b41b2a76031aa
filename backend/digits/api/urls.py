"""The addresses of the HTTP contract."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from backend.digits.api import (
    administration_views,
    hand_views,
    insight_views,
    network_views,
    number_views,
    views,
    wall_views,
)


class RowIdConverter(IntConverter):
    """A number that a primary key can have: a longer one is an address that leads nowhere."""

    regex = "[0-9]{1,18}"


register_converter(RowIdConverter, "row")

urlpatterns = [
    path("api/predictions", views.PredictionsView.as_view()),
    path("api/readings", number_views.ReadingsView.as_view()),
    path("api/numbers", number_views.NumbersView.as_view()),
    path("api/digits", views.DigitsView.as_view()),
    path("api/digits/<row:digit_id>", views.DigitView.as_view()),
    path("api/digits/<row:digit_id>/image.png", views.DigitImageView.as_view()),
    path("api/digits/<row:digit_id>/picture.png", views.DigitPictureView.as_view()),
    path("api/digits/<row:digit_id>/strokes", views.DigitStrokesView.as_view()),
    path("api/model", views.ServedModelView.as_view()),
    path("api/model/network.<slug:file_format>", network_views.ServedNetworkFileView.as_view()),
    path("api/models/<row:version>/network.<slug:file_format>", network_views.NetworkFileView.as_view()),
    path("api/models", views.VersionsView.as_view()),
    path("api/models/<row:version>", views.VersionView.as_view()),
    path("api/steps", insight_views.StepsView.as_view()),
    path("api/activations", insight_views.ActivationsView.as_view()),
    path("api/sandbox", insight_views.SandboxView.as_view()),
    path("api/known-digits", insight_views.KnownDigitsView.as_view()),
    path("api/hand", hand_views.HandView.as_view()),
    path("api/hand/archive", hand_views.HandArchiveView.as_view()),
    path("api/hand/key", hand_views.HandKeyView.as_view()),
    path("api/models/<row:version>/weights", insight_views.WeightsView.as_view()),
    path("api/models/<row:version>/training", insight_views.TrainingView.as_view()),
    path("api/models/<row:version>/units", insight_views.UnitsView.as_view()),
    path("api/models/<row:version>/changes", insight_views.ChangesView.as_view()),
    path("api/models/<row:version>/confusion", insight_views.ConfusionView.as_view()),
    path("api/wall", wall_views.WallView.as_view()),
    path("api/deployments", administration_views.DeploymentsView.as_view()),
    path("livez", views.LiveView.as_view()),
    path("readyz", views.ReadyView.as_view()),
]
