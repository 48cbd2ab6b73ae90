"""A newcomer's first week: five small steps, one a school day, until they are done or stopped with one click."""
