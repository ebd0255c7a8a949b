"""Where the parts of a cluster are."""

from pathlib import Path

from gridward.platform.postgres.cluster import Cluster


def test_the_socket_is_in_the_folder_itself(tmp_path: Path) -> None:
    assert Cluster(Path("/srv/gridward")).sockets == Path("/srv/gridward/postgres/s")


def test_a_path_too_long_for_a_socket_gets_a_short_one() -> None:
    # 107 bytes: /x…x/postgres/s/.s.PGSQL.5432
    longest = Path("/" + "x" * (107 - len("//postgres/s/.s.PGSQL.5432")))
    assert Cluster(longest).sockets == longest / "postgres" / "s"
    too_long = Cluster(longest.with_name(longest.name + "x")).sockets
    assert too_long.parent == Path("/tmp")
    assert len(bytes(too_long / ".s.PGSQL.5432")) <= 107


def test_two_long_paths_have_two_sockets() -> None:
    assert Cluster(Path("/" + "x" * 120)).sockets != Cluster(Path("/" + "y" * 120)).sockets


def test_a_comma_would_be_a_list_of_hosts() -> None:
    assert Cluster(Path("/srv/a,b")).sockets.parent == Path("/tmp")


def test_the_address_is_a_url_whatever_the_path(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "a b%")
    cluster.home.mkdir(parents=True)
    (cluster.home / "password").write_text("secret")
    assert cluster.url.startswith("postgresql://gridward:secret@/gridward?host=/")
    assert cluster.url.endswith("/a%20b%25/postgres/s&port=5432")


def test_a_linked_folder_is_the_same_cluster(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert Cluster(tmp_path / "link").home == Cluster(tmp_path / "folder").home
