"""The insurer's facts: customers, agents, contracts, instalments, claims, past contacts."""
