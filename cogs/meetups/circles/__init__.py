"""Circles: four to six peers of different sites on one topic, found by the matching, in a thread of their own."""
