"""Moving and cancelling: everybody is told, the event and the calendar files follow."""
