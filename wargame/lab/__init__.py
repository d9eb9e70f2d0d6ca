"""What if, ten thousand times: playouts and balance reports."""
