"""The pages of the market, for those who run it."""
