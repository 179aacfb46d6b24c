"""The screen of what the programme itself says: thresholds, names, remembered mappings, the age of its data."""
