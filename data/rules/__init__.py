"""Pure rules: no clock, no input or output; whatever depends on the day or the officer is an argument."""
