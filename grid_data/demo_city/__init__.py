"""A city that doesn't exist, with an insurer's book as large as a
real one's: what the demo shows and the tests run on."""

from grid_data.demo_city.build import DEFAULT_SEED, FEWEST_CUSTOMERS, LONGEST_DELTA, build
from grid_data.demo_city.write import Encoding, File, Manifest

__all__ = ["DEFAULT_SEED", "FEWEST_CUSTOMERS", "LONGEST_DELTA", "Encoding", "File", "Manifest", "build"]
