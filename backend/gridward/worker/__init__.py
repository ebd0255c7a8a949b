"""The worker: takes jobs from the queue and runs each in a process of its own.

A job computes for seconds or minutes; in the worker's own process it would hold up the heartbeats by which others see that
the worker lives. Jobs of a worker that died are taken up again.
"""
