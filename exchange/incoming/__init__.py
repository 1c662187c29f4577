"""Rows of the workbook of data stewards → statements with their evidence, in a named graph of their own."""
