"""Settings from the environment (`GRIDWARD_*`, and `DATABASE_URL`). Every one has a default that works."""

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    """`/var/lib/gridward` for root, the user's own data folder otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/gridward")
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "gridward"


class Settings(BaseSettings):
    """What can be chosen from outside."""

    model_config = SettingsConfigDict(env_prefix="GRIDWARD_", extra="ignore")

    database_url: str | None = Field(
        None, validation_alias=AliasChoices("GRIDWARD_DATABASE_URL", "DATABASE_URL")
    )
    """A PostgreSQL address; without one the program runs its own server."""
    data_dir: Path = Field(default_factory=default_data_dir)
    """Holds the embedded database, the key file and the stored files."""
    key_file: Path | None = None
    """The encryption keys (made at first start); by default `key` in the data folder."""
    log_level: str = "INFO"
    session_hours: int = 12
    """A sign-in ends after so many hours without use."""
    session_days: int = 14
    """... and after so many days in any case."""
    device_hours: int = 72
    """A tablet renews its session with its key unless it was out of touch for so many hours: then it takes the password."""
    device_days: int = 30
    """... and takes the password after so many days in any case."""
    secure_cookies: bool = False
    """Set where the application is reached over HTTPS."""
    max_upload_mb: int = 2048
    """The largest delivery that may be uploaded in the browser."""
    min_free_mb: int = 512
    """With less space where the data folder is, `/readyz` says that the program is not ready."""
    metrics_port: int | None = Field(None, ge=0, le=65535)
    """Figures for Prometheus on this port of 127.0.0.1; 0 takes a free one, without one they are off."""
    messages: Literal["file", "console"] = "file"
    """Where messages to customers leave: into files of `outbox` in the stored files, or masked into the log."""
    tiles: str | None = None
    """A tile source that maps show under the cells: an address with {z}, {x} and {y}; else the own basemap."""
    tiles_frame: str = "WGS-84"
    """The frame in which it draws: WGS-84, or GCJ-02 (AMap, Tencent)."""
    tiles_credit: str = ""
    """Whom the map names for it."""
    tiles_zoom: int = Field(18, ge=1, le=22)
    """The last zoom that it has."""
    rules: Path | None = None
    """A folder with rule files of one's own, as NAME/vN.toml: they go before those that come with the program."""
    objects: str | None = None
    """Where photos and papers are kept (s3://BUCKET/FOLDER) instead of in the stored files."""
    clamd: str | None = None
    """The ClamAV daemon (host:port, or the path of its socket) that looks at what tablets send; without it
    nothing is looked for."""
    dask: str | None = None
    """The scheduler of a Dask cluster (tcp://host:port) on which all cities are cut; without it, on this machine."""

    @property
    def keys(self) -> Path:
        """The file with the encryption keys."""
        return self.key_file or self.data_dir / "key"

    @property
    def files_dir(self) -> Path:
        """Where basemaps, uploads and exports are kept."""
        return self.data_dir / "files"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
