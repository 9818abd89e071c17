"""WordprocessingML: packages, right-to-left building blocks, starter templates, watermark and text."""
