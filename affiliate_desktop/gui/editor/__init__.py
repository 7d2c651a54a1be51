"""The editor of designs: a window over the studio's design model; saving is one change of the workspace."""
