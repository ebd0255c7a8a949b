"""Who somebody is and what he may see: accounts, roles, sessions, data scopes."""
