"""Ways in and out: registers, spreadsheets and other tools' formats."""
