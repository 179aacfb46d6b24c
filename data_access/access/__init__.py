"""Who may do what, who did what, and the doors that ask before they write."""
