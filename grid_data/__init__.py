"""Data that comes with the product: rules, reference tables and the generator of the demo city."""
