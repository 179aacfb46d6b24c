"""Who has reported in a session's update window and who has not, and whom to remind."""
