"""Files as ministries send them, one for each trait, with what must come out of each; `make.py` writes them."""
