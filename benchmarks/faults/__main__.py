"""`python -m benchmarks.faults`."""

import sys

from benchmarks.faults.stores import main, process

if sys.argv[1:2] == ["process"]:
    process(sys.argv[2], range(int(sys.argv[3]), int(sys.argv[4])))
else:
    main()
