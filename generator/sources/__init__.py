"""The only readers of input files: positions first, then validated models."""
