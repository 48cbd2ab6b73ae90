"""Review: a steward reads masked words, without their author, before they may leave."""
