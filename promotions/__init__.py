"""What brings people: campaigns, audiences and the attribution of orders to their source."""
