"""Lapse risk by a model: columns in, probabilities and reasons out. Pure, and the same for the product and its benchmark."""
