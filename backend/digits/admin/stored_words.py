"""Words of tables and constants that pages show, named here so that `makemessages` finds them for the catalogs."""

from django.utils.translation import gettext_noop

STORED = (
    # states of digits
    gettext_noop("counted"),
    gettext_noop("imported"),
    gettext_noop("held"),
    gettext_noop("excluded"),
    gettext_noop("withdrawn"),
    # statuses of versions
    gettext_noop("queued"),
    gettext_noop("training"),
    gettext_noop("promoted"),
    gettext_noop("rejected"),
    gettext_noop("failed"),
    # decisions of the audit trail
    gettext_noop("keep"),
    gettext_noop("relabel"),
    gettext_noop("hold"),
    gettext_noop("exclude"),
    gettext_noop("restore"),
    gettext_noop("rollback"),
    gettext_noop("pin"),
    gettext_noop("unpin"),
    gettext_noop("retrain"),
    gettext_noop("retrain without"),
    gettext_noop("undo"),
    gettext_noop("export"),
    gettext_noop("import"),
    gettext_noop("archive"),
    gettext_noop("account"),
    # reasons for decisions, and for which digits are held
    gettext_noop("not a digit"),
    gettext_noop("cannot be read"),
    gettext_noop("wrong label"),
    gettext_noop("sent more than once"),
    gettext_noop("looked at again"),
    gettext_noop("the network is nearly certain that it is another digit"),
    gettext_noop("the same drawing was sent before"),
    gettext_noop("the same drawing was sent with different labels"),
    gettext_noop("most of what its contributor sent lately is suspect"),
    gettext_noop("several contributors who sent hardly anything else say this of the same kind of drawing"),
    gettext_noop("taken back by its contributor"),
    gettext_noop("taken back with its whole hand"),
    gettext_noop("its import was taken back"),
    # links of the header
    gettext_noop("Dashboard"),
    gettext_noop("Review"),
    gettext_noop("Digits"),
    gettext_noop("Versions"),
    gettext_noop("Serving history"),
    gettext_noop("Class"),
    gettext_noop("In and out"),
    gettext_noop("Notices"),
    gettext_noop("Audit trail"),
    gettext_noop("Tokens"),
    gettext_noop("Accounts"),
    # titles of charts
    gettext_noop("Yardstick"),
    gettext_noop("People’s digits kept apart"),
    gettext_noop("MNIST test"),
)
