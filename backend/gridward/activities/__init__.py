"""Events for customers: made by ops, answered before a specialist, with a waiting list where the seats are gone."""
