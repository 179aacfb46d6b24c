"""Working meetings and requests for help: listing and recording them."""
