"""Everything known, without a screen: the model, the rule for lights, reads, changes and uploads."""
