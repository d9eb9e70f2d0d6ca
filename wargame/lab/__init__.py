"""What if, ten thousand times: playouts, balance, experiments, impact of decisions, trials of cards."""
