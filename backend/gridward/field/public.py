"""What the field offers."""

from gridward.field.attachments.sweeping import sweep_attachments
from gridward.field.route.preparing import prepare_routes
from gridward.field.sync.handing_out import Snapshots
from gridward.field.sync.preparing import prepare_snapshots, queue_snapshots
from gridward.field.sync.pruning import begin_anew

__all__ = [
    "Snapshots",
    "begin_anew",
    "prepare_routes",
    "prepare_snapshots",
    "queue_snapshots",
    "sweep_attachments",
]
