"""Debit return files as operations see them: taken from the browser, the command line or a folder, with what followed."""
