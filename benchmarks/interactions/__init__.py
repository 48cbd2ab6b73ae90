"""Many members at once: `python -m benchmarks.interactions`."""
