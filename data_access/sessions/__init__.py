"""The review session: its agenda, its states, what changed since the last one, what was asked."""
