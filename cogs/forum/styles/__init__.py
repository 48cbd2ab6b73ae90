"""What members found about ways of leading: how often they were discussed, and what helped where."""
