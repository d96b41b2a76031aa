"""The three tables and what the database itself holds to be true of them. No behaviour: see services and selectors.

`Digit` is one verified drawing, `ModelState` one version of the network, `Deployment` what has been served since when.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

models.BinaryField.register_lookup(Length)  # so that a constraint can say picture__length


class DigitState(models.TextChoices):
    COUNTED = "counted"  # trains, and counts towards the ten
    IMPORTED = "imported"  # trains, does not count
    HELD = "held"  # waits for the administrator
    EXCLUDED = "excluded"  # taken out by the administrator
    WITHDRAWN = "withdrawn"  # taken back by the person who drew it


TRAINABLE = (DigitState.COUNTED, DigitState.IMPORTED)
HIDDEN = (DigitState.EXCLUDED, DigitState.WITHDRAWN)


class Kind(models.TextChoices):
    BASE = "base"
    TEN = "ten"
    MANUAL = "manual"
    IMPORTED = "imported"


class Status(models.TextChoices):
    QUEUED = "queued"
    TRAINING = "training"
    PROMOTED = "promoted"
    REJECTED = "rejected"
    FAILED = "failed"


OPEN = (Status.QUEUED, Status.TRAINING)


class ModelState(models.Model):
    """One version of the network; its primary key is the version. Row 1 is a base network, as it ships; a newer release
    may bring another."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    is_training = models.GeneratedField(
        expression=models.Case(models.When(status=Status.TRAINING, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    # The network, as nn.serialization lays it out; null until trained.
    preprocessing = models.PositiveSmallIntegerField(null=True)  # the version whose pictures it was trained on
    layout = models.CharField(max_length=100, blank=True)
    weights = models.BinaryField(null=True)
    biases = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    # What was measured. Accuracies are fractions; null where nothing was measured.
    train_accuracy = models.FloatField(null=True)
    test_accuracy = models.FloatField(null=True)
    train_detail = models.JSONField(null=True)
    test_detail = models.JSONField(null=True)
    reference_sha256 = models.CharField(max_length=64, blank=True)  # names the sealed digits that the gate used
    reason = models.TextField(blank=True)  # why it was promoted or rejected
    receipt = models.JSONField(null=True)  # what it was trained from, enough to train it again

    # The run: who holds it, until when; the token refuses whoever held it before.
    token = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.FloatField(default=0.0)
    error = models.TextField(blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "version"
        constraints = [
            models.CheckConstraint(name="known_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="known_status", condition=Q(status__in=Status.values)),
            models.UniqueConstraint(name="each_base_once", fields=["sha256"], condition=Q(kind=Kind.BASE)),
            models.UniqueConstraint(name="one_in_training", fields=["status"], condition=Q(status=Status.TRAINING)),
            models.CheckConstraint(
                name="promoted_has_weights",
                condition=~Q(status=Status.PROMOTED)
                | Q(sha256__gt="", preprocessing__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(name="progress_is_a_fraction", condition=Q(progress__gte=0, progress__lte=1)),
        ]
        indexes = [
            models.Index(name="versions_open", fields=["id"], condition=Q(status__in=OPEN)),
            models.Index(
                name="versions_on_reference", fields=["reference_sha256", "-id"], condition=Q(status=Status.PROMOTED)
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class Digit(models.Model):
    """One verified drawing."""

    picture = models.BinaryField()  # 28×28 bytes, row by row, 0 ground … 255 ink: what the network sees
    preprocessing = models.PositiveSmallIntegerField(db_index=True)  # the version that made the picture
    ink = models.BinaryField()  # the drawing itself, cropped: a grey PNG, at most 128×128, ink white
    ink_sha256 = models.CharField(max_length=64, db_index=True)
    label = models.PositiveSmallIntegerField()
    is_training_input = (
        models.BooleanField()
    )  # false for one drawing in ten, chosen by ink_sha256: held out for testing
    predicted = models.PositiveSmallIntegerField(null=True)
    predicted_by = models.ForeignKey(ModelState, models.PROTECT, null=True, related_name="+", db_index=False)
    contributor = models.UUIDField(null=True, db_index=True)
    idempotency_key = models.UUIDField(null=True, unique=True)
    payload_sha256 = models.CharField(max_length=64)  # of drawing and label as sent: tells a retry from a conflict
    state = models.CharField(max_length=9, choices=DigitState.choices, default=DigitState.COUNTED)
    state_reason = models.TextField(blank=True)
    model_state = models.ForeignKey(ModelState, models.PROTECT, null=True, blank=True, related_name="digits")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="label_is_a_digit", condition=Q(label__gte=0, label__lte=9)),
            models.CheckConstraint(
                name="predicted_is_a_digit", condition=Q(predicted__isnull=True) | Q(predicted__lte=9)
            ),
            models.CheckConstraint(name="known_state", condition=Q(state__in=DigitState.values)),
            models.CheckConstraint(name="picture_is_28_by_28", condition=Q(picture__length=784)),
        ]
        indexes = [
            models.Index(
                name="digits_unassigned",
                fields=["id"],
                condition=Q(model_state__isnull=True, state=DigitState.COUNTED),
            ),
            models.Index(name="digits_shown", fields=["-id"], condition=~Q(state__in=HIDDEN)),
            models.Index(name="digits_shown_by_label", fields=["label", "-id"], condition=~Q(state__in=HIDDEN)),
            models.Index(
                name="digits_trainable", fields=["-id"], condition=Q(is_training_input=True, state__in=TRAINABLE)
            ),
            models.Index(
                name="digits_held_out", fields=["-id"], condition=Q(is_training_input=False, state__in=TRAINABLE)
            ),
        ]

    def __str__(self) -> str:
        return f"digit {self.pk}: a {self.label}"


class Deployment(models.Model):
    """The serving history, append-only: the newest row is what is served."""

    model_state = models.ForeignKey(ModelState, models.PROTECT, related_name="deployments")
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    reason = models.TextField()
    is_pinned = models.BooleanField(default=False)  # while the newest is, nothing is trained and nothing else deployed

    class Meta:
        constraints = [models.CheckConstraint(name="someone_deployed_it", condition=~Q(by=""))]

    def __str__(self) -> str:
        return f"version {self.model_state_id}, served since {self.created_at:%Y-%m-%d %H:%M}"
