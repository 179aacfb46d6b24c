"""The screens about people: who may do what, who did what."""
