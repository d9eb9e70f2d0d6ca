"""The batch engine: plays many exercises at once over arrays, move for move as `wargame.lab.playouts` plays each one.

NumPy is imported in this package alone. Nothing outside of it may be imported at the start of a program because of it:
`wargame.lab` imports this package when exercises are played.
"""
