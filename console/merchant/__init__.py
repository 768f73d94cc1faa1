"""The pages of a merchant, for those who work there."""
