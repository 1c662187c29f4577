"""The knowledge as workbooks: the template, everything said of a thing, answers to questions."""
