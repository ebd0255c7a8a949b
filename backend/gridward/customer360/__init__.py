"""The one-page story of a customer, composed for every workplace."""
