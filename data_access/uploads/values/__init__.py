"""What a cell says: dates, numbers, lights and words in three languages."""
