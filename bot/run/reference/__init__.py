"""`make reference`: the pages of the documentation that the code writes about itself."""
