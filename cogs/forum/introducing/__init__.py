"""New meets experienced: a new principal or school is introduced to two who fit, and to a circle, each by their yes."""
