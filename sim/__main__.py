"""`python -m sim FILE`: the command line, which stands in `console`."""

import sys

from console.main import main

if __name__ == "__main__":
    sys.exit(main())
