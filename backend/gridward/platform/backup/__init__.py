"""Backups: a database in one file, put back, and compared with what it was."""

from gridward.platform.backup.archive import Archive
from gridward.platform.backup.comparing import Comparison
from gridward.platform.backup.keys import Sample
from gridward.platform.backup.manifest import Manifest
from gridward.platform.backup.restoring import drill, restore
from gridward.platform.backup.saving import save

__all__ = ["Archive", "Comparison", "Manifest", "Sample", "drill", "restore", "save"]
