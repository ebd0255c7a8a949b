"""Bank debit return files: what a bank tells of the debits it was asked for, and the repair of those that failed."""
