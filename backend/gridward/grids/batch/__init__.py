"""All cities at once: each is a job of its own, cut in processes of this machine or on a Dask cluster, and stored here."""
