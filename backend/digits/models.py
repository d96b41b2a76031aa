"""The tables and the rules that the database itself enforces. Their behaviour is in `services` and `selectors`.

`Digit` is one verified drawing, `ModelState` one version of the network, `Deployment` what has been served since when,
`AuditEntry` one recorded action, mostly of an administrator.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone

import backend.digits.notice  # noqa: F401 - Django looks for tables in this module

models.BinaryField.register_lookup(Length)  # so that a constraint can say picture__length


class DigitState(models.TextChoices):
    COUNTED = "counted"  # trains, and counts towards the ten
    IMPORTED = "imported"  # trains, does not count
    HELD = "held"  # waits for the administrator
    EXCLUDED = "excluded"  # taken out by the administrator
    WITHDRAWN = "withdrawn"  # taken back by the person who drew it


TRAINABLE = (DigitState.COUNTED, DigitState.IMPORTED)
REMEMBERED = (DigitState.COUNTED, DigitState.HELD)  # by the memory of the hand that drew them
NOT_TRAINABLE = tuple(state for state in DigitState if state not in TRAINABLE)
HIDDEN = (DigitState.EXCLUDED, DigitState.WITHDRAWN)
MISREAD = ~Q(predicted=F("label"))  # on arrival


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
    """One version of the network; its primary key is the version.

    Row 1 is the base network that was installed first. A newer release may bring another one.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    is_training = models.GeneratedField(
        expression=models.Case(models.When(status=Status.TRAINING, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    takes_tens = models.BooleanField(default=False)  # a version of kind ten, not yet claimed: further tens join it
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    # The network in the layout of nn.serialization: nothing until it is trained; old weights and biases become null.
    preprocessing = models.PositiveSmallIntegerField(null=True)  # which preprocessing made its pictures
    layout = models.CharField(max_length=100, blank=True)
    weights = models.BinaryField(null=True)
    biases = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    # The measurements. Accuracies are fractions; null where nothing was measured.
    train_accuracy = models.FloatField(null=True)
    test_accuracy = models.FloatField(null=True)
    train_detail = models.JSONField(null=True)
    test_detail = models.JSONField(null=True)
    reference_sha256 = models.CharField(max_length=64, blank=True)  # names the sealed digits that the gate used
    reason = models.TextField(blank=True)  # why it was promoted or rejected, in English
    # The same as a code and figures (backend.digits.why); null where a person typed the reason. The default is for
    # archives of older programs, which have no such column.
    why = models.JSONField(null=True, default=None)
    receipt = models.JSONField(null=True)  # its inputs, enough to train it again

    # The run: its owner holds the lease until this time; the token refuses every earlier owner.
    token = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.FloatField(default=0.0)
    error = models.TextField(blank=True)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "version"
        permissions = [
            ("serve_modelstate", "Can roll back, pin and unpin"),
            ("retrain_modelstate", "Can have the network learn now"),
            ("export_modelstate", "Can take networks out"),
            ("import_modelstate", "Can bring networks in"),
        ]
        constraints = [
            models.CheckConstraint(name="known_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="known_status", condition=Q(status__in=Status.values)),
            models.UniqueConstraint(name="each_base_once", fields=["sha256"], condition=Q(kind=Kind.BASE)),
            models.UniqueConstraint(name="one_in_training", fields=["status"], condition=Q(status=Status.TRAINING)),
            models.UniqueConstraint(name="one_takes_tens", fields=["takes_tens"], condition=Q(takes_tens=True)),
            models.CheckConstraint(
                name="only_a_queued_ten_takes_tens",
                condition=Q(takes_tens=False) | Q(kind=Kind.TEN, status=Status.QUEUED),
            ),
            models.CheckConstraint(
                name="promoted_has_weights",
                condition=~Q(status=Status.PROMOTED)
                | Q(sha256__gt="", preprocessing__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(name="progress_is_a_fraction", condition=Q(progress__gte=0, progress__lte=1)),
        ]
        indexes = [
            models.Index(name="versions_open", fields=["id"], condition=Q(status__in=OPEN)),
            models.Index(name="versions_filtered", fields=["-id", "status", "kind"]),
            models.Index(name="versions_broken", fields=["-id"], condition=Q(error__gt="")),
            models.Index(
                name="versions_on_reference", fields=["reference_sha256", "-id"], condition=Q(status=Status.PROMOTED)
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


FILTERED = ("label", "predicted", "is_training_input", "state", "contributor", "model_state", "predicted_by")
ARRIVED = ("state", "said", "predicted", "guess", "contributor")
OF_HAND = ("state", "label", "preprocessing", "predicted", "guess", "predicted_by")
# SQLite uses an index with a condition only if the query has the condition's value written in, not as a parameter. In
# the indexes below the state is a field, never in the condition.
UNREVIEWED = Q(reviewed_at__isnull=True, doubt__isnull=False)


class Digit(models.Model):
    """One verified drawing."""

    picture = models.BinaryField()  # 28×28 bytes, row by row, 0 ground … 255 ink: what the network sees
    preprocessing = models.PositiveSmallIntegerField(db_index=True)  # which preprocessing made the picture
    strokes = models.BinaryField(null=True, default=None)  # what the pen did, packed by nn.data; null for pictures
    ink = models.BinaryField()  # the drawing itself, cropped: a grey PNG, at most 128×128, ink white
    ink_sha256 = models.CharField(max_length=64, db_index=True)  # of the strokes without times, or of the ink's pixels
    label = models.PositiveSmallIntegerField()
    said = models.PositiveSmallIntegerField(null=True, default=None)  # the person's label on arrival; null: imported
    is_training_input = (
        models.BooleanField()
    )  # false for one drawing in ten, chosen by ink_sha256: held out for testing
    predicted = models.PositiveSmallIntegerField(null=True)  # what the served network alone said on arrival
    guess = models.PositiveSmallIntegerField(null=True, default=None)  # with own memory; null: imported, or before 0.3
    predicted_by = models.ForeignKey(ModelState, models.PROTECT, null=True, related_name="+", db_index=False)
    contributor = models.UUIDField(null=True)
    idempotency_key = models.UUIDField(null=True, unique=True)
    payload_sha256 = models.CharField(max_length=64)  # of drawing and label as sent: tells a retry from a conflict
    state = models.CharField(max_length=9, choices=DigitState.choices, default=DigitState.COUNTED)
    state_reason = models.TextField(blank=True)
    state_before = models.CharField(max_length=9, blank=True)  # the state that restoring brings back
    doubt = models.FloatField(null=True)  # how far another output was above the label's on arrival, -1 to 1
    reviewed_at = models.DateTimeField(null=True)  # when an administrator last looked at it and decided
    model_state = models.ForeignKey(
        ModelState, models.PROTECT, null=True, blank=True, related_name="digits", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        permissions = [
            ("review_digit", "Can relabel, hold, exclude and restore digits"),
            ("export_digit", "Can take digits out"),
            ("import_digit", "Can bring digits in"),
        ]
        constraints = [
            models.CheckConstraint(name="label_is_a_digit", condition=Q(label__gte=0, label__lte=9)),
            models.CheckConstraint(
                name="predicted_is_a_digit", condition=Q(predicted__isnull=True) | Q(predicted__lte=9)
            ),
            models.CheckConstraint(name="guess_is_a_digit", condition=Q(guess__isnull=True) | Q(guess__lte=9)),
            models.CheckConstraint(name="said_is_a_digit", condition=Q(said__isnull=True) | Q(said__lte=9)),
            models.CheckConstraint(name="known_state", condition=Q(state__in=DigitState.values)),
            models.CheckConstraint(name="picture_is_28_by_28", condition=Q(picture__length=784)),
        ]
        indexes = [
            # The digits of a version, or of none. The state is in it, since a million imported ones may be of none.
            models.Index(name="digits_in_version", fields=["model_state", "state", "id"]),
            models.Index(name="digits_in_state", fields=["state", "-id"]),
            models.Index(name="digits_of_label", fields=["label", "-id"]),
            # The whole answer on a hand is in the index: each prediction with a cookie reads it.
            models.Index(name="digits_of_contributor", fields=["contributor", "-id", *OF_HAND]),
            models.Index(name="digits_misread", fields=["-id"], condition=MISREAD),
            models.Index(
                name="digits_held_out",
                fields=["state", "preprocessing", "-id"],
                condition=Q(is_training_input=False),
            ),
            # For the administrator's pages: one narrow index answers any mix of filters, without the wide rows.
            models.Index(name="digits_filtered", fields=["-id", *FILTERED]),
            # What people said and what was read, in the order of arrival: the dashboard counts it in the index alone.
            models.Index(name="digits_arrived", fields=["created_at", *ARRIVED]),
            # Counted by label and guess for the dashboard, and listed by both, the newest first.
            models.Index(name="digits_confused_newest", fields=["label", "predicted", "-id", "state"]),
            models.Index(name="digits_by_reader", fields=["predicted_by", "label", "predicted", "state"]),
            models.Index(name="digits_doubted", fields=["-doubt", "id", "state"], condition=UNREVIEWED),
        ]

    def __str__(self) -> str:
        return f"digit {self.pk}: a {self.label}"


BY_GATE, BY_INSTALLATION, BY_WATCH = (
    "the gate",
    "installation",
    "the watch",
)  # `Deployment.by` where it was no person; rows hold them


class Deployment(models.Model):
    """An entry of the serving history, which is append-only. The newest entry names the served version."""

    model_state = models.ForeignKey(ModelState, models.PROTECT, related_name="deployments")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=150)
    reason = models.TextField()
    is_pinned = models.BooleanField(default=False)  # while the newest is, nothing is trained

    class Meta:
        constraints = [models.CheckConstraint(name="someone_deployed_it", condition=~Q(by=""))]
        indexes = [models.Index(name="deployments_by", fields=["by", "-id"])]  # the few of the watch among very many

    def __str__(self) -> str:
        return f"version {self.model_state_id}, served since {self.created_at:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A process that trains, and the time when it last reported."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Action(models.TextChoices):
    """The actions of an administrator."""

    KEEP = "keep"
    RELABEL = "relabel"
    HOLD = "hold"
    EXCLUDE = "exclude"
    RESTORE = "restore"
    ROLLBACK = "rollback"
    PIN = "pin"
    UNPIN = "unpin"
    RETRAIN = "retrain"
    RETRAIN_WITHOUT = "retrain without"
    UNDO = "undo"
    EXPORT = "export"
    IMPORT = "import"
    ARCHIVE = "archive"  # all digits archived, or put back
    ACCOUNT = "account"
    WALL = "wall"


OF_THE_PROGRAM = (Action.ARCHIVE, Action.ACCOUNT, Action.WALL)
"""Entries that are about no digit or version. No archive has them; a new beginning and a restore leave them."""


class AuditEntry(models.Model):
    """An action, mostly of an administrator: who, when, on what, why. Entries are only ever appended.

    The entry of an import alone grows, until the import ends.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=15, choices=Action.choices)
    digit = models.ForeignKey(Digit, models.PROTECT, null=True, related_name="audit")
    version = models.ForeignKey(ModelState, models.PROTECT, null=True, related_name="audit")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    batch = models.UUIDField(null=True, default=None)  # entries of one decision share it; so one request counts once
    undoes = models.UUIDField(null=True, default=None)  # the decision that this one takes back
    rows = models.JSONField(null=True, default=None)  # of a decision on a digit: its row before and after

    class Meta:
        verbose_name_plural = "audit trail"
        constraints = [
            models.CheckConstraint(name="someone_did_it", condition=~Q(by="")),
            models.CheckConstraint(name="known_action", condition=Q(action__in=Action.values)),
        ]
        indexes = [
            models.Index(name="audit_filtered", fields=["-id", "action", "by"]),
            models.Index(name="audit_in_batch", fields=["batch", "action"]),
            models.Index(name="audit_undone", fields=["undoes"]),
            models.Index(name="audit_by_day", fields=["at"]),
            models.Index(name="audit_imports", fields=["-id"], condition=Q(action="import")),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by}, {self.at:%Y-%m-%d %H:%M}"


class ImportPart(models.Model):
    """Some drawings of an import, which any worker makes ready. It is there until its import has the result."""

    job = models.UUIDField()  # the import under way
    number = models.PositiveIntegerField()  # its place in the import
    drawings = models.BinaryField()  # packed by `services.transfer.staging`; empty once they are ready
    staged = models.BinaryField(null=True, default=None)  # the result
    refusal = models.TextField(blank=True)  # why there is none: a drawing is blank
    # The version that made the result or the refusal; null before, and where an older program made it, which is then
    # made again.
    preprocessing = models.PositiveSmallIntegerField(null=True, default=None)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="each_part_once", fields=["job", "number"])]
        indexes = [models.Index(name="parts_waiting", fields=["id"], condition=Q(staged__isnull=True, refusal=""))]

    def __str__(self) -> str:
        return f"part {self.number} of import {self.job}"


class Wall(models.Model):
    """A state of the wall, the page for a projector. Rows are only added; the newest one holds."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=150)
    cleared_to = models.PositiveBigIntegerField(default=0)  # digits up to this id are not on the wall
    frozen_at = models.PositiveBigIntegerField(null=True, default=None)  # nor later ones than this; null: not frozen
    hides_drawings = models.BooleanField(default=False)  # then visitors see their own drawings alone, the wall none

    class Meta:
        constraints = [models.CheckConstraint(name="someone_changed_the_wall", condition=~Q(by=""))]

    def __str__(self) -> str:
        return f"the wall since {self.created_at:%Y-%m-%d %H:%M}"


class Scope(models.TextChoices):
    """What a token may do; each scope may do what those before it may."""

    READ = "read"
    TEACH = "teach"
    ADMINISTER = "administer"


class Token(models.Model):
    """A key with which a script calls the API. The key itself is not stored."""

    name = models.CharField(max_length=100, unique=True)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)  # of the key, which has 256 random bits
    contributor = models.UUIDField(default=uuid4, editable=False)  # the hand that it reads with and teaches
    by = models.CharField(max_length=150, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="known_scope", condition=Q(scope__in=Scope.values))]

    def __str__(self) -> str:
        return self.name

    def may(self, scope: str) -> bool:
        """Tell whether the token's scope includes another one."""
        return Scope.values.index(self.scope) >= Scope.values.index(scope)
