"""What measures speed, memory and sound. Each module prints a table: python -m benchmarks.engine, python -m benchmarks.dashboard."""
