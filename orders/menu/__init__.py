"""What is ordered from a menu: carts, when they can be picked up, and the tickets they become."""
