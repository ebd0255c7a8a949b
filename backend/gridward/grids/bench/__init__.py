"""The engine measured beside other libraries on a generated city: `gridward bench grid`."""
