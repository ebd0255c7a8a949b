"""What every room stands on: ids, clock, working days, errors. Pure: the standard library and a table of holidays."""
