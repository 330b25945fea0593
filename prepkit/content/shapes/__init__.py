"""The shape of each content entry, arranged as the folders of content/. The loader refuses what does not fit."""
