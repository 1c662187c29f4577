"""Files of spreadsheets: read safely into tabs of plain values, written without formulas, marked where something is wrong."""
