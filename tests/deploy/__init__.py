"""What an administrator is given: checked as far as it can be without containers and a system manager."""
