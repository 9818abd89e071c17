"""The text of the shipped Word templates, made of the building blocks of ``generator.ooxml``."""
