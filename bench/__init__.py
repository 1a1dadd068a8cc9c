"""Time the product at the size it is built for. See ``docs/how-to/run-the-benchmark.md``."""
