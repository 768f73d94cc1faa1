"""The shared order backend: holds, bookings, prices, vouchers, redemptions, ledger, settlement."""
