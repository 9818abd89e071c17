"""Pure data and rules: what an office works with, whatever file it came from."""
