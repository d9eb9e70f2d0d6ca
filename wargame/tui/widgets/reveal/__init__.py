"""The reveal and the banners, drawn over the table: plans as bands, odds, dice and outcomes in block letters."""
