"""`python -m kuasa` is the same program as `kuasa`."""

from kuasa.cli import app

app()
