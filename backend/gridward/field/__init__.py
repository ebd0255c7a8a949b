"""The specialist's workplace: Today, visits, his cell, and operations with receipts."""
