"""The sample programme: workbooks that come in through the same door as anybody's, and what builds them."""
