"""Jobs as ops sees them: what runs, waits and failed, the last nights, and who works."""
