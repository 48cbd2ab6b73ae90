"""Charts in one quiet style, each with the same facts as words beside it."""
