"""Reports → proposals: names, dates, instruments and likely ties found in a text, each with its place."""
