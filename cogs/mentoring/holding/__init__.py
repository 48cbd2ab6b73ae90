"""Pausing and stopping: off the lists at once, with a way back."""
