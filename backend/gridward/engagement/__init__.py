"""What all workplaces share about a customer: his care, tasks, contacts, messages to him, visits asked for."""
