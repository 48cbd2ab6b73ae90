"""Writing in a room without one's name: who may, what is said first, and the words on their way."""
