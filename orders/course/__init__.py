"""What becomes of a placed order: issued, confirmed, redeemed, attended, cancelled, expired, rated."""
