"""Two hundred jobs, eight processes, a clock that jumps: what each of them runs."""
