"""The nurture programme between dues: occasions by rules, messages first, and what it brings beside a hold-out."""
