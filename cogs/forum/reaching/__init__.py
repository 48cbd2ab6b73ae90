"""Reaching someone: a question that nobody answered is put to one or two principals who fit."""
