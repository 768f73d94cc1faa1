"""What happens without anybody tapping: news go out, refunds are asked for, time runs out."""
