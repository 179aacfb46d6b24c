"""One's own account: roles, what they allow, signing out."""

from dashboard.components.access.account import show_account
from dashboard.frame import current_request

show_account(current_request())
