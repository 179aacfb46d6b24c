"""Workbooks that leave: templates, the sender's own with marks, the rows held back."""
