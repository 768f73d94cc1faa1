"""What a text in OpenStreetMap's opening_hours syntax means on each day at its place."""
