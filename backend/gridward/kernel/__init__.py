"""What every room stands on: ids, clock, errors. Pure: the standard library only."""
