"""The wizard behind `/setup`: one private card for each thing to decide, in the order in which it is easiest."""
