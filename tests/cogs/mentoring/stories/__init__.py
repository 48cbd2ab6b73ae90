"""Random runs of mentoring: short ones in the tests beside, long ones in `tests/soak/mentoring.py`."""
