"""What ops does with built plans: compare them, roll one back."""
