"""The tablets of specialists: what they report, and what whoever leads them sees and decides."""
