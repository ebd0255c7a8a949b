"""Print the SQL of all migrations, from an empty database to the newest schema."""

import logging

from alembic import command

from gridward.platform.migrate import config

logging.disable(logging.INFO)
command.upgrade(config(), "head", sql=True)
