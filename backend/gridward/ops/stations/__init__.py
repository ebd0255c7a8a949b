"""Which stations a plan is to have."""
