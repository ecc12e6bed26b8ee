"""Where the images and links of a document lead: files, and places in them."""
