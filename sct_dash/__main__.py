"""`python -m sct_dash`: the command line."""

import sys

from sct_dash import cli

if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:]))
