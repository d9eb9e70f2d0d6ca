"""How fast is it, beside something known? Ratios taken in one run, since the machines differ and are seldom quiet."""
