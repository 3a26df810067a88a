"""`python -m benchmarks.calibration`."""

from benchmarks.calibration.fairs import main

main()
