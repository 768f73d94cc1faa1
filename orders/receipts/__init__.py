"""Receipts, credit notes and the market's invoices: numbered without gaps, and the same whenever they are read."""
