"""Other tools' formats, both ways, each with what it cannot hold."""
